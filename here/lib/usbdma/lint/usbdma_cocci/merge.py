# SPDX-License-Identifier: GPL-2.0-or-later
"""One list of findings from those of several engines: one fault, one finding.

Used by usbdma-cocci --merge and by whoever else runs more than one engine.
"""
import json
import re
from collections import defaultdict
from pathlib import Path

from usbdma_tree import CannotWork

from . import findings

LINES_APART = 3			# a call or an assignment that is broken over lines


def load(path):
    """Findings of a JSONL file; a line that is none stops at once, with its number."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as e:
        raise CannotWork(f"cannot read {path}: {e.strerror}") from None
    rows = []
    for n, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        try:
            f = json.loads(line)
            f["file"], f["line"], f["rule"], f["id"], f["function"], f["callee"], f["engine"]
        except (ValueError, KeyError, TypeError):
            raise CannotWork(f"{path}:{n}: not a finding (docs/jsonl.md)") from None
        rows.append(f)
    return rows


def same_file(name):
    return re.sub(r"^(\.\.?/)+", "", name)


def distance(a, b):
    """How far apart two findings of one fault are, or None when they are two faults."""
    if a["id"] != b["id"] or same_file(a["file"]) != same_file(b["file"]):
        return None
    lines = abs(a["line"] - b["line"])
    if lines == 0:
        return 0
    near = a["function"] == b["function"] and a["callee"] == b["callee"]
    return lines if near and lines <= LINES_APART else None


def merge(first, *others):
    """Findings of `first`, and of the others those that `first` lacks.

    Each argument is a list of findings, of one engine or merged before.  Every
    finding comes back with "engines", all that reported it, in order of the
    arguments; what stands in the others keys is the earliest engine's.
    A finding of a later engine only is counted on from the ordinals that are
    taken, so that no fingerprint comes twice.
    """
    merged = [dict(f, engines=list(f.get("engines", [f["engine"]]))) for f in first]
    for rows in others:
        merged = add(merged, rows)
    return sorted(merged, key=findings.place)


def add(merged, rows):
    by_file = defaultdict(list)
    for f in merged:
        by_file[f["id"], same_file(f["file"])].append(f)
    pairs = []
    for n, row in enumerate(rows):
        for f in by_file[row["id"], same_file(row["file"])]:
            d = distance(f, row)
            if d is not None:
                pairs.append((d, abs(f["column"] - row["column"]), n, f))
    taken, known = set(), set()
    # the nearest first; each finding has one partner
    for _, _, n, f in sorted(pairs, key=lambda p: p[:3]):
        if n not in taken and id(f) not in known:
            taken.add(n)
            known.add(id(f))
            f["engines"] += [e for e in rows[n].get("engines", [rows[n]["engine"]])
                             if e not in f["engines"]]
    return merged + renumber(merged, [r for n, r in enumerate(rows) if n not in taken])


def renumber(merged, rows):
    last = defaultdict(int)
    for f in merged:
        key = f["id"], same_file(f["file"]), f["function"], f["callee"]
        last[key] = max(last[key], f["ordinal"])
    new = []
    for row in sorted(rows, key=findings.place):
        key = row["id"], same_file(row["file"]), row["function"], row["callee"]
        last[key] += 1
        f = dict(row, ordinal=last[key])
        f["fingerprint"] = findings.fingerprint(f)
        f["engines"] = list(row.get("engines", [row["engine"]]))
        new.append(f)
    return new
