# SPDX-License-Identifier: GPL-2.0-or-later
"""Format org: a TODO list for Emacs, with links as Coccinelle's org mode has them."""
from ..text import shown

NAME = "org"
HELP = "Emacs org mode, a TODO for each finding"


def link(file, line, column, text):
    """[[place][text]]; brackets in either would end it."""
    place = "".join(f"%{ord(c):02X}" if c in "[]%: " else c for c in shown(file))
    text = shown(text).replace("[", "(").replace("]", ")")
    column = max(column - 1, 0)
    return (f"[[view:{place}::face=ovl-face1::linb={line}::colb={column}::cole={column + 1}]"
            f"[{text}]]")


def write(report, out):
    for f in report.findings:
        what = f"{shown(f.file)}:{f.line}: {f.message} ({f.id} {f.rule})"
        out.write(f"* TODO {link(f.file, f.line, f.column, what)}\n")
        for s in f.path:
            out.write(f"  {link(s.file, s.line, s.column, s.text)}\n")
