# SPDX-License-Identifier: GPL-2.0-or-later
"""The compiler's words for units, asked of Kbuild and kept.

Kbuild is let run with a CHECK that only notes its arguments.  What it said is
kept by the contents of the makefiles and of the configuration, so that the
next run needs no Kbuild as long as these are the same, in whatever folder.
"""
import os
import re
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

from usbdma_tree import CannotWork, run

from . import cache, states
from .job import Unit

RECORDER = """#!/bin/sh
for file; do :; done
printf '%s\\0' "$PWD" "$@" >"${0%/*}/words/$$-${file##*/}"
"""
COMMON = ("Makefile", "scripts/Makefile.build", "scripts/Makefile.lib", "scripts/Kbuild.include",
          "scripts/Makefile.extrawarn", "scripts/Makefile.compiler")


def folder_makefiles(root, name):
    """The makefiles that say whether and how the unit `name` is built."""
    folder = Path(name).parent
    return [root / f / m for f in (folder, *folder.parents) for m in ("Kbuild", "Makefile")]


def state_key(tree):
    """What all units' words depend on: configuration, Kbuild, architecture."""
    files = [tree.source / n for n in COMMON]
    files += sorted((tree.source / "arch").glob("*/Makefile"))
    files += [tree.kdir / "include/config/auto.conf"]
    return cache.digest(tree.version, *tree.vars, str(bool(tree.external)),
                        str(tree.kdir == tree.source), *map(cache.file_digest, files))


def unit_key(tree, common, name):
    root = tree.external or tree.source
    makefiles = [cache.file_digest(f) for f in folder_makefiles(root, name)]
    if tree.external:
        makefiles.append(str(tree.external))
    return cache.digest("words", common, name, *makefiles)


def ask(tree, names, a):
    """{name: Unit} of those the configuration builds; Kbuild's log when none."""
    wanted = SimpleNamespace(names=names)
    if getattr(tree, "farm", None):
        states.ready_for_kbuild(tree, a)
    with run.scratch() as work:
        (work / "words").mkdir()
        recorder = work / "record"
        recorder.write_text(RECORDER)
        command = run.kbuild(tree, wanted, work, a.jobs, f"CHECK=sh {recorder}")
        if a.verbose:
            print("usbdma-lint: " + " ".join(map(shlex.quote, command)), file=sys.stderr)
        status = run.watch(command, tree.kdir, work / "log", work / "none", 0)
        units = dict(noted(tree, path) for path in (work / "words").iterdir())
        if status and not units:
            log = (work / "log").read_text(errors="replace").strip().split("\n")
            raise CannotWork("Kbuild could not say how these files are compiled:\n"
                             + "\n".join(log[-10:]))
    return units


def noted(tree, path):
    cwd, *argv = os.fsdecode(path.read_bytes()).split("\0")[:-1]
    root = tree.external or tree.source
    file = os.path.normpath(os.path.join(cwd, argv[-1]))
    name = file[len(str(root)) + 1:] if file.startswith(f"{root}/") else argv[-1]
    return name, Unit(name, argv, cwd)


class Tokens:
    """Words without the places of this tree, so that they fit a copy of it."""

    def __init__(self, tree):
        pairs = [("@EXT@", tree.external), ("@SRC@", tree.source), ("@OBJ@", tree.kdir)]
        self.pairs = sorted(((t, str(p)) for t, p in pairs if p), key=lambda p: -len(p[1]))
        self.below = tree.kdir.parent == tree.source        # then Kbuild says .. for the source

    def hide(self, word):
        if self.below:
            word = re.sub(r"^(-I|-iquote|-isystem|-include)?\.\.(?=/|$)", r"\1@SRC@", word)
        for token, path in self.pairs:
            word = re.sub(re.escape(path) + r"(?=/|$)", token, word)
        return word

    def show(self, word):
        for token, path in self.pairs:
            word = word.replace(token, path)
        return word


def units(tree, names, a):
    """{name: Unit} of the wanted names that this configuration builds."""
    store = cache.store(a.no_cache, "words")
    common, tokens = state_key(tree), Tokens(tree)
    keys = {n: unit_key(tree, common, n) for n in names}
    out, missing = {}, set()
    for name, key in keys.items():
        kept = store.get(key)
        if kept is None:
            missing.add(name)
        elif kept["argv"]:
            out[name] = Unit(name, [tokens.show(w) for w in kept["argv"]],
                             tokens.show(kept["cwd"]))
    if missing:
        asked = ask(tree, missing, a)
        tokens = Tokens(tree)           # Kbuild may have run in a copy of the O= folder
        for name in missing:
            unit = asked.get(name, Unit(name, [], ""))
            argv = [tokens.hide(w) for w in unit.argv]
            store.put(keys[name], {"argv": argv, "cwd": tokens.hide(unit.cwd)})
            if argv:
                out[name] = Unit(name, [tokens.show(w) for w in argv], unit.cwd)
    return out
