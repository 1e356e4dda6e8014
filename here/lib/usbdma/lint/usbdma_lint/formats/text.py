# SPDX-License-Identifier: GPL-2.0-or-later
"""Format text: GCC's shape, with the source line and a caret; for people and editors."""
import os
import sys
from collections import Counter

from .. import rules, source
from ..text import plural, shown, source_line, valid

NAME = "text"
HELP = "like GCC's warnings, with source line and caret"
LEVELS = {"error": "warning", "warning": "warning", "advice": "note: advice"}
PAINT = {"place": "1", "warning": "1;35", "note": "1;36", "caret": "1;32"}


def painter(report, out):
    when = getattr(report.options, "color", "auto")
    on = when == "always" or (when == "auto" and out is sys.stdout and out.isatty()
                              and not os.environ.get("NO_COLOR"))
    return (lambda text, what: f"\033[{PAINT[what]}m{text}\033[m") if on else \
        (lambda text, what: text)


def at(file, line, column):
    return shown(file) + "".join(f":{n}" for n in (line, column) if n) + ":"


def excerpt(report, file, line, column, paint):
    """The source line with its number, and a caret below."""
    text = source.line(report.lines, file, line)
    if text is None or not text.strip():
        return []
    before = text[:source.byte_column(text, column)]
    rows = [f"{line:5d} | {source_line(text)}"]
    if column:
        pad = "".join("\t" if c == "\t" else " " * len(source_line(c)) for c in before)
        rows.append(f"      | {pad}{paint('^', 'caret')}")
    return rows


def one(report, f, paint):
    rows = [f"{paint(at(f.file, f.line, f.column), 'place')} "
            f"{paint(LEVELS[f.severity] + ':', 'warning')} {shown(f.message)} [{f.id}:{f.rule}]"]
    rows += excerpt(report, f.file, f.line, f.column, paint)
    for n, step in enumerate(f.path, 1):
        rows.append(f"{paint(at(step.file, step.line, step.column), 'place')} "
                    f"{paint('note:', 'note')} ({n}) {shown(step.text)}")
        if (step.file, step.line) != (f.file, f.line):
            rows += excerpt(report, step.file, step.line, step.column, paint)
    if f.commit:
        name = f"commit {f.commit[:12]}" if len(f.commit) >= 40 else f.commit
        rows.append(f"{paint(at(f.file, f.line, f.column), 'place')} {paint('note:', 'note')} "
                    f"brought by {name} (\"{shown(f.commit_title)}\")")
    if len(f.engines) > 1:
        rows.append(f"{paint(at(f.file, f.line, f.column), 'place')} {paint('note:', 'note')} "
                    f"found by {', '.join(map(shown, f.engines))}")
    return "\n".join(rows)


def summary(findings):
    """Lines with the number of findings by rule."""
    count = Counter(f.rule for f in findings)
    files = {slug: len({f.file for f in findings if f.rule == slug}) for slug in count}
    known = rules.table()
    for slug, n in sorted(count.items(), key=lambda x: (-x[1], x[0])):
        rule = known.get(slug)
        yield (f"{n:6} in {plural(files[slug], 'file'):9} {rule.id if rule else '?':5} "
               f"{slug:22} {rule.title if rule else ''}").rstrip()


def coverage(report):
    """The one line that says what was looked at."""
    c = report.coverage
    parts = [f"{plural(c.checked, 'unit')} checked", f"{plural(c.functions, 'function')} analysed"]
    if c.gave_up:
        parts.append(f"{c.gave_up:,} given up")
    parts.append(f"{c.passed:,} passed over")
    parts.append(f"{len(c.failed) + len(c.wanted):,} not checked")
    if c.skipped:
        parts.append(f"{len(c.skipped):,} not built in this configuration")
    if c.cached:
        parts.append(f"{c.cached:,} from the cache")
    return ", ".join(parts)


def conclusion(report):
    """Lines below the findings: how many, of what, and what was not checked."""
    c = report.coverage
    new = "new " if report.base else ""
    head = f"{shown(report.title)}: {plural(len(report.findings), new + 'finding')}"
    if report.known:
        head += f" ({report.known:,} known)"
    yield f"{head}, {report.seconds:.1f} s"
    yield from summary(report.findings)
    for name, why in c.failed + c.wanted:
        yield f"not checked: {shown(name)}: {shown(why)}"
    if getattr(report.options, "verbose", False):
        for name, why in c.skipped:
            yield f"skipped: {shown(name)}: {shown(why)}"
    for note in report.notes:
        yield f"note: {shown(note)}"
    for entry in report.expired:
        yield f"baseline: {shown(entry)}"
    yield coverage(report)


def write(report, out):
    paint = painter(report, out)
    for f in report.findings:
        out.write(valid(one(report, f, paint)) + "\n")
    if report.findings:
        out.write("\n")
    for row in conclusion(report):
        out.write(valid(row) + "\n")
