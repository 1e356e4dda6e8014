# SPDX-License-Identifier: GPL-2.0-or-later
"""Report lines of semantic patches to findings, in the form of docs/jsonl.md."""
import re
from collections import Counter
from pathlib import Path

from usbdma_tree import CannotWork

from . import csource

# as coccilib.report prints it; columns there count from 0
LINE = re.compile(r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+)-\d+: "
                  r"(?P<level>ERROR|WARNING|ADVICE): (?P<message>.*) "
                  r"\[(?P<id>UD\d+):(?P<rule>\w+)\]$")


def fnv(h, text):
    for byte in text.encode("utf-8", "surrogateescape") + b"\0":
        h = (h ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return h


def fingerprint(f):
    """The recipe of plugin/core/report/findings.c."""
    h = 0xcbf29ce484222325
    for text in (f["id"], re.sub(r"^(\.\.?/)+", "", f["file"]), f["function"], f["callee"]):
        h = fnv(h, text)
    for shift in (0, 8, 16, 24):
        h = (h ^ (f["ordinal"] >> shift & 0xff)) * 0x100000001b3 & 0xffffffffffffffff
    return f"{h:016x}"


def place(f):
    return f["file"], f["line"], f["column"], f["id"], f["message"]


def identity(f):
    return f["id"], f["file"], f["function"], f["callee"]


def one(m, patch, root):
    """Of a match of LINE; root: what file names are relative to."""
    file = re.sub(r"^(\./)+", "", m["file"])
    line, column = int(m["line"]), int(m["column"]) + 1
    path = Path(root) / file
    if csource.is_allowed(path, line, m["rule"]):
        return None
    quoted = re.match(r"'([^']*)'", m["message"])
    return {"rule": m["rule"], "id": m["id"], "severity": m["level"].lower(),
            "confidence": patch.confidence, "file": file, "line": line, "column": column,
            "function": csource.function_at(path, line),
            "callee": csource.callee_at(path, line, column),
            "subject": quoted.group(1) if quoted else "", "message": m["message"], "path": []}


def parse(text, patch, root):
    """Findings of one semantic patch.  A line that is none is a fault of ours."""
    found = {}
    for line in text.split("\n"):
        if not line.strip():
            continue
        m = LINE.match(line)
        if not m or m["rule"] != patch.slug or m["id"] != patch.ident:
            raise CannotWork(f"{patch.path} printed what is no finding of {patch.ident}:"
                             f"{patch.slug}: {line[:200]}")
        f = one(m, patch, root)
        if f:
            found.setdefault(place(f), f)
    return list(found.values())


def finish(found):
    """In order of place, with ordinals and fingerprints."""
    count = Counter()
    done = []
    for f in sorted(found, key=place):
        count[identity(f)] += 1
        f = dict(f, ordinal=count[identity(f)])
        done.append({**{k: v for k, v in f.items() if k != "ordinal"},
                     "fingerprint": fingerprint(f), "ordinal": f["ordinal"], "engine": "cocci"})
    return done
