# SPDX-License-Identifier: GPL-2.0-or-later
"""Small things about text that comes from elsewhere: file names, source lines
and messages may hold anything, and must not forge a line or drive a terminal."""
import re

# C0, DEL, C1, the line separators that tools split at, and what reorders text (bidi).
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HALF = re.compile("[\ud800-\udfff]")
SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\x1b": r"\e"}


def hexed(match):
    c = match.group(0)
    return SHORT.get(c) or (f"\\x{ord(c):02x}" if ord(c) < 0x100 else f"\\u{ord(c):04x}")


def valid(text):
    """text that can be written as UTF-8: halves of surrogate pairs, which stand
    for bytes that were none, become U+FFFD."""
    return HALF.sub("\ufffd", text)


def shown(text):
    """text on one line, control characters visible as \\n, \\e, \\x07."""
    return CONTROL.sub(hexed, valid(text))


def source_line(text):
    """A source line as shown: tabs stay, everything else as in shown()."""
    return "\t".join(shown(part) for part in text.rstrip("\r\n").split("\t"))


def plural(n, word):
    return f"{n:,} {word}" + ("" if n == 1 else "s")


def wrapped(text, width):
    """Words of text in lines of at most width, longer words alone."""
    line, out = "", []
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            out.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return out + [line] if line else out
