# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks single drivers against the minimal kernel headers that come along:
the bundled examples, for a first look without a kernel tree."""
import os
import subprocess
import time
from pathlib import Path

from . import CannotWork, run, tools


def flags(cc, include):
    """Those the testsuite compiles its drivers with."""
    try:
        own = subprocess.run([cc, "-print-file-name=include"], stdout=subprocess.PIPE, text=True,
                             check=True)
    except (OSError, subprocess.CalledProcessError):
        raise CannotWork(f"cannot run the compiler '{cc}'") from None
    return ["-std=gnu11", "-O2", "-ffreestanding", "-nostdinc", "-isystem", own.stdout.strip(),
            "-I", str(include),
            "-fno-strict-aliasing", "-fno-common"]


def folders():
    """(example drivers, headers)"""
    for top in (tools.TOP, tools.TOP / "src"):
        found = top / "docs/examples", top / "testsuite/runtime/include"
        if found[0].is_dir() and found[1].is_dir():
            return found
    raise CannotWork("the example drivers are not here: give --kdir a kernel tree")


def check(a, checker):
    started = time.monotonic()
    examples, include = folders()
    names = [Path(f) for f in a.files] or sorted(examples.glob("*.c"))
    for name in names:
        if not name.is_file():
            raise CannotWork(f"FILES: there is no file '{name}' (without KDIR, name C files)")
    if a.module:
        raise CannotWork("M= needs KDIR=, the configured kernel tree to build against")
    cwd = Path.cwd()

    def short(name):
        return os.path.relpath(name, cwd) if str(name).startswith(f"{cwd}/") else str(name)

    with run.scratch() as work:
        command = run.check_command(a, checker, work) + flags(a.cc or "gcc", include)
        # one make: its -j is our pool, its process group our way to end all
        lines = [".PHONY: all", "all:"]
        for n, name in enumerate(names):
            (work / f"unit{n}").write_text("\n".join([*command, str(name.resolve())]) + "\n")
            lines += [f"all: unit-{n}", f"unit-{n}:", f"\t@xargs -d '\\n' -a unit{n} env --"]
        (work / "Makefile").write_text("\n".join(lines) + "\n")
        run.watch(["make", "-k", "-s", f"-j{a.jobs}"], work, work / "log", work / "tally",
                  len(names))
        r = run.outcome({short(n.resolve()) for n in names}, run.parse_tally(work / "tally"),
                        run.parse_findings(work / "findings"), short,
                        (work / "log").read_text(errors="replace"))
        run.add_linked(r, a, checker, work, work)
    if r.failed and not r.files:
        raise CannotWork(f"no file could be checked; the first: {r.failed[0][0]}: {r.failed[0][1]}"
                         + "".join("\n" + n for n in r.notes[:10]))
    r.title = "example drivers" if not a.files else plural_files(names)
    r.seconds = time.monotonic() - started
    return r


def plural_files(names):
    return f"{len(names)} file" + ("" if len(names) == 1 else "s")
