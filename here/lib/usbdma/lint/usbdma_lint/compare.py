# SPDX-License-Identifier: GPL-2.0-or-later
"""Which findings of a changed tree are new.

A finding of the base is looked for in the head in rounds, each less strict than
the one before; what finds no partner is new.  A pair is used up.
  1. same rule, function and subject on a line that the change left alone, wherever it is
  2. same rule, file, function, callee and subject: the line itself was edited
  3. the same with the subject renamed, when the line is otherwise the same
  4. as 1 without the function: it was renamed
  5. same rule, callee, subject and text of the line: it was moved to another function or file
"""
import difflib
import re
from collections import defaultdict

WORD = re.compile(r"\w+")


def line_map(old, new):
    """{new line: old line}, from 1, of lines that both texts have, in order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    out = {n + 1: n + 1 for n in range(start)}
    out.update({len(new) - n: len(old) - n for n in range(end)})
    match = difflib.SequenceMatcher(None, old[start:len(old) - end], new[start:len(new) - end],
                                    autojunk=False)
    for o, n, size in match.get_matching_blocks():
        for i in range(size):
            out[start + n + i + 1] = start + o + i + 1
    return out


class Pairing:
    """Findings of base and head, and the source lines they are on."""

    def __init__(self, base, head, renames, base_lines, head_lines):
        self.left, self.new = list(base), list(head)
        self.renames, self.base_lines, self.head_lines = renames, base_lines, head_lines
        self.maps = {}

    def old_name(self, file):
        return self.renames.get(file, file)

    def old_line(self, f):
        """The base's line that the head's finding stands on, or None."""
        if f.file not in self.maps:
            self.maps[f.file] = line_map(self.base_lines(self.old_name(f.file)),
                                         self.head_lines(f.file))
        return self.maps[f.file].get(f.line)

    def text(self, f, head):
        lines = (self.head_lines if head else self.base_lines)(f.file)
        text = " ".join(lines[f.line - 1].split()) if 0 < f.line <= len(lines) else ""
        return text

    def masked(self, f, head):
        """The line's text with the subject's words blanked."""
        words = set(WORD.findall(f.subject))
        return WORD.sub(lambda m: "$" if m[0] in words else m[0], self.text(f, head))

    def round(self, key):
        """Pair what has the same key(finding, is it the head's); None never pairs."""
        waiting = defaultdict(list)
        for f in self.left:
            waiting[key(f, False)].append(f)
        rest = []
        for f in self.new:
            k = key(f, True)
            if k is not None and waiting.get(k):
                self.left.remove(waiting[k].pop(0))
            else:
                rest.append(f)
        self.new = rest

    def by_line(self, f, head):
        line = self.old_line(f) if head else f.line
        return line and (f.rule, self.name(f, head), line, f.subject, f.function)

    def by_line_alone(self, f, head):
        line = self.old_line(f) if head else f.line
        return line and (f.rule, self.name(f, head), line, f.subject)

    def name(self, f, head):
        return self.old_name(f.file) if head else f.file

    def by_identity(self, f, head):
        return f.rule, self.name(f, head), f.function, f.callee, f.subject

    def by_renamed(self, f, head):
        text = self.masked(f, head)
        return text and (f.rule, self.name(f, head), f.function, f.callee, text)

    def by_text(self, f, head):
        text = self.text(f, head)
        return text and (f.rule, f.callee, f.subject, text)


def new_findings(base, head, renames, base_lines, head_lines):
    """The findings of head that base has not.  renames: {head file: base file};
    base_lines, head_lines: functions from a file's name to its lines."""
    p = Pairing(base, head, renames, base_lines, head_lines)
    for key in (p.by_line, p.by_identity, p.by_renamed, p.by_line_alone, p.by_text):
        if p.left and p.new:
            p.round(key)
    return p.new
