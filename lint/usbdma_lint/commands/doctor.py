# SPDX-License-Identifier: GPL-2.0-or-later
"""Command doctor: what is missing or does not fit, and the exact cure."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from usbdma_tree import CannotWork, kernel, tools

from .. import cache, command, config, found, options, states
from ..engines import cocci

NAME = "doctor"
HELP = "find what is missing for the work, and how to install it"
POSITIONAL = None
OPTIONS = [o for o in options.INPUT + options.CHECK if o.names in (
    "--kdir", "-M --module", "--cc", "--arch", "--cross-compile", "--check")] + options.COMMON

# program: Debian, Fedora, Arch package; N is the compiler's major version, T its target
PACKAGES = {
    "gcc": ("gcc", "gcc", "gcc"),
    "g++": ("g++", "gcc-c++", "gcc"),
    "make": ("make", "make", "make"),
    "git": ("git", "git", "git"),
    "flex": ("flex", "flex", "flex"),
    "bison": ("bison", "bison", "bison"),
    "bc": ("bc", "bc", "bc"),
    "patch": ("patch", "patch", "patch"),
    "spatch": ("coccinelle", "coccinelle", "coccinelle"),
    "libpython": ("libpython3-dev", "python3-devel", "python"),
    "sparse": ("sparse", "sparse", "sparse"),
    "plugin": ("gcc-{N}-plugin-dev{T}", "gcc-plugin-devel", "gcc"),
    "tomli": ("python3-tomli", "python3-tomli", "python-tomli"),
}
INSTALL = ("apt-get install", "dnf install", "pacman -S")
FAMILIES = ("debian", "fedora", "arch")
NEEDED, WANTED = ("gcc", "g++", "make"), ("git", "flex", "bison", "bc", "patch", "sparse")


def family():
    """Index of this system in the tables; Debian when it is none of them."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    words = re.findall(r'^ID(?:_LIKE)?="?([^"\n]*)', text, re.M)
    names = " ".join(words).replace("ubuntu", "debian").replace("rhel", "fedora").split()
    return next((n for n, f in enumerate(FAMILIES) if f in names), 0)


def cure(program, **values):
    """The commands that install it: this system's first."""
    first = family()
    order = [first] + [n for n in range(3) if n != first]
    return "; ".join(f"{FAMILIES[n].title()}: {INSTALL[n]} "
                     + PACKAGES[program][n].format(**{"N": "", "T": "", **values}) for n in order)


def programs():
    for name in (*NEEDED, *WANTED):
        if not shutil.which(name):
            yield name in NEEDED, f"{name} is not installed", cure(name)
    if sys.version_info < (3, 9):
        yield True, f"Python {sys.version.split()[0]} is too old", "install Python 3.9 or later"
    try:
        config.toml()
    except CannotWork:
        yield False, f"{config.NAME} can't be read by this Python", cure("tomli")


def says(cc, option):
    try:
        p = subprocess.run([*cc.split(), option], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           text=True, check=False)
    except OSError:
        return ""
    return p.stdout.strip()


def compiler(a, tree):
    """The GCC that reads the drivers, and its plugin."""
    cc = a.cc or (tree.cc if tree and "gcc" in tree.cc else "gcc")
    version, target = says(cc, "-dumpversion"), says(cc, "-dumpmachine")
    if not version:
        yield True, f"'{cc}' is not a GCC that can be run", cure("gcc")
        return
    headers = Path(says(cc, "-print-file-name=plugin")) / "include/gcc-plugin.h"
    try:
        checker = tools.find_checker(a.check)
    except CannotWork as e:
        yield True, str(e), "make && make install (docs/install.md)"
        return
    built = [p for f in (checker.parent, checker.parent.parent / "lib/usbdma",
                         cache.folder().parent) for p in f.glob(f"{version}*/usbdma.so")]
    if not built and not headers.exists():
        cross = "" if target in says("gcc", "-dumpmachine") else f"-{target}"
        yield True, f"no plugin for {cc} {version}, and its plugin headers are missing", \
            cure("plugin", N=version.split(".")[0], T=cross)
    elif not built:
        yield False, f"no plugin for {cc} {version} yet", "it is built on first use, or: make " \
            f"CC={cc}"
    else:
        yield None, f"{cc} {version} with plugin {built[0]}", ""


def trees(a, tree, why):
    if not tree:
        yield (True if a.kdir or a.module else False), why, \
            "go to a configured kernel tree, or give --kdir DIR"
        return
    missing = kernel.missing_preparation(tree)
    if missing:
        yield False, f"{tree.kdir}: {missing}", \
            f"it is prepared on the first run, or: make -C {tree.kdir} modules_prepare"
    yield None, f"Linux {tree.version} in {tree.kdir}, compiled by {tree.cc}", ""


def scripts_run():
    """Does spatch find its Python?  Debian's package does not depend on it."""
    with tempfile.TemporaryDirectory(prefix="usbdma-") as work:
        script = Path(work, "t.cocci")
        script.write_text("@initialize:python@\n@@\nx = 1\n\n@r@\n@@\n* nothing()\n",
                          encoding="utf-8")
        return subprocess.run(["spatch", "--very-quiet", "--sp-file", str(script), "--dir", work],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode == 0


def engines(a):
    for name, module in found.modules("engines").items():
        why = module.available(a)
        if why and module is cocci and "spatch" in why:
            yield False, "spatch is not installed: no semantic patches", cure("spatch")
        elif why:
            yield False, f"engine {name}: {why}", "make && make install"
        else:
            yield None, f"engine {name}", ""
    if command.find("usbdma-cocci") and shutil.which("spatch"):
        version = re.search(r"version (\S+)", says("spatch", "--version"))
        yield None, f"spatch {version[1] if version else '?'}", ""
        if not scripts_run():
            yield False, "spatch can't run scripts in Python: no semantic patches", \
                cure("libpython")


def places():
    folder = cache.folder()
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    if not os.access(there, os.W_OK):
        yield False, f"the cache {folder} can't be written: every run starts anew", \
            "set USBDMA_CACHE to a folder of yours"
    try:
        tools.rules_dir()
    except CannotWork as e:
        yield True, str(e), "make install"


def main(a):
    tree, why = None, ""
    try:
        tree = states.open_tree(a)
    except CannotWork as e:
        why = str(e)
    bad = 0
    for check in (programs(), trees(a, tree, why), compiler(a, tree), engines(a), places()):
        for grave, what, how in check:
            mark = "ok" if grave is None else "MISSING" if grave else "note"
            print(f"{mark:8}{what}" + (f"\n        cure: {how}" if how else ""))
            bad += bool(grave)
    print("everything that is needed is there" if not bad else f"{bad} to be cured")
    return 2 if bad else 0
