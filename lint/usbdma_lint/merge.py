# SPDX-License-Identifier: GPL-2.0-or-later
"""One fault, one finding: what several engines, or several units that include
one header, say of the same place becomes one, with all engines named."""
from collections import defaultdict

from . import finding

# Who knows most of a fault comes first: its words and its path are kept.
KNOWS = {"plugin": 0, "link": 1, "cocci": 2, "sparse": 3}


def rank(f):
    return KNOWS.get(f.engine, len(KNOWS)), -len(f.path), f.message


def same(kept, f):
    """Is f, of another engine, the fault that kept is?  Both are on one line
    and of one rule; engines differ in the column they name."""
    if set(kept.engines) & set(f.engines):
        return (kept.column, kept.subject, kept.message) == (f.column, f.subject, f.message)
    return (kept.column == f.column or not kept.column or not f.column
            or kept.callee == f.callee or kept.subject == f.subject)


def group(findings):
    """The distinct faults among findings of one rule on one line."""
    kept = []
    for f in sorted(findings, key=rank):
        for k in kept:
            if same(k, f):
                k.engines = sorted(set(k.engines) | set(f.engines),
                                   key=lambda e: (KNOWS.get(e, len(KNOWS)), e))
                break
        else:
            kept.append(f)
    return kept


def finish(findings):
    """Distinct findings in order of place, ordinals and fingerprints set anew.

    The findings are changed and belong to the result.
    """
    at = defaultdict(list)
    for f in findings:
        at[f.file, f.line, f.rule].append(f)
    out = sorted((f for some in at.values() for f in group(some)), key=finding.place)
    count = defaultdict(int)
    for f in out:
        key = f.id, f.file, f.function, f.callee
        count[key] += 1
        f.ordinal = count[key]
        f.fingerprint = finding.fingerprint(f)
    return out
