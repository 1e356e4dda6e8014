# SPDX-License-Identifier: GPL-2.0-or-later
"""Source lines of a state, for reports and comparisons."""
import functools
from pathlib import Path

BIGGEST = 16 << 20


def reader(root):
    """A function from a file's name (below root, or absolute) to its lines; [] when
    it can't be read.  Bytes that are no UTF-8 become U+FFFD."""
    @functools.lru_cache(maxsize=64)
    def lines(name):
        path = Path(root) / name
        try:
            if not path.is_file() or path.stat().st_size > BIGGEST:
                return []
            return path.read_bytes().decode("utf-8", "replace").split("\n")
        except (OSError, ValueError):
            return []
    return lines


def line(lines, name, number):
    """Text of one line without its end; None when there is none."""
    text = lines(name)
    return text[number - 1].rstrip("\r") if 0 < number <= len(text) else None


def byte_column(text, column):
    """Characters before GCC's column, which counts bytes from 1."""
    return len(text.encode("utf-8", "replace")[:max(column - 1, 0)].decode("utf-8", "ignore"))
