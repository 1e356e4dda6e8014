# SPDX-License-Identifier: GPL-2.0-or-later
"""Input: a compile_commands.json, or the .cmd files that Kbuild left beside
the objects of the last build.  No Kbuild is run."""
import json
import os
import re
import shlex
from pathlib import Path

from usbdma_tree import CannotWork

from .. import states
from ..job import Job, State, Unit

NAME = "commands"
SAVED = re.compile(r"^(?:saved)?cmd_(\S+) := (.*)$", re.M)


def wanted(a):
    return bool(a.compile_commands or a.cmd_files)


def flags(words, file, folder):
    """The words of a compiler's command without program, -c, -o FILE and the file."""
    out, skip, path = [], True, os.path.normpath(os.path.join(folder, file))
    for w in words:
        if w.endswith(".c") and os.path.normpath(os.path.join(folder, w)) == path:
            continue
        if skip or w == "-c" or w.startswith(("-Wp,-M", "-MD", "-MMD")):
            skip = False
            continue
        if w in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
            continue
        out.append(w)
    return [*out, file]


def split(command, where):
    try:
        return shlex.split(command)
    except ValueError as e:
        raise CannotWork(f"{where}: {e}: {command[:80]}") from None


def entries(path):
    """(folder, file, words) of a compile_commands.json."""
    try:
        rows = json.loads(Path(path).read_bytes())
    except OSError as e:
        raise CannotWork(f"cannot read {path}: {e.strerror}") from None
    except ValueError as e:
        raise CannotWork(f"{path} is not JSON: {e}") from None
    if not isinstance(rows, list):
        raise CannotWork(f"{path}: expected a list of commands")
    for n, row in enumerate(rows, 1):
        where = f"{path}: entry {n}"
        try:
            words = row["arguments"] if "arguments" in row else split(row["command"], where)
            yield str(row["directory"]), str(row["file"]), [str(w) for w in words]
        except (KeyError, TypeError):
            raise CannotWork(f"{where}: needs directory, file, and command or arguments") from None


def cmd_files(folder, kdir):
    """(folder, file, words) of the .cmd files below folder."""
    for path in sorted(folder.rglob(".*.o.cmd")):
        m = SAVED.search(path.read_text(encoding="utf-8", errors="surrogateescape"))
        # behind a ';' are objtool and the like
        command = m.group(2).split(" ; ")[0] if m else ""
        words = split(command.replace("$(pound)", "#"), path) if " -c " in command else []
        if words and words[-1].endswith(".c"):
            yield str(kdir), words[-1], words


def below(name, given):
    return not given or any(name == g or name.startswith(f"{g}/") or g == "." for g in given)


def asked_for(a, root):
    """FILES and folders, relative to root."""
    out = []
    for word in a.files:
        for base in (Path.cwd(), root):
            path = Path(os.path.normpath(base / word))
            if path.exists() and (path == root or root in path.parents):
                out.append(path.relative_to(root).as_posix())
                break
        else:
            raise CannotWork(f"FILES: there is no '{word}' in {root}")
    return out


def sources(a):
    """(root, commands)"""
    if a.compile_commands:
        rows = list(entries(a.compile_commands))
        root = Path(a.kdir or Path(a.compile_commands).parent).resolve()
        return root, rows, "gcc"
    tree = states.open_tree(a)
    root = states.root_of(tree)
    objects = tree.external or tree.kdir
    return root, list(cmd_files(objects, tree.kdir)), tree.cc


def collect(a, _work):
    root, rows, cc = sources(a)
    given, units = asked_for(a, root), {}
    for folder, file, words in rows:
        path = os.path.normpath(os.path.join(folder, file))
        name = path[len(str(root)) + 1:] if path.startswith(f"{root}/") else path
        if name.endswith(".c") and below(name, given):
            units[name] = Unit(name, flags(words, file, folder), folder)
    if not units:
        raise CannotWork("no C file" + (f" of {', '.join(given)}" if given else "")
                         + " is in the commands of the last build")
    state = State(root=root, units=units, cc=cc, home=root)
    named = {g for g in given if g.endswith(".c")}
    state.skipped = [(n, "not in the commands of the last build")
                     for n in sorted(named - set(units))]
    state.explicit = named
    return Job(state, f"compile commands, {root}")
