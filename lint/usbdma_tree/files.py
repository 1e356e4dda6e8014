# SPDX-License-Identifier: GPL-2.0-or-later
"""Which C files of a tree are worth asking about: those that include a header
of the API model, directly or through other headers.  Textual, so a bit too
many rather than one too few; usbdma-check passes over the rest."""
import functools
import os
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from . import CannotWork
from .tools import clean_environment, headers

NOT_DRIVERS = {"Documentation", "LICENSES", "tools", "scripts", "arch", "usr", "certs", "debian"}
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)')


def includes(source, folders):
    """(file, '<' or '"', name) of every #include line below folders of source."""
    command = ["grep", "-rIZE", "--include=*.[ch]",
               r'^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]', "--",
               *folders]
    p = subprocess.run(command, cwd=source, env=clean_environment(), stdout=subprocess.PIPE,
                       text=True,
                       errors="replace", check=False)
    if p.returncode > 1 and not p.stdout:
        raise CannotWork(f"cannot search {source} with grep")
    # NAME NUL LINE, and a name may hold a line break
    name, *rest = p.stdout.split("\0")
    for text in rest:
        line, _, next_name = text.partition("\n")
        m = INCLUDE.match(line)
        if m:
            yield (name, *m.groups())
        name = next_name


def users_of(source, folders, seeds, direct=False, lines=None):
    """C files below folders that reach one of the seed headers; direct: themselves."""
    by_name = defaultdict(list)
    for path, mark, name in lines or includes(source, folders):
        by_name[os.path.basename(name)].append((path, mark, name))

    @functools.lru_cache(maxsize=None)
    def local(path, name):
        """What "name" means in path when it is found beside it, else None."""
        beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
        return beside if os.path.exists(source / beside) else None

    def means(header, path, mark, name):
        if header == "include/" + name:
            return True
        if mark == '"' and local(path, name):
            return local(path, name) == header
        # found through some -I of a Makefile
        plain = re.sub(r"^(\.\.?/)+", "", name)
        return not header.startswith("include/") and header.endswith("/" + plain)

    todo, seen = ["include/" + s for s in seeds], set()
    while todo:
        header = todo.pop()
        for path, mark, name in by_name[os.path.basename(header)]:
            if path not in seen and means(header, path, mark, name):
                seen.add(path)
                if not direct:
                    todo.append(path)
    return {f for f in seen if f.endswith(".c")}


def own_includes(source, lines):
    """{file: the headers outside of include/ that it names in quotes}."""
    by_tail, out = defaultdict(set), defaultdict(set)
    for path, _, _ in lines:
        if path.endswith(".h") and not path.startswith("include/"):
            by_tail[os.path.basename(path)].add(path)
    for path, mark, name in lines:
        if mark != '"':
            continue
        near = os.path.normpath(os.path.join(os.path.dirname(path), name))
        if near in by_tail[os.path.basename(name)] or (source / near).exists():
            out[path].add(near)
            continue
        far = by_tail[os.path.basename(name)]     # found through some -I of a Makefile
        if len(far) == 1:
            out[path] |= far
    return out


def beside(source, folders, seeds):
    """C files that reach no seed header, but share one of their folder's headers with a USB
    driver: its other half, which hands it memory through a table of operations."""
    lines = list(includes(source, folders))
    found = users_of(source, folders, seeds, lines=lines)
    own = own_includes(source, lines)

    @functools.lru_cache(maxsize=None)
    def reached(path):
        """All headers of its own that a file includes."""
        seen, todo = set(), [path]
        while todo:
            new = own.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        return seen

    plain = {path for path, _, name in lines if name in seeds}
    drivers = {path for path in found if path in plain or reached(path) & plain}
    shared = set().union(*map(reached, drivers)) if drivers else set()
    return {path for path in own if path.endswith(".c") and path not in found and
            any(os.path.dirname(h) == os.path.dirname(path) for h in reached(path) & shared)}


def named(tree, given):
    """A FILE or folder argument, relative to the source folder."""
    for base in (tree.source, Path.cwd()):
        path = Path(os.path.normpath(base / given))
        if not path.exists():
            continue
        path = path.resolve()
        root = tree.external or tree.source
        if path != root and root not in path.parents:
            raise CannotWork(f"FILES: {given} is not in {root}")
        if path.is_file() and path.suffix != ".c":
            raise CannotWork(f"FILES: {given} is not a C file")
        return path.relative_to(root)
    raise CannotWork(f"FILES: there is no '{given}', neither in {tree.source} nor here")


def below(names, folder):
    prefix = "" if str(folder) == "." else f"{folder}/"
    return {n for n in names if n.startswith(prefix)}


def find(tree, a):
    """.names: C files relative to the source (or the module), .explicit: those
    the user named, .where: for messages."""
    explicit, folders, others = set(), [], set()
    for given in a.files:
        path = named(tree, given)
        if path.suffix == ".c":
            explicit.add(str(path))
        else:
            folders.append(path)
    root = tree.external or tree.source
    if a.module and not tree.external:
        folders.append(named(tree, a.module))
    names = set(explicit)
    if folders or not explicit:
        if tree.external:
            found = {str(p.relative_to(root)) for p in root.rglob("*.c")
                     if not p.name.endswith(".mod.c")}
        else:
            top = sorted(p.name for p in root.iterdir()
                         if p.is_dir() and p.name not in NOT_DRIVERS and not p.name.startswith("."))
            found = users_of(root, top, headers(a.model), a.direct)
            others = set() if a.direct else beside(root, top, headers(a.model))
            found |= others
        for folder in folders or [Path(".")]:
            names |= below(found, folder)
    bad = sorted(n for n in names if not re.fullmatch(r"[\w./+,@-]+", n))
    return SimpleNamespace(names=names - set(bad), odd=bad, explicit=explicit,
                           beside=others & names, where=", ".join(map(str, folders)) or str(root))
