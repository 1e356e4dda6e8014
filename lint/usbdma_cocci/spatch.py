# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs spatch: each semantic patch over the files where it can match, some files
a process, several processes at once.  What spatch did not finish is named."""
import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from types import SimpleNamespace

from usbdma_tree import CannotWork
from usbdma_tree.run import Progress
from usbdma_tree.tools import clean_environment

from . import patches

FILES_A_PROCESS = 24		# starting spatch costs as much as two or three files
HANDLED = re.compile(r"^(?:HANDLING|Skipping): (.*)$", re.M)
TROUBLE = re.compile(r"^EXN: ?(.*) in (\S+)$", re.M)
NOT_OURS = re.compile(r"^(init_defs|HANDLING|Skipping|EXN|Warning: PARSING|\(ONCE\)|"
                      r"warning: .*not used in)")


def program(given):
    """The spatch to run, as words; CannotWork when it is not there or is too old."""
    path = shutil.which(given or "spatch")
    if not path:
        raise CannotWork(f"cannot run {given or 'spatch'}: install it (Debian: coccinelle)")
    p = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    m = re.search(r"spatch version (\d+)\.(\d+)", p.stdout)
    if not m or "Python scripting support: yes" not in p.stdout:
        raise CannotWork(f"{path} is not a spatch with Python scripting: "
                         f"{p.stdout[:200].strip() or 'it printed nothing'}")
    if (int(m.group(1)), int(m.group(2))) < (1, 1):
        raise CannotWork(f"{path} is {m.group(0)}; 1.1 or later is needed")
    return [path]


class Runner:
    """Processes of one run, ended together."""

    def __init__(self, spatch, root, mode, timeout, free=False):
        self.spatch, self.root, self.mode, self.timeout = spatch, root, mode, timeout
        self.free = free and mode == "patch"
        self.lock, self.living, self.ending = threading.Lock(), set(), False

    def command(self, patch, names, groups):
        show = ["--no-show-diff"] if self.mode in ("report", "org") else ["--patch", "."]
        free = ["-D", "free"] if self.free and patch.free else []
        return [*self.spatch, "-D", self.mode, *free, "--quiet", *show, "--timeout", str(self.timeout),
                "--cocci-file", str(patch.path), *patch.options,
                # spatch 1.1.1 takes a list of one for a folder
                *(["--file-groups", groups] if len(names) > 1 else names)]

    def start(self, command):
        with self.lock:
            if self.ending:
                raise CannotWork("interrupted")
            p = subprocess.Popen(command, cwd=self.root, env=clean_environment(),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True, errors="replace",
                                 start_new_session=True)
            self.living.add(p)
        return p

    def once(self, patch, names):
        """(stdout, {file: why not checked}, remarks)"""
        with tempfile.NamedTemporaryFile("w", prefix="usbdma-cocci-", encoding="utf-8") as groups:
            groups.write("\n\n".join(names) + "\n")
            groups.flush()
            p = self.start(self.command(patch, names, groups.name))
            # spatch has a limit a file; this one is for a spatch that hangs
            limit = self.timeout * len(names) + 30
            try:
                out, err = p.communicate(timeout=limit)
                status = p.returncode
            except subprocess.TimeoutExpired:
                kill(p)
                out, err = p.communicate()
                status = f"no end after {limit} s"
            finally:
                with self.lock:
                    self.living.discard(p)
        return out, failures(names, status, err), remarks(err)

    def job(self, patch, names):
        out, failed, notes = self.once(patch, names)
        if len(names) > 1 and len(failed) > 1:
            # somebody died and took the others along: each by itself
            out, failed, notes = "", {}, []
            for name in names:
                one, bad, more = self.once(patch, [name])
                out, notes = out + one, notes + more
                failed.update(bad)
        return out, failed, notes

    def end(self):
        with self.lock:
            self.ending = True
            for p in self.living:
                kill(p)


def kill(p):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(p.pid, signal.SIGKILL)


def failures(names, status, err):
    """file -> why it was not checked"""
    seen = set(HANDLED.findall(patches.with_python(err)))
    bad = {name: reason(why) for why, name in TROUBLE.findall(err)}
    tail = [l for l in err.split("\n") if l.strip() and not NOT_OURS.match(l)][-1:]
    for name in names:
        if status and tail and "imeout" in tail[0]:
            bad.setdefault(name, reason(tail[0]))
        elif status:
            what = f"ended with {status}" if isinstance(status, int) else status
            bad.setdefault(name, f"spatch: {what}" + "".join(f": {l.strip()}" for l in tail))
        elif name not in seen:
            bad.setdefault(name, "spatch passed it over without a word")
    return bad


def reason(text):
    return "spatch: timeout" if "imeout" in text else f"spatch: {text}"


def remarks(err):
    return [l for l in err.split("\n") if l.strip() and not NOT_OURS.match(l)]


def words_of(path):
    return frozenset(re.findall(rb"\w+", path.read_bytes()))


def plan(todo, names, root, spatch, mode):
    """[(patch, files where it can match)] and {file: why it can't be read}."""
    failed, words = {}, {}
    for name in names:
        try:
            words[name] = {w.decode() for w in words_of(Path(root) / name)
                           if w.isascii()}
        except OSError as e:
            failed[name] = f"cannot read it: {e.strerror}"
    rows = [(patch, patches.matters(patch, spatch, mode, words)) for patch in todo
            if patch.patches or mode != "patch"]
    return rows, failed


def split(rows, jobs):
    """Parcels of a few files, the long-winded semantic patches first."""
    for patch, names in sorted(rows, key=lambda r: -len(r[1])):
        size = max(1, min(FILES_A_PROCESS, -(-len(names) // jobs)))
        for at in range(0, len(names), size):
            yield patch, names[at:at + size]


def run(rows, runner, jobs):
    """[(patch, files, stdout)], failed (patch slug, file, why), remarks."""
    parcels = list(split(rows, jobs))
    bar = Progress(sum(len(names) for _, names in parcels))
    r = SimpleNamespace(output=[], failed=[], notes=[], pairs=bar.total)
    done = 0
    pool = ThreadPoolExecutor(jobs)
    try:
        waiting = {pool.submit(runner.job, *parcel): parcel for parcel in parcels}
        for future in as_completed(waiting):
            patch, names = waiting[future]
            out, failed, notes = future.result()
            r.output.append((patch, names, out))
            r.failed += [(patch.slug, name, why) for name, why in failed.items()]
            r.notes += notes
            done += len(names)
            bar.show(done)
    finally:
        bar.clear()
        runner.end()
        pool.shutdown(cancel_futures=True)
    r.output.sort(key=lambda row: (row[1][0], row[0].slug))
    return r


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def clock():
    return SimpleNamespace(wall=time.monotonic(), cpu=cpu_seconds())


def note(text):
    print(f"usbdma-cocci: {text}", file=sys.stderr)
