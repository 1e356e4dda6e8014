# SPDX-License-Identifier: GPL-2.0-or-later
"""Format checkstyle: the XML of Checkstyle, which many CI plugins read."""
import itertools

from ..xml import attributes

NAME = "checkstyle"
HELP = "Checkstyle XML"
LEVELS = {"error": "error", "warning": "warning", "advice": "info"}


def write(report, out):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n')
    for file, findings in itertools.groupby(report.findings, key=lambda f: f.file):
        out.write(f"<file{attributes(name=file)}>\n")
        for f in findings:
            row = attributes(line=max(f.line, 1), column=max(f.column, 1),
                             severity=LEVELS[f.severity], message=f.message,
                             source=f"usbdma.{f.id}.{f.rule}")
            out.write(f"<error{row}/>\n")
        out.write("</file>\n")
    out.write("</checkstyle>\n")
