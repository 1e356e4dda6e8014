# SPDX-License-Identifier: GPL-2.0-or-later
"""git, read only: no lock, no index refresh, no hook, no pager."""
import os
import subprocess
from pathlib import Path

from usbdma_tree import CannotWork

QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "GIT_TERMINAL_PROMPT": "0",
         "LC_ALL": "C"}


def environment(**more):
    drop = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF")
    return {**{k: v for k, v in os.environ.items() if k not in drop}, **QUIET, **more}


def run(where, *words, data=None, check=True):
    """Standard output (bytes) of git; CannotWork with what it said."""
    try:
        p = subprocess.run(["git", "-C", str(where), *words], input=data, env=environment(),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError as e:
        raise CannotWork(f"cannot run git: {e.strerror}") from None
    if p.returncode and check:
        said = p.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise CannotWork(f"git {words[0]}: {said or f'ended with status {p.returncode}'}")
    return p.stdout if not p.returncode else None


def text(where, *words):
    return os.fsdecode(run(where, *words)).strip()


def top(where):
    """Top folder of the repository around `where`; CannotWork when there is none."""
    out = run(where, "rev-parse", "--show-toplevel", check=False)
    if not out:
        raise CannotWork(f"{where} is in no git repository with a working tree")
    return Path(os.fsdecode(out.rstrip(b"\n"))).resolve()


def commit(where, name):
    out = run(where, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", check=False)
    if not out:
        raise CannotWork(f"--git: there is no commit '{name}' in {where}")
    return out.decode().strip()


def interval(where, given):
    """(base, head) of A..B, A...B (from where they parted), or A for A..HEAD."""
    for dots in ("...", ".."):
        if dots in given:
            a, b = given.split(dots, 1)
            break
    else:
        a, b, dots = given, "HEAD", ".."
    base, head = commit(where, a or "HEAD"), commit(where, b or "HEAD")
    if dots == "...":
        base = text(where, "merge-base", base, head)
    return base, head


def names(data):
    return [os.fsdecode(n) for n in data.split(b"\0") if n]


def differing(where, commit_name):
    """Files in which the working tree differs from the commit."""
    return names(run(where, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
                     commit_name, "--"))


def between(where, base, head):
    """(paths that differ, {new name: old name}) between two commits."""
    words = names(run(where, "diff", "--name-status", "-z", "-M", "--no-ext-diff", base, head,
                      "--"))
    paths, renames = [], {}
    while words:
        status = words.pop(0)
        old = words.pop(0)
        paths.append(old)
        if status[0] in "RC":
            new = words.pop(0)
            paths.append(new)
            if status[0] == "R":
                renames[new] = old
    return paths, renames


def contents(where, commit_name, paths):
    """{path: bytes, or None where the commit has no such file}"""
    out = {}
    # one process for all; a name with a line break can't be asked for that way
    plain = [p for p in paths if "\n" not in p]
    ask = b"".join(os.fsencode(f"{commit_name}:{p}") + b"\n" for p in plain)
    data = run(where, "cat-file", "--batch", data=ask) if plain else b""
    for path in plain:
        head, _, data = data.partition(b"\n")
        words = head.split(b" ")
        if words[-1] == b"missing" or len(words) < 3:
            out[path] = None
            continue
        size = int(words[2])
        out[path] = data[:size] if words[1] == b"blob" else None
        data = data[size + 1:]
    for path in set(paths) - set(plain):
        out[path] = run(where, "show", f"{commit_name}:{path}", check=False)
    return out


def commits(where, base, head):
    """[(hash, title)] of base..head, oldest first, without merges."""
    rows = os.fsdecode(run(where, "log", "--reverse", "--topo-order", "--no-merges", "-z",
                           "--format=%H%x1f%s", f"{base}..{head}", "--"))
    return [tuple(r.split("\x1f", 1)) for r in rows.split("\0") if r]
