# SPDX-License-Identifier: GPL-2.0-or-later
"""A linked copy of a tree in which some files differ: symbolic links to all
the rest.  It costs a few directories, and the tree itself is never written.

Only folders that hold a changed file are folders of their own; a link stands
for each of the others, however large.
"""
import os
import shutil
from pathlib import Path

# What Kbuild may write when it reads a changed Kconfig: real copies, not links.
KBUILD_WRITES = ("scripts/basic", "scripts/kconfig", "include/config", "include/generated")
KBUILD_WRITES_FILES = (".config", "Makefile", ".gitignore")       # the latter two with O=
CONFIG_FILES = ("auto.conf", "auto.conf.cmd", "tristate.conf", "kernel.release")


def expand(source, target, skip=()):
    """target: a folder of links to all entries of source but those to skip."""
    target.mkdir(parents=True, exist_ok=True)
    if not source.is_dir():
        return
    for entry in os.scandir(source):
        if entry.name not in skip:
            os.symlink(entry.path, target / entry.name)


class Farm:
    """root is the copy of source; both are Paths.  Nothing is copied until put()."""

    def __init__(self, source, root):
        self.source, self.root, self.real = source, root, set()
        self.folder(Path("."))

    def folder(self, rel):
        """Make rel a folder of its own."""
        if rel in self.real:
            return
        if rel != Path("."):
            self.folder(rel.parent)
            path = self.root / rel
            if path.is_symlink():
                path.unlink()
        expand(self.source / rel, self.root / rel, (".git",))
        self.real.add(rel)

    def drop(self, rel):
        """Take rel out of the copy."""
        rel = Path(rel)
        self.folder(rel.parent)
        path = self.root / rel
        if path.is_symlink() or path.exists():
            path.unlink()
        # what Kbuild noted of the old file is not true of the new one
        note = path.parent / f".{rel.stem}.o.cmd"
        if note.is_symlink():
            note.unlink()

    def put(self, rel, data):
        """data (bytes) as the contents of rel; None: there is no such file."""
        self.drop(rel)
        if data is not None:
            (self.root / rel).write_bytes(data)

    def copy(self, rel):
        """A copy of the source's own rel, to be changed in place."""
        data = (self.source / rel).read_bytes() if (self.source / rel).is_file() else None
        self.put(rel, data)

    def for_kbuild(self, kdir):
        """Let Kbuild configure in here without reaching kdir through a link."""
        for name in KBUILD_WRITES_FILES:
            if (kdir / name).exists():
                shutil.copy2(kdir / name, self.replace(Path(name)))
        for name in KBUILD_WRITES:
            if not (kdir / name).is_dir():
                continue
            self.folder(Path(name).parent)
            path = self.replace(Path(name))
            if name == "include/config":
                path.mkdir()
                for file in CONFIG_FILES:
                    if (kdir / name / file).exists():
                        shutil.copy2(kdir / name / file, path / file)
            else:
                shutil.copytree(kdir / name, path, symlinks=True)

    def replace(self, rel):
        path = self.root / rel
        if path.is_symlink() or path.is_file():
            path.unlink()
        return path


def forget(path):
    """Remove a farm; never follows its links."""
    shutil.rmtree(path, ignore_errors=True)
