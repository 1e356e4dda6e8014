# SPDX-License-Identifier: GPL-2.0-or-later
"""The configuration: a .usbdma.toml in the current folder or above it.  Its
keys are the long options without dashes in front; the command line wins."""
import importlib
from pathlib import Path

from usbdma_tree import CannotWork

from . import options

NAME = ".usbdma.toml"
PATHS = {"file", "dir"}


def toml():
    """The TOML parser: Python's own since 3.11, before that tomli."""
    for name in ("tomllib", "tomli"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise CannotWork(f"to read {NAME} this Python needs tomli: apt-get install python3-tomli "
                     "(or use Python 3.11)")


def find(a):
    """The file to read, or None."""
    if a.no_config:
        return None
    if a.config:
        if not Path(a.config).is_file():
            raise CannotWork(f"--config: there is no file '{a.config}'")
        return Path(a.config)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def typed(path, name, value, option):
    """value as the command line would have given it, or CannotWork."""
    def bad(what):
        raise CannotWork(f"{path}: '{name}' must be {what}, not {value!r}")

    if not option.takes:
        return value if isinstance(value, bool) else bad("true or false")
    if option.takes == "number":
        good = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return value if good else bad("a number from 1 on")
    values = value if isinstance(value, list) and option.many else [value]
    for v in values:
        if not isinstance(v, str):
            bad("a text" + (" or a list of texts" if option.many else ""))
        if option.choices and v not in option.choices:
            bad("one of " + ", ".join(option.choices))
    if option.takes in PATHS and name != "cc":
        values = [str(path.parent / v) for v in values]
    return values if option.many else values[0]


def apply(a, table):
    """Set in a what the file says and the command line does not."""
    path = find(a)
    if not path:
        return a
    reader = toml()
    try:
        rows = reader.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, reader.TOMLDecodeError) as e:
        raise CannotWork(f"{path}: {e}") from None
    known = {options.key(o).replace("_", "-"): o for o in options.RUN if o.config}
    here = {options.key(o) for o in table}
    for name, value in rows.items():
        if name not in known:
            raise CannotWork(f"{path}: there is no key '{name}'; keys are: "
                             + ", ".join(sorted(known)))
        value = typed(path, name, value, known[name])
        dest = options.key(known[name])
        if dest in here and getattr(a, dest) is None:
            setattr(a, dest, value)
    return a
