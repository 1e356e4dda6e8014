# SPDX-License-Identifier: GPL-2.0-or-later
"""States of a tree: as it is, and as other contents of some files make it."""
import copy
import functools
import os
import re
import subprocess
from pathlib import Path

from usbdma_tree import CannotWork, files, kernel, tools
from usbdma_tree.tools import clean_environment

from . import farm, kbuild
from .engines import link
from .job import State

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"\n]+)', re.M)
PARTS = re.compile(r"^[ \t]*(?!obj-)[\w-]+-(?:y|m|objs|\$\([^)]*\))[ \t]*[:+]?=(.*)$", re.M)
CONFIG = re.compile(rb"^\+\s*(?:menu)?config\s+(\w+)", re.M)


def is_tree(folder):
    """A kernel's sources, or the folder of an O= build."""
    try:
        kernel.source_of(folder, str(folder))
        return True
    except CannotWork:
        return False


def open_tree(a):
    """The tree that --kdir and -M name, or the one around the current folder."""
    if a.module and a.module.split("/")[0] in (".", "..") and Path(a.module).is_dir():
        a.module = str(Path(a.module).resolve())        # from here, not from the tree's top
    if not a.kdir and a.module:
        a.kdir = f"/lib/modules/{os.uname().release}/build"
    for folder in (Path.cwd(), *Path.cwd().parents) if not a.kdir else ():
        if (folder / "Makefile").exists() and is_tree(folder):
            a.kdir = str(folder)
            break
    if not a.kdir:
        raise CannotWork("which kernel tree?  Go there, or give --kdir DIR (a configured tree, or "
                         "its O= folder)")
    return kernel.open_tree(a)


def root_of(tree):
    return tree.external or tree.source


def state(tree, names, a, label=""):
    """The State of tree with those units; what is not built is `skipped`."""
    units = kbuild.units(tree, names, a)
    skipped = [(n, "not built in this configuration") for n in sorted(set(names) - set(units))]
    return State(root=root_of(tree), units=units, cc=tree.cc, skipped=skipped, label=label,
                 home=getattr(tree, "home", root_of(tree)))


def changed(tree, top, contents, where, symbols=()):
    """A copy of tree in the new folder `where` with other contents.

    top: folder that holds the tree's root; contents: {path below top: bytes or
    None}, or a function that changes a Farm; symbols: of Kconfig, switched on.
    """
    root = root_of(tree)
    copied = farm.Farm(top, where)
    inner = root.relative_to(top)
    copied.folder(inner)
    if callable(contents):
        contents(copied)
    else:
        for path, data in contents.items():
            copied.put(path, data)
    new = copy.copy(tree)
    new.farm, new.symbols, new.home, new.origin = copied, tuple(symbols), root, tree
    if tree.external:
        new.external = where / inner
    else:
        new.source = where / inner
        new.kdir = new.source if tree.kdir == tree.source else tree.kdir
    return new


def ready_for_kbuild(tree, a):
    """Before Kbuild runs in a copy: what it may write is a copy, too."""
    if tree.external or getattr(tree, "ready", False):
        return
    if tree.kdir == tree.source:
        tree.farm.for_kbuild(tree.origin.kdir)
    else:
        where = tree.source.parent / (tree.source.name + "-objects")
        farm.Farm(tree.origin.kdir, where).for_kbuild(tree.origin.kdir)
        tree.kdir = where
    tree.ready = True
    if tree.symbols:
        with open(tree.kdir / ".config", "a", encoding="utf-8") as f:
            f.writelines(f"CONFIG_{s}=m\n" for s in tree.symbols)
        configure(tree, a)


def configure(tree, a):
    command = ["make", "-s", f"-j{a.jobs}", "-f", f"{tree.source}/Makefile", *tree.vars,
               "olddefconfig"]
    p = subprocess.run(command, cwd=tree.kdir, env=clean_environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if p.returncode:
        raise CannotWork("the patched tree could not be configured:\n"
                         + p.stdout.decode("utf-8", "replace")[-2000:])


# --- which units a change of some files reaches

def uses_usb(root, seeds):
    """A function: does the C file of that name reach one of the headers?"""
    @functools.lru_cache(maxsize=None)
    def includes(path):
        try:
            text = (root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ()
        beside = os.path.dirname(path)
        return tuple((os.path.normpath(os.path.join(beside, name)) if mark == '"' else None, name)
                     for mark, name in INCLUDE.findall(text))

    def reaches(path):
        todo, seen = [path], {path}
        while todo:
            for beside, name in includes(todo.pop()):
                if name in seeds:
                    return True
                for found in (beside, f"include/{name}"):
                    if found and found not in seen and (root / found).is_file():
                        seen.add(found)
                        todo.append(found)
        return False
    return reaches


def header_users(root, headers, a):
    """C files that include one of those headers of the tree or the module."""
    out = set()
    own = {h for h in headers if not h.startswith("include/")}
    tops = sorted(p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")
                  and p.name not in files.NOT_DRIVERS)
    for header in own:
        # two folders down from the top: drivers/usb, sound/usb, drivers/net
        near = "/".join(header.split("/")[:-1][:2]) or "."
        out |= local_users(root, near, header)
    if set(headers) - own:
        usb = files.users_of(root, tops, tools.headers(a.model))
        seeds = [h[len("include/"):] for h in set(headers) - own]
        out |= files.users_of(root, tops, seeds) & usb
    return out


def local_users(root, near, header):
    """C files below near that include a header which is not below include/."""
    rows = list(files.includes(root, [near]))
    seen, todo = {header}, [header]
    while todo:
        wanted = todo.pop()
        for path, _, name in rows:
            path = os.path.normpath(path)
            plain = re.sub(r"^(\.\.?/)+", "", name)
            hit = f"/{wanted}".endswith(f"/{plain}")
            if hit and path not in seen:
                seen.add(path)
                todo.append(path)
    return {p for p in seen if p.endswith(".c")}


def siblings(root, names):
    """C files that are linked into one module with those, as the makefiles say."""
    out = set()
    for name in names:
        folder, stem = Path(name).parent, Path(name).stem
        for makefile in ("Kbuild", "Makefile"):
            try:
                text = (root / folder / makefile).read_text(errors="replace")
            except OSError:
                continue
            text = text.replace("\\\n", " ")
            for words in PARTS.findall(text):
                objects = set(words.split())
                if f"{stem}.o" in objects:
                    out |= {(folder / o[:-2]).as_posix() + ".c" for o in objects
                            if o.endswith(".o")}
    return {n for n in out if (root / n).is_file()}


def affected(tree, paths, a):
    """(units, number of C files that have nothing to do with USB) of changed
    paths, relative to the root; files that are gone are left out."""
    root = root_of(tree)
    there = [p for p in paths if (root / p).is_file()]
    reaches = uses_usb(root, set(tools.headers(a.model)))
    sources = {p for p in there if p.endswith(".c")}
    headers = [p for p in paths if p.endswith(".h")]
    names = {p for p in sources if tree.external or reaches(p)}
    if headers:
        names |= {n for n in header_users(root, headers, a) if tree.external or reaches(n)}
    passed = len(sources - names)
    if link.available(a) is None:
        names |= siblings(root, names)
    return names, passed
