# SPDX-License-Identifier: GPL-2.0-or-later
"""One fault, one finding: what several engines, or several units that include
one header, say of the same place becomes one, with all engines named."""
from collections import defaultdict

from . import finding

# Lines between which two engines may mean one call.
LINES_APART = 3
# Who knows most of a fault comes first: its words and its path are kept.
KNOWS = {"plugin": 0, "link": 1, "cocci": 2, "sparse": 3}


def rank(f):
    return KNOWS.get(f.engine, len(KNOWS)), -len(f.path), f.message


def same(kept, f):
    """Is f the fault that kept is?  Both are of one rule and one file, a few
    lines apart.  Engines differ in the column they name, and in the line of a
    call that is broken over several."""
    if set(kept.engines) & set(f.engines):
        return (kept.line, kept.column, kept.subject, kept.message) == \
            (f.line, f.column, f.subject, f.message)
    return kept.line == f.line or (bool(f.callee) and
                                   (kept.function, kept.callee) == (f.function, f.callee))


def group(findings):
    """The distinct faults among findings of one rule in one file."""
    kept, at = [], defaultdict(list)
    for f in sorted(findings, key=rank):
        near = [k for n in range(f.line - LINES_APART, f.line + LINES_APART + 1) for k in at[n]]
        near.sort(key=lambda k: abs(k.line - f.line))
        twin = next((k for k in near if same(k, f)), None)
        if twin:
            twin.engines = sorted(set(twin.engines) | set(f.engines),
                                  key=lambda e: (KNOWS.get(e, len(KNOWS)), e))
        else:
            kept.append(f)
            at[f.line].append(f)
    return kept


def finish(findings):
    """Distinct findings in order of place, ordinals and fingerprints set anew.

    The findings are changed and belong to the result.
    """
    at = defaultdict(list)
    for f in findings:
        at[f.file, f.rule].append(f)
    out = sorted((f for some in at.values() for f in group(some)), key=finding.place)
    count = defaultdict(int)
    for f in out:
        key = f.id, f.file, f.function, f.callee
        count[key] += 1
        f.ordinal = count[key]
        f.fingerprint = finding.fingerprint(f)
    return out
