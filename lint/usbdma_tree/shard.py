# SPDX-License-Identifier: GPL-2.0-or-later
"""A tree in parts: any machines, any order, any number, the same bytes in the end.

A part is every N-th unit of the sorted list, checked: one file of JSON lines with what
became of each unit, its findings and its interface facts, sealed by its last line.
merge wants each part exactly once and all of the same work: same units, options,
version.  What a part could not check is named; a part that is lost is an error."""
import hashlib
import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

from . import CannotWork, link, run, tools

FORMAT = 1


def parse(text):
    """I/N of --shard."""
    m = re.fullmatch(r"(\d+)/(\d+)", text)
    number, of = (int(m[1]), int(m[2])) if m else (0, 0)
    if not 1 <= number <= of:
        raise CannotWork(f"--shard {text}: expected I/N with 1 <= I <= N")
    return number, of


def units_of(tree, wanted, a):
    """The sorted list that the parts are cut from."""
    with run.scratch() as work:
        units = run.enabled(tree, wanted, work, a)
    return sorted(units if tree.external else {run.shortener(tree)(n) for n in units})


def work_of(tree, wanted, a, units):
    """What all parts of one work have in common."""
    models = [hashlib.sha256(Path(m).read_bytes()).hexdigest() for m in a.model]
    return {"version": tools.version(), "title": run.title_of(tree), "units": len(units),
            "list": hashlib.sha256("\n".join(units).encode()).hexdigest(),
            "options": [a.enable, a.disable, a.severity, a.chain, models],
            "not_built": sorted(wanted.names - set(units)),
            "beyond": run.not_buildable(wanted, set(units))}


def write(path, lines):
    """All lines and their seal, in one piece or not at all."""
    text = "".join(json.dumps(line, sort_keys=True) + "\n" for line in lines)
    seal = json.dumps({"end": hashlib.sha256(text.encode()).hexdigest()}) + "\n"
    tmp = f"{path}.tmp{os.getpid()}"
    try:
        Path(tmp).write_text(text + seal)
        os.replace(tmp, path)
    except OSError as e:
        if os.path.exists(tmp):
            os.unlink(tmp)
        raise CannotWork(f"cannot write {path}: {e.strerror}") from None


def check(tree, wanted, a, checker):
    """Check one part and write it; an exit status."""
    number, of = parse(a.shard)
    units = units_of(tree, wanted, a)
    mine = set(units[number - 1::of])
    some = SimpleNamespace(**{**vars(wanted), "names": mine, "explicit": set(),
                              "beside": wanted.beside & mine})
    with run.scratch() as work:
        r = run.checked(tree, some, a, checker, work, mine)
        facts = link.folder(a, work)
        lines = [{"part": FORMAT, "number": number, "of": of, **work_of(tree, wanted, a, units)}]
        lines += [{"unit": n, "row": r.rows.get(n)} for n in sorted(mine)]
        lines += [{"finding": line} for _, line in
                  (r.findings[k] for k in sorted(r.findings))]
        lines += [{"facts": str(p.relative_to(facts)), "text": p.read_text()}
                  for p in sorted(facts.rglob("*.usbdma"))]
    write(a.out, lines)
    print(f"part {number} of {of}: {len(mine)} units, {len(r.failed)} not checked")
    return 1 if a.strict and r.failed else 0


def read(path):
    """(head, other lines) of a part."""
    try:
        text = Path(path).read_text()
    except (OSError, UnicodeDecodeError) as e:
        raise CannotWork(f"{path}: {getattr(e, 'strerror', None) or 'not a part'}") from None
    body, _, seal = text.rstrip("\n").rpartition("\n")
    body += "\n"
    try:
        end = json.loads(seal).get("end") if seal else None
        lines = [json.loads(line) for line in body.splitlines()]
    except (ValueError, AttributeError):
        end, lines = None, []
    if not lines or end != hashlib.sha256(body.encode()).hexdigest() or not text.endswith("\n"):
        raise CannotWork(f"{path}: truncated or corrupt; make this part again")
    if lines[0].get("part") != FORMAT:
        raise CannotWork(f"{path}: not a part of usbdma-tree check")
    return lines[0], lines[1:]


def fit_together(parts):
    """Each part once, all of the same work."""
    def same(head):
        return {k: v for k, v in head.items() if k != "number"}

    first, seen = parts[0], {}
    for path, head, _ in parts:
        if same(head) != same(first[1]):
            raise CannotWork(f"{first[0]} and {path} are parts of different work")
        if head["number"] in seen:
            raise CannotWork(f"part {head['number']} is given twice: {seen[head['number']]} and "
                             f"{path}")
        seen[head["number"]] = path
    lost = sorted(set(range(1, first[1]["of"] + 1)) - set(seen))
    if lost:
        raise CannotWork(f"part {lost[0]} of {first[1]['of']} is missing: nothing is said of its "
                         "units")


def merge(a, checker):
    """The result of all parts, as of one run."""
    parts = [(path, *read(path)) for path in a.files]
    if not parts:
        raise CannotWork("merge: no parts given")
    fit_together(parts)
    head = parts[0][1]
    rows, units = {}, set()
    with run.scratch() as work:
        facts = link.folder(a, work)
        with open(work / "findings", "w", encoding="utf-8") as out:
            for line in (line for _, _, lines in parts for line in lines):
                if "unit" in line:
                    units.add(line["unit"])
                    if line["row"]:
                        rows[line["unit"]] = line["row"]
                elif "finding" in line:
                    out.write(line["finding"] + "\n")
                else:
                    path = facts / line["facts"]
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(line["text"])
        r = run.outcome(units, rows, run.parse_findings(work / "findings"), os.path.normpath)
        run.add_linked(r, a, checker, work, work)
    r.not_built = head["not_built"]
    r.failed += [tuple(b) for b in head["beyond"]]
    r.title, r.seconds = head["title"], None
    return r
