# SPDX-License-Identifier: GPL-2.0-or-later
"""Patches as they come: a plain diff, one e-mail, or a mailbox of a series."""
import email
import email.header
import re
from dataclasses import dataclass
from typing import List

from usbdma_tree import CannotWork

FROM = re.compile(rb"^From (?:[0-9a-f]{7,64}|\S+) .*\d{4}\r?$", re.M)
HEADER = re.compile(rb"\A(?:[A-Za-z][\w-]*: |From )")
OLD = re.compile(rb"^--- (.*)$", re.M)
FILE = re.compile(rb"^diff --git .*$|^--- (?!\s*$).*\n\+\+\+ .*$", re.M)
ESCAPE = re.compile(r"\\([0-7]{3}|.)")
NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass
class Patch:
    title: str
    diff: bytes
    paths: List[str]            # of both sides
    renames: dict               # new name: old name
    sender: str = ""
    message_id: str = ""


def unquote(text):
    """A path as git writes it: in quotes with C escapes when it holds odd bytes."""
    if not text.startswith('"'):
        return text.split("\t")[0].rstrip()
    def one(m):
        return chr(int(m[1], 8)) if m[1].isdigit() else NAMED.get(m[1], m[1])
    raw = ESCAPE.sub(one, text[1:text.rindex('"')])
    return raw.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def strip_side(text):
    """"a/drivers/x.c" as drivers/x.c; None for /dev/null."""
    path = unquote(text)
    if path == "/dev/null":
        return None
    parts = path.split("/", 1)
    path = parts[1] if len(parts) == 2 else path
    if path.startswith("/") or ".." in path.split("/"):
        raise CannotWork(f"--patch: the path '{path}' leads out of the tree")
    return path


def touched(diff):
    """([paths], {new: old}) of a diff with -p1 paths."""
    text = diff.decode("utf-8", "surrogateescape")
    paths, renames, left = {}, {}, [0, 0]
    old = before = None
    for line in text.split("\n"):
        line = line.rstrip("\r")
        if any(n > 0 for n in left):                    # inside a hunk
            left[0] -= line[:1] in (" ", "-", "")
            left[1] -= line[:1] in (" ", "+", "")
            continue
        m = re.match(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@", line)
        if m:
            left = [int(n) if n is not None else 1 for n in m.groups()]
        elif line.startswith("rename from "):
            old = unquote(line[12:])
        elif line.startswith("rename to ") and old:
            renames[unquote(line[10:])] = old
            paths.update({old: 1, unquote(line[10:]): 1})
        elif line.startswith("--- ") and len(line) > 4:
            before = line[4:]
        elif line.startswith("+++ ") and before:
            for side in (before, line[4:]):
                if strip_side(side):
                    paths[strip_side(side)] = 1
            before = None
        elif line.startswith("diff --git "):
            before = None
    return list(paths), renames


def decoded(header):
    return str(email.header.make_header(email.header.decode_header(header or ""))).replace("\n", "")


def one(data, number, total):
    """The Patch of one message or plain diff; None when it holds no diff."""
    name, sender, ident = f"patch {number}/{total}", "", ""
    title = name
    if HEADER.match(data):
        message = email.message_from_bytes(data)
        parts = [p for p in message.walk() if p.get_content_maintype() == "text"]
        title = re.sub(r"^(\[[^]]*\]\s*)+", "", decoded(message["Subject"])) or name
        sender, ident = decoded(message["From"]), message["Message-ID"] or ""
        data = b"\n".join(p.get_payload(decode=True) or b"" for p in parts)
    if not FILE.search(data):
        return None
    paths, renames = touched(data)
    return Patch(title, data, paths, renames, sender, ident)


def patches(data):
    """All Patches of a diff, a message, or a mailbox, in order; CannotWork if none."""
    starts = [m.start() for m in FROM.finditer(data)
              if m.start() == 0 or data[m.start() - 2:m.start()] in (b"\n\n", b"\r\n")]
    if not starts or starts[0] != 0:
        starts = [0] + [s for s in starts if s]
    pieces = [data[a:b] for a, b in zip(starts, starts[1:] + [len(data)])]
    found = [p for p in (one(d, n, len(pieces)) for n, d in enumerate(pieces, 1)) if p]
    if not found:
        raise CannotWork("--patch: there is no diff in it: expected a patch as 'git diff' or "
                         "'git format-patch' writes it")
    return found
