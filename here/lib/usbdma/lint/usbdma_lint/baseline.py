# SPDX-License-Identifier: GPL-2.0-or-later
"""A baseline: findings that are known and accepted.

One finding a line, sorted, so that git merges it:

    UD101:stack_buffer 42baa4a717d0123e drivers/a.c:function:callee#1 -- REASON [until DATE]

A finding is known by its fingerprint.  One whose file was renamed is known by
rule, function, callee and ordinal, if the file of the entry has no such finding
any more.
"""
import datetime
import os
import re
from dataclasses import dataclass
from pathlib import Path

from usbdma_tree import CannotWork

LINE = re.compile(r"^(?P<id>\w+):(?P<rule>\w+) (?P<fingerprint>[0-9a-f]{16}) (?P<file>\S+):"
                  r"(?P<function>[^:\s]*):(?P<callee>[^:\s]*)#(?P<ordinal>\d+) -- (?P<reason>.*?)"
                  r"(?: \[until (?P<until>\d{4}-\d\d-\d\d)\])?$")
HEAD = """# SPDX-License-Identifier: CC0-1.0
# usbdma-lint baseline: findings that are known, one a line (man usbdma-lint).
"""


@dataclass
class Entry:
    id: str
    rule: str
    fingerprint: str
    file: str
    function: str
    callee: str
    ordinal: str
    reason: str
    until: str = ""

    def line(self):
        until = f" [until {self.until}]" if self.until else ""
        return (f"{self.id}:{self.rule} {self.fingerprint} {self.file}:{self.function}:"
                f"{self.callee}#{self.ordinal} -- {self.reason}{until}")

    def expired(self):
        return bool(self.until) and self.until < datetime.date.today().isoformat()

    def anywhere(self):
        """What stays when the file is renamed."""
        return self.id, self.function, self.callee, self.ordinal


def quoted(text):
    """text as one word: what is no letter, digit or plain mark in %XX."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_./+,@=~^-") else
                   "".join(f"%{b:02X}" for b in c.encode("utf-8", "surrogateescape"))
                   for c in text)


def entry(f, reason, until=""):
    return Entry(f.id, f.rule, f.fingerprint, quoted(f.file), quoted(f.function),
                 quoted(f.callee), str(f.ordinal), reason, until)


def date(text):
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise CannotWork(f"--expires: '{text}' is no date; expected YYYY-MM-DD") from None


def parse(text, name):
    out = []
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        m = LINE.match(line)
        if not m or not m["reason"].strip():
            cure = " (left by a merge: keep the lines of both sides)" \
                if line.startswith(("<<<<<<<", "=======", ">>>>>>>")) else ""
            raise CannotWork(f"{name}:{n}: expected 'ID:RULE FINGERPRINT FILE:FUNCTION:CALLEE#N -- "
                             f"REASON [until DATE]'{cure}")
        values = m.groupdict()
        values["until"] = values["until"] or ""
        try:
            datetime.date.fromisoformat(values["until"] or "2000-01-01")
        except ValueError:
            raise CannotWork(f"{name}:{n}: '{values['until']}' is no date") from None
        if "[until" in values["reason"]:
            raise CannotWork(f"{name}:{n}: expected [until YYYY-MM-DD] at the end of the line")
        out.append(Entry(**values))
    return out


def load(path):
    try:
        return parse(Path(path).read_text(encoding="utf-8"), path)
    except OSError as e:
        raise CannotWork(f"cannot read the baseline {path}: {e.strerror}") from None
    except UnicodeDecodeError as e:
        raise CannotWork(f"the baseline {path} is not UTF-8: {e}") from None


def save(path, entries):
    """Sorted by file and rule, one a fingerprint; to a temporary name, then renamed."""
    rows = {e.fingerprint: e for e in entries}
    lines = sorted(e.line() for e in rows.values())
    tmp = f"{os.path.realpath(path)}.tmp{os.getpid()}"
    try:
        Path(tmp).write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
        os.replace(tmp, os.path.realpath(path))
    except OSError as e:
        raise CannotWork(f"cannot write the baseline {path}: {e.strerror}") from None


def match(findings, entries):
    """([(finding, entry)], new findings, entries without a finding)"""
    by_print = {e.fingerprint: e for e in entries}
    pairs = [(f, by_print.pop(f.fingerprint)) for f in findings if f.fingerprint in by_print]
    paired = {id(f) for f, _ in pairs}
    rest, new = {}, []
    for e in by_print.values():
        rest.setdefault(e.anywhere(), []).append(e)
    for f in findings:
        if id(f) in paired:
            continue
        moved = rest.get(entry(f, "").anywhere())
        if moved and moved[0].file != quoted(f.file):
            pairs.append((f, moved.pop(0)))
        else:
            new.append(f)
    return pairs, new, [e for some in rest.values() for e in some]


def filter_report(report, entries):
    """Take away what is known and not expired; say which entries are expired."""
    pairs, new, _ = match(report.findings, entries)
    stale = [(f, e) for f, e in pairs if e.expired()]
    report.known += len(pairs) - len(stale)
    report.expired = [f"expired {e.until}: {e.line()}" for _, e in stale]
    keep = {id(f) for f in new} | {id(f) for f, _ in stale}
    report.findings = [f for f in report.findings if id(f) in keep]
    report.base = report.base or "the baseline"
