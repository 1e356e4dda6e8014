# SPDX-License-Identifier: GPL-2.0-or-later
"""Format statistics: counts by rule, severity, confidence, folder and engine."""
from collections import Counter
from pathlib import PurePosixPath

from ..text import shown

NAME = "statistics"
HELP = "counts by rule, severity, folder and engine"


def folder(file):
    return "/".join(PurePosixPath(file).parts[:-1][:3]) or "."


TABLES = (
    ("rule", lambda f: [f"{f.id} {f.rule}"]),
    ("severity", lambda f: [f.severity]),
    ("confidence", lambda f: [f.confidence]),
    ("folder", lambda f: [folder(f.file)]),
    ("driver", lambda f: [f.file]),
    ("engine", lambda f: f.engines),
    ("callee", lambda f: [f.callee] if f.callee else []),
)


def counts(report):
    """[(title, [(value, number), ...])], most first."""
    for title, values in TABLES:
        count = Counter(v for f in report.findings for v in values(f))
        yield title, sorted(count.items(), key=lambda x: (-x[1], x[0]))


def write(report, out):
    for title, rows in counts(report):
        if rows:
            out.write(f"\nby {title}:\n")
        for value, n in rows[:30]:
            out.write(f"{n:6}  {shown(value)}\n")
        if len(rows) > 30:
            out.write(f"        and {len(rows) - 30} more\n")
    c = report.coverage
    out.write(f"\nunits: {c.checked} checked ({c.cached} from the cache), {c.passed} passed over, "
              f"{len(c.failed) + len(c.wanted)} not checked, {len(c.skipped)} not built\n"
              f"functions: {c.functions} analysed, {c.gave_up} given up; "
              f"{report.seconds:.1f} s; engines: {', '.join(report.engines)}\n")
