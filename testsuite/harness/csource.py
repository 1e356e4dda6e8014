# SPDX-License-Identifier: GPL-2.0-or-later
"""What the style asks of C files, counted: no parser, braces of column 0 only."""

import re

MAX_LINE = 100
MAX_FILE = 500
MAX_FUNCTION = 60


DIRECTIVE = re.compile(r"\s*/\* (?:want|todo|fp|facts|no-facts)(?:\([^)]*\))?: .*\*/$")


def line_problems(name, text):
    """Lines that are too long; tabs go to the next multiple of 8, a test's directive is free."""
    widths = (len(DIRECTIVE.sub("", line).expandtabs(8)) for line in text.splitlines())
    return [f"{name}:{n}: {width} columns (limit {MAX_LINE})"
            for n, width in enumerate(widths, 1) if width > MAX_LINE]


def size_problems(name, text):
    lines = text.splitlines()
    problems = []
    if len(lines) > MAX_FILE:
        problems.append(f"{name}:{MAX_FILE + 1}: {len(lines)} lines (limit {MAX_FILE})")
    start = None
    for n, line in enumerate(lines, 1):
        if line.startswith("{"):
            start = n
        elif line.startswith("}") and start:
            if n - start + 1 > MAX_FUNCTION:
                problems.append(f"{name}:{start}: a body of {n - start + 1} lines "
                                f"(limit {MAX_FUNCTION})")
            start = None
    return problems


def without_comments(text):
    """Code only: comments and strings blanked, lines kept."""
    token = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
