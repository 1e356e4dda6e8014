# SPDX-License-Identifier: GPL-2.0-or-later
"""Format b4: what `b4 prep --check` reads.  A line with "ERROR:" fails the patch,
any other is a warning, and nothing at all is "passed": so a clean patch prints
nothing, and what was not checked is a warning."""
from ..text import shown

NAME = "b4"
HELP = "for b4 prep --check (b4.prep-perpatch-check-cmd)"
LEVELS = {"error": "ERROR", "warning": "WARNING", "advice": "CHECK"}


def write(report, out):
    for f in report.findings:
        out.write(f"{shown(f.file)}:{f.line}: {LEVELS[f.severity]}: {shown(f.message)} "
                  f"[{f.id}:{f.rule}]\n")
    c = report.coverage
    for name, why in c.failed + c.wanted:
        out.write(f"{shown(name)}:1: WARNING: usbdma did not check it: {shown(why)}\n")


def status(report):
    """b4 fails a silent program that exits with anything but 0."""
    c = report.coverage
    return report.status if report.findings or c.failed or c.wanted else 0
