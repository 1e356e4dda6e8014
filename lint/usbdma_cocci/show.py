# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints what came out: findings in order of place, a summary by rule, what was
covered.  Patches and org lines go to stdout as they are, the rest to stderr."""
import json
import sys
from collections import Counter

from usbdma_tree.report import one, plural, summary, write_jsonl


def rows(found):
    return [(f, json.dumps(f, ensure_ascii=False)) for f in found]


def findings(found, jsonl, quiet=False):
    if jsonl:
        write_jsonl(rows(found), jsonl)
    if quiet:
        return
    for f in found:
        by = f" ({', '.join(f['engines'])})" if "engines" in f else ""
        print(one(f, str) if not by else one(dict(f, message=f["message"] + by), str))
    if found:
        print()


def total(r, found, out):
    engines = Counter(" and ".join(f["engines"]) for f in found if "engines" in f)
    print(f"{r.title}: {plural(len(found), 'finding')}, {r.wall:.0f} s"
          f" ({r.cpu:.0f} s of processor time)", file=out)
    for row in summary(found):
        print(row, file=out)
    for who, n in sorted(engines.items()):
        print(f"{n:6} by {who}", file=out)


ENGINES = ("plugin and cocci", "plugin", "cocci")


def agreement(found, slugs, out):
    """Of the rules that both engines have: which one reports what, differences by name."""
    table = {}
    for f in found:
        if f["rule"] in slugs:
            by = " and ".join(f.get("engines", [f["engine"]]))
            table.setdefault(f["rule"], Counter())[by] += 1
            if by in ENGINES[1:]:
                print(f"{f['file']}:{f['line']}: {f['rule']}: {by} only", file=out)
    print(f"{'rule':28}" + "".join(f"{c:>18}" for c in ENGINES), file=out)
    for slug in sorted(table):
        print(f"{slug:28}" + "".join(f"{table[slug][c]:18}" for c in ENGINES), file=out)


def coverage(r, out, verbose):
    for note in sorted(set(r.notes)) if verbose else []:
        print(f"spatch: {note}", file=sys.stderr)
    for slug, name, why in sorted(r.failed):
        print(f"not checked: {name}: {slug}: {why}", file=out)
    print(f"{plural(len(r.patches), 'semantic patch').replace('patchs', 'patches')}, "
          f"{plural(r.files, 'file')}, {r.looked} of them looked into, "
          f"{len({name for _, name, _ in r.failed})} not checked", file=out)


def not_patched(found, left, out):
    if not found:
        return
    print(f"{len(found) - len(left)} of {plural(len(found), 'finding')} patched", file=out)
    for f in left:
        print(f"not patched: {f['file']}:{f['line']}:{f['column']}: {f['message']} "
              f"[{f['id']}:{f['rule']}]", file=out)
