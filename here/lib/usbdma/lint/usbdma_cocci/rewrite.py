# SPDX-License-Identifier: GPL-2.0-or-later
"""Patch mode: the patch, and which findings it leaves.  A finding that could be
patched safely is gone after the patch; one that is still there was not patched."""
import re
import subprocess
from pathlib import Path

from usbdma_tree import CannotWork

from . import findings, spatch

NAME = re.compile(r"^\+\+\+ b/(\S+)", re.M)
HUNK = re.compile(r"^(?:---|\+\+\+|@@|[-+ \\])")


def diffs(text):
    """The diff of spatch's output alone, without what it says in between."""
    lines = [l for l in text.split("\n") if HUNK.match(l)]
    return "\n".join(lines) + "\n" if lines else ""


def changed(text):
    return sorted(set(NAME.findall(text)))


def relative(name):
    """As it stands behind a/ and b/: a file elsewhere has an absolute name."""
    return name.lstrip("/")


def apply(text, names, root, work):
    """Copies of the files `names`, which a diff changes, changed, below work."""
    for name in names:
        source, target = Path(root) / name, work / relative(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        # what local headers say of types counts after the change as well
        for header in source.parent.glob("*.h"):
            if not (target.parent / header.name).exists():
                (target.parent / header.name).symlink_to(header.resolve())
    p = subprocess.run(["patch", "-p1", "-s", "-f", "--no-backup-if-mismatch", "-d", str(work)],
                       input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                       check=False)
    if p.returncode:
        raise CannotWork(f"spatch's patch does not apply: {p.stdout.strip()}")


def left_behind(output, found, todo, root, work, make_runner, jobs):
    """Findings that are still there once every patch is applied, as they are numbered
    before: rule by rule, the file as it is and as spatch left it are compared."""
    left = []
    for patch in todo:
        text = "".join(diffs(out) for p, _, out in output if p is patch)
        here = [f for f in found if f["rule"] == patch.slug]
        done = changed(text)
        left += [f for f in here if relative(f["file"]) not in done]
        if not done:
            continue
        folder = work / patch.slug
        folder.mkdir()
        names = [n for p, some, _ in output for n in some if p is patch and relative(n) in done]
        apply(text, names, root, folder)
        r = spatch.run([(patch, done)], make_runner(folder), jobs)
        if r.failed:
            raise CannotWork(f"{patch.slug}: {r.failed[0][1]} cannot be checked after its patch: "
                             f"{r.failed[0][2]}")
        after = [f for p, _, out in r.output for f in findings.parse(out, p, folder)]
        left += still([f for f in here if relative(f["file"]) in done], after, text)
    return sorted(left, key=findings.place)


def line_map(text, name):
    """Old line -> new line of one file, for lines that a diff kept; a function."""
    hunks, here = [], False
    for line in text.split("\n"):
        if line.startswith("+++ "):
            here = line[6:].split("\t")[0] == name
        m = re.match(r"@@ -(\d+)(?:,(\d+))? \+(\d+)", line)
        if m and here:
            hunks.append([int(m[1]), int(m[3]), []])
        elif here and hunks and line[:1] in (" ", "-", "+") and not line.startswith("---"):
            hunks[-1][2].append(line[:1])
    table, shift = {}, []
    for old, new, signs in hunks:
        for sign in signs:
            if sign == " ":
                table[old] = new
            elif sign == "-":
                table[old] = None
            old, new = old + (sign != "+"), new + (sign != "-")
        shift.append((old, new - old))

    def where(line):
        if line in table:
            return table[line]
        return line + max(((old, by) for old, by in shift if old <= line), default=(0, 0))[1]
    return where


def still(before, after, text):
    """Of the findings before, those that are there after as well: on a line that
    the diff kept, or, of those on changed lines, one of the same words."""
    def key(f):
        return relative(f["file"]), f["function"], f["callee"], f["subject"], f["message"]

    maps = {relative(f["file"]): line_map(text, relative(f["file"])) for f in before}
    rest, left, moved = list(after), [], []
    for f in sorted(before, key=findings.place):
        line = maps[relative(f["file"])](f["line"])
        twin = next((g for g in rest if key(g) == key(f) and g["line"] == line), None)
        if twin:
            rest.remove(twin)
            left.append(f)
        else:
            moved.append(f)
    for f in moved:
        twin = next((g for g in rest if key(g) == key(f)), None)
        if twin:
            rest.remove(twin)
            left.append(f)
    return left
