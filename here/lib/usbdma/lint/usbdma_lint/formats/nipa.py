# SPDX-License-Identifier: GPL-2.0-or-later
"""Format nipa: a test of netdev's NIPA.  One line goes to the descriptor $DESC_FD,
whole reports go to $RESULTS_DIR; exit status 0 pass, 250 warning, 1 failure."""
import os

from usbdma_tree import CannotWork

from .. import finding
from ..text import plural
from . import jsonl, text

NAME = "nipa"
HELP = "a test directory of netdev's NIPA ($DESC_FD, $RESULTS_DIR)"
WARNING = 250


def description(report):
    c = report.coverage
    bad = c.failed + c.wanted
    parts = []
    for level in reversed(finding.SEVERITIES):
        n = sum(f.severity == level for f in report.findings)
        if n:
            parts.append(f"new {level}s: {n}" if level != "advice" else f"new advice: {n}")
    if bad:
        parts.append(plural(len(bad), "unit") + " not checked")
    if not c.checked and not bad:
        return "No USB driver touched, skip"
    return f"usbdma: {', '.join(parts) or 'no new findings'} ({plural(c.checked, 'unit')} checked)"


def status(report):
    """Errors fail, all else that is worth a look is a warning."""
    if any(f.severity == "error" for f in report.findings):
        return 1
    c = report.coverage
    return WARNING if report.findings or c.failed or c.wanted else 0


def write(report, out):
    text.write(report, out)
    folder, fd = os.environ.get("RESULTS_DIR"), os.environ.get("DESC_FD")
    try:
        if folder:
            for name, module in (("usbdma.txt", text), ("usbdma.jsonl", jsonl)):
                with open(os.path.join(folder, name), "w", encoding="utf-8",
                          errors="replace") as f:
                    module.write(report, f)
        if fd:
            with open(int(fd), "w", encoding="utf-8", closefd=False) as f:
                f.write(description(report) + "\n")
    except (OSError, ValueError) as e:
        raise CannotWork(f"nipa: $RESULTS_DIR={folder} $DESC_FD={fd}: {e}") from None
