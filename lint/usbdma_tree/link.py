# SPDX-License-Identifier: GPL-2.0-or-later
"""The last step: usbdma-link joins what usbdma-check left of each file, and its
findings join theirs."""
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import CannotWork
from .tools import TOP, clean_environment


def find_linker(checker):
    """usbdma-link: beside usbdma-check, where find_checker() looks, else in PATH."""
    for place in Path(checker).parent, TOP / "build", TOP.parent.parent / "bin":
        if os.access(place / "usbdma-link", os.X_OK):
            return place / "usbdma-link"
    path = shutil.which("usbdma-link")
    if path:
        return Path(path)
    raise CannotWork(f"usbdma-link is neither beside {checker} nor in PATH: is usbdma installed "
                     "completely?")


def folder(a, work):
    """Where usbdma-check leaves the interface facts of this run."""
    path = Path(a.interface).resolve() if a.interface else work / "interface"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise CannotWork(f"--interface: cannot make {path}: {e.strerror}") from None
    return path


def replaced(found, linked):
    """A driver that forwards what it took from a framework's message speaks for its
    unknown callers; where the link has found who put what into such a message,
    that caller's finding takes its place, or the same with a proof."""
    known = set()
    for f, _ in linked.values():
        end = f["path"][-1] if f["path"] else {}
        known |= {(end["file"], end["line"], end["column"], f"taken from {m} here")
                  for m in re.findall(r"stored in '(\w+\.\w+)' here",
                                      "\n".join(e["text"] for e in f["path"]))}
    def place(f):
        return f["rule"], f["file"], f["line"], f["column"]

    proved = {place(f) for f, _ in linked.values()}
    return {k for k, (f, _) in found.items() if place(f) in proved} | \
           {k for k, (f, _) in found.items()
            if any((f["file"], f["line"], f["column"], e["text"]) in known for e in f["path"])}


def new_members(found, linked):
    """The linked findings without members of records that a file has told by itself: one
    member is one fault, wherever it is used."""
    def member(f):
        return f["rule"], f.get("subject", "")

    told = {member(f) for f, _ in found.values() if "." in f.get("subject", "")}
    return {k: v for k, v in linked.items() if member(v[0]) not in told}


def join(a, checker, work, source, parse_findings):
    """(findings of the link, names and reasons of what it could not use)."""
    facts = folder(a, work)
    if not any(facts.rglob("*.usbdma")):
        return {}, []
    command = [str(find_linker(checker)), "--quiet", "--source", str(source), "--jsonl",
               str(work / "linked")]
    for option in ("enable", "disable", "severity", "model"):
        for value in getattr(a, option):
            command += ["--" + option,
                        str(Path(value).resolve()) if option == "model" else value]
    p = subprocess.run(command + [str(facts)], cwd=source, env=clean_environment(), text=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       check=False)
    if p.returncode:
        raise CannotWork(f"usbdma-link failed: {p.stderr.strip()}")
    lead = "not checked: "
    bad = [line[len(lead):].split(": ", 1) for line in p.stdout.split("\n")
           if line.startswith(lead)]
    return parse_findings(work / "linked"), [tuple(b) for b in bad if len(b) == 2]
