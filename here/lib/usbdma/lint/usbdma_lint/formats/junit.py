# SPDX-License-Identifier: GPL-2.0-or-later
"""Format junit: a test case for each unit, which fails with its findings; a unit
that was not checked is an error, one that is not built is skipped."""
from collections import defaultdict

from ..text import shown
from ..xml import attributes, element, text

NAME = "junit"
HELP = "JUnit XML, a test case for each file"


def described(f):
    rows = [f"{shown(f.file)}:{f.line}:{f.column}: {shown(f.message)} [{f.id}:{f.rule}]"]
    rows += [f"  ({n}) {shown(s.file)}:{s.line}: {shown(s.text)}"
             for n, s in enumerate(f.path, 1)]
    return "\n".join(rows)


def write(report, out):
    by_file, c = defaultdict(list), report.coverage
    for f in report.findings:
        by_file[f.file].append(f)
    bad, skipped = dict(c.failed + c.wanted), dict(c.skipped)
    names = sorted(set(report.units) | set(by_file) | set(bad) | set(skipped))
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    counts = attributes(name="usbdma-lint", tests=len(names), failures=len(by_file),
                        errors=len(set(bad) - set(by_file)),
                        skipped=len(set(skipped) - set(by_file)), time=f"{report.seconds:.3f}")
    out.write(f"<testsuites>\n<testsuite{counts}>\n")
    for name in names:
        out.write(f"<testcase{attributes(classname='usbdma', name=name)}>")
        if name in by_file:
            first = by_file[name][0]
            out.write(element("failure", "\n".join(map(described, by_file[name])),
                              type=f"{first.id}:{first.rule}", message=first.message))
        elif name in bad:
            out.write(element("error", "", message=f"not checked: {bad[name]}"))
        elif name in skipped:
            out.write(element("skipped", "", message=skipped[name]))
        out.write("</testcase>\n")
    said = "\n".join(report.notes)
    out.write(f"<system-out>{text(said)}</system-out>\n</testsuite>\n</testsuites>\n")
