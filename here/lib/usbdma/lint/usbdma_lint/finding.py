# SPDX-License-Identifier: GPL-2.0-or-later
"""A finding as all parts of usbdma-lint know it: the keys of docs/jsonl.md and
what the front end adds."""
import dataclasses
import re
from dataclasses import dataclass, field
from typing import List

SEVERITIES = ("advice", "warning", "error")        # in rising order
FNV_START, FNV_PRIME, FNV_MASK = 0xcbf29ce484222325, 0x100000001b3, (1 << 64) - 1


@dataclass
class Step:
    """One place on the way from the birth of a buffer to its transfer."""
    text: str
    file: str
    line: int
    column: int


@dataclass
class Finding:
    """Lines and columns count from 1; 0 is unknown.  Files are relative to the
    top of the tree (or of the module), with slashes."""
    rule: str
    id: str
    severity: str
    confidence: str
    file: str
    line: int
    column: int
    function: str
    callee: str
    subject: str
    message: str
    path: List[Step] = field(default_factory=list)
    fingerprint: str = ""
    ordinal: int = 1
    engine: str = "plugin"
    engines: List[str] = field(default_factory=list)
    commit: str = ""            # that brought it: hash, or "patch N"
    commit_title: str = ""
    unit: str = ""              # the C file that was compiled; not in JSONL


KEYS = tuple(f.name for f in dataclasses.fields(Finding))
NUMBERS = ("line", "column", "ordinal")


class BadFinding(ValueError):
    """What an engine wrote is no finding; the text says which key is wrong."""


def checked(row, names, what):
    """row's values for names, of the right type; missing texts are empty."""
    out = {}
    for name in names:
        kind = int if name in NUMBERS else list if name == "path" else str
        value = row.get(name, kind())
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadFinding(f"{what}: '{name}' must be {kind.__name__}, not {value!r:.60}")
        if kind is int and value < 0:
            raise BadFinding(f"{what}: '{name}' is negative")
        out[name] = value
    return out


def from_json(row, what="finding"):
    """A Finding of one line of JSONL as read by json.loads(); BadFinding."""
    if not isinstance(row, dict):
        raise BadFinding(f"{what}: not an object")
    values = checked(row, KEYS[:15], what)
    for name in ("rule", "id", "file", "message"):
        if not values[name]:
            raise BadFinding(f"{what}: no '{name}'")
    if values["severity"] not in SEVERITIES:
        raise BadFinding(f"{what}: severity '{values['severity']}' is not one of "
                         f"{', '.join(SEVERITIES)}")
    values["path"] = [Step(**checked(s, ("text", "file", "line", "column"), what))
                      for s in values["path"] if isinstance(s, dict)]
    values["engine"] = values["engine"] or "plugin"
    f = Finding(**values)
    f.engines = [e for e in row.get("engines", []) if isinstance(e, str)] or [f.engine]
    f.commit = str(row.get("commit", ""))
    f.commit_title = str(row.get("commit_title", ""))
    return f


def to_json(f):
    """The object for JSONL: the documented keys in their order, ours behind."""
    row = dataclasses.asdict(f)
    del row["unit"]
    return row


def fingerprint(f):
    """16 hexadecimal digits; the recipe of docs/jsonl.md (FNV-1a)."""
    h = FNV_START
    plain = re.sub(r"^(\.\.?/)+", "", f.file)
    for text in (f.id, plain, f.function, f.callee):
        for byte in text.encode("utf-8", "surrogateescape") + b"\0":
            h = ((h ^ byte) * FNV_PRIME) & FNV_MASK
    for shift in (0, 8, 16, 24):
        h = ((h ^ ((f.ordinal >> shift) & 0xff)) * FNV_PRIME) & FNV_MASK
    return f"{h:016x}"


def place(f):
    """Sort key: order of place, then of rule."""
    return f.file, f.line, f.column, f.id, f.subject, f.message


def at_least(severity, level):
    """Is severity at or above level?  'never' is above all."""
    return level != "never" and SEVERITIES.index(severity) >= SEVERITIES.index(level)
