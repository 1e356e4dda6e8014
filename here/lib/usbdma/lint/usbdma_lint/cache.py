# SPDX-License-Identifier: GPL-2.0-or-later
"""What earlier runs found, by content.  An entry is one file, written under a
temporary name and renamed: two runs at once each see whole entries.

Folder: lint/ in USBDMA_CACHE, else in ~/.cache/usbdma.  When it can't be
written, nothing is kept; that costs time only.
"""
import contextlib
import functools
import hashlib
import json
import os
import random
import tempfile
import time
from pathlib import Path

LIMIT = 512 << 20               # bytes; older entries go first
TRIM_ONE_IN = 64                # runs


def digest(*parts):
    """Hexadecimal digest of texts and bytes, each with its length."""
    h = hashlib.blake2b(digest_size=20)
    for p in parts:
        data = p if isinstance(p, bytes) else os.fsencode(p)
        h.update(b"%d:" % len(data) + data)
    return h.hexdigest()


@functools.lru_cache(maxsize=100000)
def known_digest(path, _size, _time, _inode):
    with open(path, "rb") as f:
        return hashlib.blake2b(f.read(), digest_size=20).hexdigest()


def file_digest(path):
    """Digest of a file's contents; "-" when it can't be read."""
    try:
        st = os.stat(path)
        return known_digest(str(path), st.st_size, st.st_mtime_ns, st.st_ino)
    except OSError:
        return "-"


@functools.lru_cache(maxsize=None)
def store(no_cache, kind):
    """The one Store of that kind in this run."""
    return Store(None if no_cache else folder() / kind)


def folder():
    base = os.environ.get("USBDMA_CACHE")
    if not base:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        base = os.path.join(base, "usbdma")
    return Path(base) / "lint"


class Store:
    """Entries of one kind: get(key) and put(key, value), value as JSON has it."""

    def __init__(self, where):
        self.dir = where
        self.seen = {}          # of this run

    def path(self, key):
        return self.dir / key[:2] / key[2:]

    def get(self, key):
        if key in self.seen or not self.dir:
            return self.seen.get(key)
        try:
            return json.loads(self.path(key).read_bytes())
        except (OSError, ValueError):
            return None

    def put(self, key, value):
        self.seen[key] = value
        if not self.dir:
            return
        path = self.path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fd, tmp = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with open(fd, "w", encoding="utf-8", errors="surrogateescape") as f:
                    json.dump(value, f, separators=(",", ":"))
                os.replace(tmp, path)
            except BaseException:
                os.unlink(tmp)
                raise


def trim(a):
    """Now and then: remove the oldest entries beyond LIMIT, and lost temporary ones."""
    if a.no_cache or random.randrange(TRIM_ONE_IN):
        return
    rows = []
    for path in folder().glob("*/*/*"):
        with contextlib.suppress(OSError):
            st = path.stat()
            rows.append((st.st_mtime, st.st_size, path))
    total = sum(r[1] for r in rows)
    hour_ago = time.time() - 3600
    for when, size, path in sorted(rows):
        lost = path.name.startswith(".new-") and when < hour_ago
        if total > LIMIT or lost:
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size
