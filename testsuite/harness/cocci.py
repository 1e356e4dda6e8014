# SPDX-License-Identifier: GPL-2.0-or-later
"""Semantic patches: which there are, and running spatch on copies of test drivers."""

import collections
import functools
import re
import shutil
import subprocess

from . import project

FOLDER = project.ROOT / "cocci"
TIMEOUT = 120
FLAGS = ("--no-show-diff", "--very-quiet")

Patched = collections.namedtuple("Patched", "text said")


def scripts():
    """slug -> semantic patch."""
    return {p.stem: p for p in sorted(FOLDER.glob("*.cocci"))}


@functools.lru_cache(maxsize=None)
def rewrites(script):
    """Does the semantic patch change anything in patch mode?"""
    return bool(re.search(r"^@(?!script).*depends on\b.*(?<!!)\bpatch\b.*@$", script.read_text(), re.M))


def options(script):
    """The words of the script's own `Options:` line, as coccicheck reads them."""
    match = re.search(r"^// Options:(.*)$", script.read_text(), re.M)
    return match.group(1).split() if match else []


def forms(script):
    """The ways in which it rewrites: as it is, and with -D free where it knows that."""
    return ("", "free") if re.search(r"^virtual free$", script.read_text(), re.M) else ("",)


def missing():
    """Why no semantic patch can be run, or None."""
    return None if shutil.which("spatch") else "spatch (coccinelle) is not installed"


class SpatchFailed(Exception):
    """spatch's own words."""


def spatch(script, mode, files, words=(), cwd=None):
    """What spatch says on stdout; raises SpatchFailed for anything that went wrong."""
    argv = ["spatch", "-D", mode, "--cocci-file", str(script), *options(script), *words,
            *map(str, files)]
    done = subprocess.run(argv, capture_output=True, text=True, errors="replace", cwd=cwd,
                          timeout=TIMEOUT * max(1, len(files) // 20), check=False)
    wrong = re.search(r"^.*(?:error|exn|Fatal|failed|[Tt]imeout|Not_found|already tagged).*$",
                      done.stderr, re.M)
    if done.returncode or wrong:
        raise SpatchFailed(f"{' '.join(argv)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def patch(script, source, scratch, words=()):
    """The text of `source` after one run in patch mode; the file itself is not touched."""
    copy = scratch / source.name
    shutil.copyfile(source, copy)
    said = spatch(script, "patch", [copy], ["--in-place", *FLAGS, *words])
    return Patched(copy.read_text(), said)



REPORT = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>[\d-]+): (?P<message>.*) "
                    r"\[UD\d+:(?P<rule>\w+)\]", re.M)


def reports(script, files):
    """(file, line, rule, message) of each report."""
    said = spatch(script, "report", files, FLAGS)
    return [(m["file"], int(m["line"]), m["rule"], m["message"]) for m in REPORT.finditer(said)]
