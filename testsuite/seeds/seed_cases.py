# SPDX-License-Identifier: GPL-2.0-or-later
"""Which findings of a patched file are new, and does one of them catch the seeded fault."""
import csv
import os
import re
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEAR = 2        # lines a finding may stand from the line a case names

Case = namedtuple("Case", "id file function rule difficulty lines title patch")


class ManifestError(Exception):
    """MANIFEST.tsv or slugs.tsv cannot be used; the text has file:line."""


def read_manifest(directory):
    """Cases of directory/MANIFEST.tsv, each with its patch file."""
    path = Path(directory) / "MANIFEST.tsv"
    try:
        with open(path, newline="") as f:
            rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as e:
        raise ManifestError(f"{path}: {e.strerror}") from None
    cases = []
    for n, row in enumerate(rows, 2):
        patches = sorted(Path(directory).glob(f"{row.get('id')}-*.patch"))
        if len(patches) != 1:
            raise ManifestError(f"{path}:{n}: {len(patches)} files {row.get('id')}-*.patch, want 1")
        try:
            spots = (row["lines_any"] or row["lines_in_function"]).split()
            lines = [(s.rpartition(":")[0], int(s.rpartition(":")[2])) for s in spots]
            cases.append(Case(row["id"], row["file"], row["function"], row["rule"],
                              row["difficulty"], lines, row["title_year"], patches[0]))
        except (KeyError, ValueError, AttributeError) as e:
            raise ManifestError(f"{path}:{n}: bad row: {e}") from None
    return cases


def read_slugs(path=HERE / "slugs.tsv"):
    """{draft slug: [our slugs, the nearest first]}."""
    table = {}
    for n, line in enumerate(path.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        draft, _, ours = line.partition("\t")
        if not ours.split():
            raise ManifestError(f"{path}:{n}: want DRAFT<TAB>SLUG...")
        table[draft] = ours.split()
    return table


def slugs_of(rule, table, states):
    """Our slugs for the rule of a case: by the table, or the same name with underscores."""
    same = rule.replace("-", "_")
    ours = table.get(rule) or ([same] if same in states else None)
    if not ours:
        raise ManifestError(f"rule {rule}: in neither slugs.tsv nor rules.def")
    return ours


def key(f):
    return f["rule"], f["file"], f.get("function", ""), f.get("callee", "")


def take(old, test):
    """Remove the first finding of old that passes test; was there one?"""
    for i, f in enumerate(old):
        if test(f):
            del old[i]
            return True
    return False


def new_findings(pristine, patched, maps):
    """
    Findings of the patched unit that the pristine one has not.  `maps` is {file: line
    map}, for the patched files.  A finding is known when one of the same rule, function
    and callee stands on the line it came from; then when one does whose line the patch
    took away, in order (the ordinal); then when its subject, a field, had one.
    """
    def line(f):
        return maps[f["file"]].get(f["line"]) if f["file"] in maps else f["line"]

    old = list(pristine)
    rest = [p for p in patched
            if not take(old, lambda f: key(f) == key(p) and line(f) == p["line"])]
    rest = [p for p in rest
            if not take(old, lambda f: key(f) == key(p) and line(f) is None)]
    return [p for p in rest
            if not ("." in p.get("subject", "") and
                    take(old, lambda f: (f["rule"], f["subject"]) == (p["rule"], p["subject"])))]


def catching(case, found, slugs):
    """The findings that catch the case."""
    def near(f):
        base = os.path.basename(f["file"])
        return any(base == name and abs(f["line"] - n) <= NEAR for name, n in case.lines)

    return [f for f in found if f["rule"] in slugs and near(f)]


def select(cases, ids, rules):
    """Cases of the given ids and rules (draft or ours; None for all)."""
    def spelled(r):
        return r.replace("-", "_")

    if ids:
        known = {c.id for c in cases}
        ids = [re.split(r"-", i, maxsplit=1)[0] for i in ids]
        wrong = [i for i in ids if i not in known]
        if wrong:
            raise ManifestError(f"no such case: {' '.join(wrong)}")
        cases = [c for c in cases if c.id in ids]
    if rules:
        wanted = {spelled(r) for r in rules}
        cases = [c for c in cases if spelled(c.rule) in wanted]
        if not cases:
            raise ManifestError(f"no case of rule {' '.join(rules)}")
    return cases
