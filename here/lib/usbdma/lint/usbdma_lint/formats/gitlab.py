# SPDX-License-Identifier: GPL-2.0-or-later
"""Format gitlab: Code Quality report of GitLab CI (a subset of Code Climate's)."""
import json

from ..text import shown, valid

NAME = "gitlab"
HELP = "GitLab Code Quality"
LEVELS = {"error": "critical", "warning": "major", "advice": "info"}


def write(report, out):
    json.dump([{
        "type": "issue", "check_name": f"{f.id}:{f.rule}", "description": shown(f.message),
        "categories": ["Bug Risk"], "severity": LEVELS[f.severity], "fingerprint": f.fingerprint,
        "location": {"path": valid(f.file), "lines": {"begin": max(f.line, 1)}},
    } for f in report.findings], out, indent=1)
    out.write("\n")
