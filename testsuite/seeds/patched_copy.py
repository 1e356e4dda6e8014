# SPDX-License-Identifier: GPL-2.0-or-later
"""A patched copy of a few files of a kernel tree, compilable beside the untouched tree.

The copy mirrors the tree's folders: patched files are copies, their neighbours are
links, so that quoted includes find a patched header first.  It decides nothing about
findings.
"""
import difflib
import os
import re
import shutil
import subprocess
from pathlib import Path


class PatchError(Exception):
    """The patch does not apply; the text is what patch(1) said."""


def touched(patch_text):
    """Paths (with -p1 taken off) that a unified diff changes, in order."""
    names = re.findall(r"^\+\+\+ [^/\s]+/(\S+)", patch_text, re.M)
    return list(dict.fromkeys(names))


def make(tree, patch, top):
    """Build the patched copy in top; return the touched paths."""
    names = touched(patch.read_text(errors="surrogateescape"))
    if not names:
        raise PatchError("no file named in the patch")
    for name in names:
        if os.path.isabs(name) or ".." in name.split("/"):
            raise PatchError(f"path outside the tree: {name}")
        dst = top / name
        dst.parent.mkdir(parents=True, exist_ok=True)
        if (tree / name).is_file():
            shutil.copyfile(tree / name, dst)
    apply(patch, top)
    for d in {(top / n).parent for n in names}:
        link_neighbours(tree / d.relative_to(top), d)
    return names


def apply(patch, top):
    if shutil.which("patch") is None:
        raise PatchError("no patch(1) in PATH")
    cmd = ["patch", "-d", str(top), "-p1", "-s", "-N", "-F0", "--no-backup-if-mismatch",
           "-r", "-", "-i", str(patch.resolve())]
    run = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         stdin=subprocess.DEVNULL, check=False)
    if run.returncode:
        raise PatchError("does not apply: " + " ".join(run.stdout.split()))


def link_neighbours(src, dst):
    if not src.is_dir():
        return
    for f in src.iterdir():
        here = dst / f.name
        if f.suffix in (".c", ".h") and f.is_file() and not here.exists():
            here.symlink_to(f)


def include_flags(tree, top, flags, unit):
    """Flags for the patched copy of unit: each searched folder is preceded by its patched copy."""
    out = []
    for f in flags:
        if f.startswith("-I") and (top / f[2:]).is_dir():
            out.append("-I" + str(top / f[2:]))
        out.append(f)
    return out + ["-iquote", str(tree / os.path.dirname(unit))]


def units_to_check(tree, names, is_unit):
    """
    Units whose code a change of `names` can touch: the patched C files that are units,
    and for anything else (headers, included C files) the units of that folder that
    include it.  `is_unit` says whether Kbuild compiles a path.
    """
    units = [n for n in names if n.endswith(".c") and is_unit(n)]
    for name in names:
        if name in units:
            continue
        wanted = re.compile(rf'^\s*#\s*include\s+[<"](?:[^">]*/)?{re.escape(Path(name).name)}[">]',
                            re.M)
        for f in sorted((tree / name).parent.glob("*.c")):
            unit = os.path.relpath(f, tree)
            if wanted.search(f.read_text(errors="replace")) and is_unit(unit):
                units.append(unit)
    return list(dict.fromkeys(units))


def line_map(old, new):
    """{line of old: line of new} for the lines that both have."""
    a = old.read_text(errors="replace").splitlines()
    b = new.read_text(errors="replace").splitlines()
    head = tail = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    lines = {i + 1: i + 1 for i in range(head)}
    lines.update({len(a) - i: len(b) - i for i in range(tail)})
    same = difflib.SequenceMatcher(None, a[head:len(a) - tail], b[head:len(b) - tail],
                                   autojunk=False).get_matching_blocks()
    for blk in same:
        for i in range(blk.size):
            lines[head + blk.a + i + 1] = head + blk.b + i + 1
    return lines
