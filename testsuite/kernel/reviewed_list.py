# SPDX-License-Identifier: GPL-2.0-or-later
"""
Findings on a kernel tree against the reviewed list, reviewed.txt:

    drivers/x/y.c:function:callee:rule -- why it is right

An assignment has an empty callee.  A second finding with equal words ends in #2.
Lines of drivers that were not checked in this run are left alone.
"""
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "seeds"))

import check_unit  # noqa: E402  (the path comes first)
import kflags  # noqa: E402

REVIEWED = HERE / "reviewed.txt"
DRIVERS = HERE / "drivers.txt"
LINE = re.compile(r"^(?P<key>[^:\s]+:\w*:[^:\s]*:[a-z_]+(?:#\d+)?) -- (?P<why>\S.*)$")
INCLUDES_USB = re.compile(r"^\s*#\s*include\s+<linux/usb(?:\.h|/[\w.-]+)>", re.M)
INCLUDES_OWN = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
PLACES = ("drivers", "sound")


class ListError(Exception):
    """A line of reviewed.txt or drivers.txt cannot be used; the text has file:line."""


def lines_of(path):
    """(number, text) of the lines that are neither empty nor comments."""
    for n, text in enumerate(path.read_text().splitlines(), 1):
        if text.strip() and not text.startswith("#"):
            yield n, text


def read_drivers(path=DRIVERS):
    drivers = [text.strip() for _, text in lines_of(path)]
    if len(set(drivers)) != len(drivers):
        raise ListError(f"{path}: a driver stands twice")
    return drivers


def read_reviewed(path=REVIEWED):
    """{key: (line number, why)}."""
    table = {}
    for n, text in lines_of(path):
        m = LINE.match(text)
        if not m:
            raise ListError(f"{path}:{n}: want FILE:FUNCTION:CALLEE:RULE -- WHY")
        if m["key"] in table:
            raise ListError(f"{path}:{n}: also on line {table[m['key']][0]}")
        table[m["key"]] = n, m["why"]
    return table


def includes_usb(path, known):
    """Does the file include a header of linux/usb, itself or through headers of its own?"""
    if path not in known:
        known[path] = False     # ends circles
        text = path.read_text(errors="replace")
        own = [Path(os.path.normpath(path.parent / n)) for n in INCLUDES_OWN.findall(text)]
        known[path] = bool(INCLUDES_USB.search(text)) or any(
            includes_usb(h, known) for h in own if h.is_file())
    return known[path]


def usb_drivers(tree):
    """C files that include headers of USB; whether they are enabled Kbuild says."""
    known = {}
    return [os.path.relpath(path, tree) for place in PLACES
            for path in sorted((tree / place).rglob("*.c")) if includes_usb(path, known)]


def keyed(findings):
    """{key: finding}, in order of line; the ordinal tells equal words apart."""
    table = {}
    for f in sorted(findings, key=lambda f: (f["file"], f["line"], f["column"])):
        base = f"{f['file']}:{f['function']}:{f['callee']}:{f['rule']}"
        key, n = base, 1
        while key in table:
            n += 1
            key = f"{base}#{n}"
        table[key] = f
    return table


def check_files(tree, files, cc="gcc", jobs=1, enable="", said=lambda text: None):
    """
    ({key: finding}, {file: why it was not checked}) of the files; those that Kbuild does
    not compile are among the latter.
    """
    tree = Path(tree).resolve()
    flags = kflags.flags_of(tree, files, cc, jobs)
    failed = {f: "Kbuild does not compile it" for f in files if f not in flags}

    def one(name):
        try:
            found = check_unit.check(tree, name, flags[name], cc, enable=enable)
        except check_unit.NotChecked as e:
            failed[name] = str(e)
            found = []
        said(f"{name}: {failed.get(name) or len(found)}")
        return found

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        found = [f for part in pool.map(one, [f for f in files if f in flags]) for f in part]
    return keyed(found), failed


def shown(f):
    return f"{f['file']}:{f['line']}: {f['severity']}: {f['message']} [{f['rule']}]"


def differences(found, reviewed, files):
    """Lines to add to reviewed.txt, and lines to take away, as texts."""
    checked = set(files)
    add = [f"add    {key} -- WHY?\n       {shown(f)}" for key, f in found.items()
           if key not in reviewed]
    gone = [f"remove {REVIEWED.name}:{n}: {key} -- {why}" for key, (n, why) in reviewed.items()
            if key not in found and key.split(":")[0] in checked]
    return add, gone
