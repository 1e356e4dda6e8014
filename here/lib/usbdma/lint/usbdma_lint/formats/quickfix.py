# SPDX-License-Identifier: GPL-2.0-or-later
"""Format quickfix: one line a finding, and a step; vim's default errorformat reads it
(:cfile FILE), and Emacs' compilation mode."""
from ..text import shown

NAME = "quickfix"
HELP = "one line a place, for vim's quickfix and Emacs' compilation mode"
LEVELS = {"error": "error", "warning": "warning", "advice": "note"}


def write(report, out):
    for f in report.findings:
        out.write(f"{shown(f.file)}:{f.line}:{f.column}: {LEVELS[f.severity]}: {shown(f.message)} "
                  f"[{f.id}:{f.rule}]\n")
        for s in f.path:
            out.write(f"{shown(s.file)}:{s.line}:{s.column}: note: {shown(s.text)}\n")
