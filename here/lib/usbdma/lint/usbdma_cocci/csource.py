# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands at a place of a C file: the function around it, the name of a
called function, a comment `usbdma: allow`.  No parser: comments, strings,
braces.  Kernel code has the braces of functions in column 1, which is where a
count that #ifdef has upset finds its way back."""
import functools
import re
from pathlib import Path
from types import SimpleNamespace

TOKEN = re.compile(r"""/\*.*?(?:\*/|\Z) | //(?:\\\n|[^\n])* |
                       "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""", re.S | re.X)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.M)
ALLOW = re.compile(r"^[ \t*]*usbdma:[ \t]*allow[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*--[ \t-]*\S")
NOT_NAMES = {"__attribute__", "__aligned", "typeof", "__typeof__", "__section", "__printf"}


def blank(text):
    return re.sub(r"[^\n]", " ", text)


@functools.lru_cache(maxsize=64)
def read(path):
    text = Path(path).read_text(errors="replace")
    comments = []

    def hide(m):
        if m.group().startswith("/"):
            comments.append((m.start(), m.group()))
            return blank(m.group())
        return m.group()[0] + blank(m.group()[1:-1]) + m.group()[-1]

    code = TOKEN.sub(hide, text)
    lines = code.split("\n")
    return SimpleNamespace(lines=lines, functions=list(functions(DIRECTIVE.sub(
        lambda m: blank(m.group()), code))), allowed=allowed(text, comments, lines))


def name_of(head):
    """Name of the function whose body follows `head`, or None."""
    if "=" in re.sub(r"\([^()]*\)", "", head):
        return None
    for m in re.finditer(r"([A-Za-z_]\w*)\s*\(", head):
        if m.group(1) not in NOT_NAMES:
            return m.group(1)
    return None


def functions(code):
    """(name, first line, last line) of each function body."""
    depth, head, name, first = 0, "", None, 0
    for number, line in enumerate(code.split("\n"), 1):
        if line[:1] == "}" or (line[:1] == "{" and depth):
            if name and line[:1] == "}":
                yield name, first, number
            depth, name = 0, None
        for char in line:
            if char == "{":
                depth += 1
                if depth == 1:
                    name, first = name_of(head), number
            elif char == "}" and depth:
                depth -= 1
                if depth == 0 and name:
                    yield name, first, number
                    name = None
            if depth == 0:
                head = "" if char in ";}" else head + char
        head += "\n" if depth == 0 else ""


def allowed(text, comments, code):
    """line -> rules that a comment allows there: its own line, or the next with code."""
    table = {}
    for start, body in comments:
        first = text.count("\n", 0, start)
        for n, line in enumerate(body.split("\n")):
            m = ALLOW.match(line[2:] if n == 0 else line)
            if not m:
                continue
            at = first if code[first].strip() else first + body.count("\n") + 1
            while at < len(code) and not code[at].strip():
                at += 1
            table.setdefault(at + 1, set()).update(re.split(r"[ \t]*,[ \t]*", m.group(1)))
    return table


def function_at(path, line):
    for name, first, last in read(path).functions:
        if first <= line <= last:
            return name
    return ""


def callee_at(path, line, column):
    """The function whose call begins there; '' for anything else."""
    lines = read(path).lines
    if not 0 < line <= len(lines):
        return ""
    rest = lines[line - 1][column - 1:] + "\n" + "\n".join(lines[line:line + 2])
    m = re.match(r"([A-Za-z_]\w*)\s*\(", rest)
    return m.group(1) if m else ""


def is_allowed(path, line, slug):
    return slug in read(path).allowed.get(line, ())
