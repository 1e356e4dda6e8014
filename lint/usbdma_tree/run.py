# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs usbdma-check over many units at once and counts what became of each.

Everything temporary is in one folder that goes when we go; the children are a
process group of their own that is ended with us.
"""
import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from . import CannotWork, link
from .tools import LINT, clean_environment


def remove_stale(base):
    """Folders of runs that were killed so hard that they could not clean up."""
    for path in Path(base).glob("usbdma-tree-*-*"):
        pid = path.name.split("-")[2]
        alive = not pid.isdigit() or Path(f"/proc/{pid}").exists()
        if not alive and path.stat().st_uid == os.getuid():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def scratch():
    base = tempfile.gettempdir()
    remove_stale(base)
    try:
        path = Path(tempfile.mkdtemp(prefix=f"usbdma-tree-{os.getpid()}-"))
    except OSError as e:
        raise CannotWork(f"cannot write to {base}: {e.strerror}; set TMPDIR") from None
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def check_command(a, checker, work):
    words = [str(checker), "--quiet", "--tally", str(work / "tally"), "--jsonl",
             str(work / "findings")]
    for option in ("enable", "disable", "severity", "model"):
        for value in getattr(a, option):
            words += ["--" + option, str(Path(value).resolve()) if option == "model" else value]
    words += ["--interface", str(link.folder(a, work))]
    if (work / "also").exists():
        words += ["--also", str(work / "also")]
    if a.cc:
        words += ["--cc", a.cc]
    if a.chain:
        words += ["--chain", a.chain]
    if a.verbose:
        words.append("--verbose")
    return words


class Progress:
    """One line on a terminal that is rewritten; nothing in a pipe."""

    def __init__(self, total):
        self.total, self.done, self.start = total, 0, time.monotonic()
        self.on = sys.stderr.isatty() and total > 0

    def show(self, done):
        if not self.on:
            return
        spent = time.monotonic() - self.start
        rate = done / spent if spent > 0 else 0
        left = f", {int((self.total - done) / rate)} s left" if rate and done > 3 else ""
        width = shutil.get_terminal_size().columns - 1
        print("\r\033[K" + f"{done}/{self.total} files, {rate:.1f} a second{left}"[:width], end="",
              file=sys.stderr,
              flush=True)

    def clear(self):
        if self.on:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def end_group(p):
    """End the children of an interrupted run, also those that outlive make."""
    for sig, patience in ((signal.SIGTERM, 3), (signal.SIGKILL, 3)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(p.pid, sig)
        with contextlib.suppress(subprocess.TimeoutExpired):
            p.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(p.pid, signal.SIGKILL)


def lines_in(path):
    try:
        return path.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def watch(command, cwd, log, tally, total):
    """Run to the end with progress; what it prints goes to log."""
    bar = Progress(total)
    with open(log, "wb") as out:
        try:
            p = subprocess.Popen(command, cwd=cwd, env=clean_environment(),
                                 stdin=subprocess.DEVNULL, stdout=out,
                                 stderr=subprocess.STDOUT, start_new_session=True)
        except OSError as e:
            raise CannotWork(f"cannot run {command[0]}: {e.strerror}") from None
        try:
            while p.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    p.wait(0.2 if bar.on else 5)
                bar.show(lines_in(tally))
            return p.returncode
        finally:
            bar.clear()
            if p.returncode is None:
                end_group(p)


def kbuild(tree, wanted, work, jobs, *extra):
    objects = [n[:-2] + ".o" for n in sorted(wanted.names)]
    if tree.external:
        objects += [f"./{n}" for n in objects] + [f"{tree.external}/{n}" for n in objects]
    (work / "wanted.mk").write_text("usbdma-wanted := " + " \\\n\t".join(objects) + "\n")
    (work / "seen").mkdir(exist_ok=True)
    mk = LINT / "kbuild.mk"
    return ["make", "-k", "-s", f"-j{jobs}", "-f", f"{tree.source}/Makefile", "-f", str(mk),
            "--no-print-directory",
            *tree.vars, *([f"M={tree.external}"] if tree.external else []),
            "rule_cc_o_c=:", "C=2", f"TMPOUT={work}/.tmp_$$$$", f"USBDMA_MK={mk}",
            f"USBDMA_WANTED={work}/wanted.mk", f"USBDMA_SEEN={work}/seen", *extra, "usbdma-units"]


def seen_units(tree, work):
    """C files of the enabled units, as Kbuild named them."""
    names = set()
    for path in (work / "seen").iterdir():
        for word in path.read_text().split():
            name = word[2:] if word.startswith("./") else word
            if tree.external and name.startswith(f"{tree.external}/"):
                name = name[len(str(tree.external)) + 1:]
            names.add(name[:-2] + ".c")
    return names


def enabled(tree, wanted, work, a):
    """What of it the configuration builds: asked of Kbuild itself."""
    command = kbuild(tree, wanted, work, a.jobs, "USBDMA_LIST=1")
    if a.verbose:
        print("usbdma-tree: " + " ".join(map(shlex.quote, command)), file=sys.stderr)
    status = watch(command, tree.kdir, work / "list.log", work / "none", 0)
    log = (work / "list.log").read_text(errors="replace").strip()
    names = seen_units(tree, work)
    if status and not names:
        raise CannotWork("Kbuild could not say what this configuration builds:\n" +
                         "\n".join(log.split("\n")[-10:]))
    return names


def parse_tally(path):
    rows = {}
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_text(errors="replace").split("\n"):
            what, *rest = line.split("\t")
            if rest:
                rows[rest[0]] = (what, rest[1:])
    return rows


def parse_findings(path):
    found = {}
    with contextlib.suppress(FileNotFoundError):
        for n, line in enumerate(path.read_text(errors="replace").split("\n"), 1):
            if not line:
                continue
            try:
                f = json.loads(line)
            except ValueError:
                raise CannotWork("usbdma-check wrote a broken finding in line "
                                 f"{n}: {line[:200]}") from None
            found.setdefault((f["file"], f["line"], f["column"], f["rule"], f["message"]),
                             (f, line))
    return found


def outcome(units, rows, findings, short, log=""):
    """units: names that were to be checked; short: name of a tally row's file."""
    rows = {short(name): row for name, row in rows.items()}
    r = SimpleNamespace(files=0, functions=0, gave_up=0, passed=0, failed=[], not_built=[],
                        notes=[], short=short, rows=rows,
                        findings=findings)
    for name in sorted(set(rows) | set(units)):
        what, rest = rows.get(name, ("failed", []))
        if what == "checked":
            r.files += 1
            r.functions += int(rest[0])
            r.gave_up += int(rest[1])
        elif what == "passed-over":
            if name in units:
                r.passed += 1
        elif name in units:
            r.failed.append((name, rest[0] if rest else "the checker was never run, or died on it"))
    lines = [l for l in log.split("\n") if l.strip()]
    r.notes = [l for l in lines
               if not re.match(r"make(\[\d+\])?: |usbdma-check: not checked|not checked: ", l)]
    return r


def add_linked(r, a, checker, work, source):
    """What only the files together show."""
    linked, bad = link.join(a, checker, work, source, parse_findings)
    for key in link.replaced(r.findings, linked):
        del r.findings[key]
    r.findings.update(link.new_members(r.findings, linked))
    r.failed += bad


def shortener(tree):
    """Names as the top of the tree, or of the module, sees them."""
    root = tree.external or tree.source

    def short(name):
        path = os.path.normpath(os.path.join(tree.kdir, name))
        return path[len(str(root)) + 1:] if path.startswith(f"{root}/") else name

    return short


def title_of(tree):
    return f"Linux {tree.version}, {tree.external or tree.source}"


def not_buildable(wanted, units):
    """What the user asked for by name and Kbuild does not compile: [name, why]."""
    return [[n, "not built in this configuration"] for n in sorted(wanted.explicit - units)] + \
           [[n, "Kbuild cannot build a file of that name"] for n in wanted.odd]


def checked(tree, wanted, a, checker, work, units):
    """usbdma-check on each of the units, by Kbuild."""
    short = shortener(tree)
    (work / "also").write_text("".join(f"{n}\n" for n in sorted(wanted.beside)))
    check = " ".join(shlex.quote(w).replace("$", "$$") for w in check_command(a, checker, work))
    command = kbuild(tree, wanted, work, a.jobs, "CHECK=" + check)
    if a.verbose:
        print("usbdma-tree: " + " ".join(map(shlex.quote, command)), file=sys.stderr)
    watch(command, tree.kdir, work / "log", work / "tally", len(units))
    return outcome(units, parse_tally(work / "tally"), parse_findings(work / "findings"), short,
                   (work / "log").read_text(errors="replace"))


def tree(tree, wanted, a, checker):
    started = time.monotonic()
    short = shortener(tree)
    with scratch() as work:
        units = {short(n) if not tree.external else n for n in enabled(tree, wanted, work, a)}
        if not units:
            raise CannotWork(f"none of the {len(wanted.names)} C files that use USB in "
                             f"{wanted.where} is built in "
                             "this configuration")
        r = checked(tree, wanted, a, checker, work, units)
        add_linked(r, a, checker, work, tree.kdir)
    if r.failed and not r.files and not r.passed:
        raise CannotWork(f"none of {len(units)} files could be checked; the first: "
                         f"{r.failed[0][0]}: {r.failed[0][1]}"
                         + "".join("\n" + n for n in r.notes[:10]))
    r.not_built = sorted(wanted.names - units)
    r.failed += map(tuple, not_buildable(wanted, units))
    r.title = title_of(tree)
    r.seconds = time.monotonic() - started
    return r
