# SPDX-License-Identifier: GPL-2.0-or-later
"""Where results go: --format NAME[=FILE], several at once.  A file is written
under another name and renamed; one that can't be written is said before the run."""
import os
import sys
from pathlib import Path

from usbdma_tree import CannotWork

from . import found


def wanted(a):
    """[(module, file or None)]; CannotWork at the first wrong one."""
    known, out = found.modules("formats"), []
    for word in a.format or ["text"]:
        name, eq, target = word.partition("=")
        if name not in known:
            raise CannotWork(f"--format: there is no format '{name}'; there are: "
                             + ", ".join(known))
        if eq and not target:
            raise CannotWork(f"--format {word}: no file behind '='")
        out.append((known[name], target if target not in ("", "-") else None))
    if len([1 for _, target in out if not target]) > 1:
        raise CannotWork("--format: only one format can go to standard output; give the others "
                         "a file: --format NAME=FILE")
    for _, target in out:
        if target:
            writable(target)
    return out


def writable(target):
    path = Path(target)
    there = path if path.exists() else path.parent
    if path.is_dir() or not there.exists() or not os.access(there, os.W_OK):
        raise CannotWork(f"cannot write {target}")


def write_all(report, targets):
    for module, target in targets:
        if target:
            to_file(module, report, target)
        else:
            module.write(report, sys.stdout)
            sys.stdout.flush()


def to_file(module, report, target):
    if Path(target).exists() and not Path(target).is_file():        # a pipe, /dev/stderr
        with open(target, "w", encoding="utf-8", errors="replace") as out:
            module.write(report, out)
        return
    target = os.path.realpath(target)
    tmp = f"{target}.tmp{os.getpid()}"
    try:
        with open(tmp, "w", encoding="utf-8", errors="replace") as out:
            module.write(report, out)
        os.replace(tmp, target)
    except OSError as e:
        raise CannotWork(f"cannot write {target}: {e.strerror}") from None
    finally:
        if os.path.exists(tmp):
            os.unlink(tmp)
