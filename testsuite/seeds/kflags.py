# SPDX-License-Identifier: GPL-2.0-or-later
"""Compile flags of kernel units, as Kbuild computes them, without building anything.

Kbuild is run with its compile rule replaced by record-flags, and with every other
command replaced by nothing: it walks the directories and hands each unit's flags
over.  Nothing is written into the tree.  The flags are kept per tree, below
.cache/seeds/, and asked again when the configuration changes.
"""
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDER = HERE / "record-flags"
CACHE = HERE.parents[1] / ".cache" / "seeds"

# What Kbuild would run, replaced: compile rule, saved commands, generated headers, syscall check.
REPLACED = ["rule_cc_o_c=$(CHECK) $(c_flags) $<", "cmd_and_savecmd=@:", "cmd_and_fixdep=@:",
            "if-changed-cond=y", "filechk=@:", "cmd_syscalls=:"]
# Never remade, not even for a compiler the tree was not configured with.
SETTLED = ["include/config/auto.conf", "include/config/auto.conf.cmd",
           "include/generated/autoconf.h"]
# Set by an outer make; they would leak into the kernel's.
MAKE_ENV = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "KBUILD_OUTPUT", "O", "M", "C",
            "CHECK", "CF", "CHECKFLAGS", "KCFLAGS", "V")


class TreeError(Exception):
    """The kernel tree cannot be used; the text says why and what to do."""


def default_tree():
    """The tree of USBDMA_KDIR_6_1, or .cache/linux-6.1, or None."""
    named = os.environ.get("USBDMA_KDIR_6_1")
    if named:
        return Path(named)
    cached = HERE.parents[1] / ".cache" / "linux-6.1"
    return cached if cached.is_dir() else None


def check_tree(tree):
    """Stop unless tree is a kernel source that is configured and prepared."""
    needed = [("scripts/Kbuild.include", "not a kernel source tree"),
              (".config", "not configured: run make defconfig (or copy a .config) there"),
              ("include/generated/autoconf.h", "not prepared: run make modules_prepare there")]
    for name, why in needed:
        try:
            with open(tree / name, "rb"):
                pass
        except FileNotFoundError:
            raise TreeError(f"{tree}: no {name}: {why}") from None
        except OSError as e:
            raise TreeError(f"{tree}/{name}: {e.strerror}") from None


def cache_file(tree, cc):
    """Where the flags of this tree, configuration and compiler are kept."""
    h = hashlib.sha256(f"{os.path.realpath(tree)}\0{cc}\0{REPLACED}\0".encode())
    h.update((tree / ".config").read_bytes())
    h.update((tree / "Makefile").read_bytes())
    return CACHE / f"flags-{h.hexdigest()[:16]}.json"


def recorded(where):
    """{unit: flags} of the files that record-flags wrote."""
    units = {}
    for f in Path(where).glob("[!.]*"):
        args = f.read_bytes().decode(errors="surrogateescape").split("\0")[:-1]
        unit = os.path.normpath(args.pop())
        # -MMD would write a dependency file into the tree
        units[unit] = [a for a in args if not a.startswith("-Wp,-M")]
    return units


def kbuild(tree, cc, goals, jobs):
    """Run Kbuild for the goals, return {unit: flags}."""
    env = {k: v for k, v in os.environ.items() if k not in MAKE_ENV}
    with tempfile.TemporaryDirectory(prefix="usbdma-flags-") as tmp:
        env["USBDMA_RECORD_DIR"] = tmp
        env["USBDMA_RECORDER"] = str(RECORDER)
        cmd = ["make", "-k", "-s", f"-j{jobs}", f"CC={cc}", 'CHECK=sh "$$USBDMA_RECORDER"',
               *[w for f in SETTLED for w in ("-o", f)],
               f"TMPOUT={tmp}/.try_$$$$", *REPLACED, *goals]
        run = subprocess.run(cmd, cwd=tree, env=env, stdin=subprocess.DEVNULL, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        # make always fails here (no object comes into being): its output is the only verdict
        return recorded(tmp), run.stdout


def save(path, units):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as out:
        json.dump(units, out)
    os.replace(out.name, path)


def load(path):
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {"units": {}, "dirs": []}


def flags_of(tree, units, cc="gcc", jobs=1, enabled_only=False):
    """
    {unit: flags} for the units (paths below tree) that Kbuild can compile; the
    others are missing.  Units the configuration leaves out are asked for one by one,
    unless only the enabled ones are wanted.
    """
    check_tree(tree)
    path = cache_file(tree, cc)
    cache = load(path)
    dirs = {os.path.dirname(u) for u in units if u not in cache["units"]} - set(cache["dirs"])
    dirs = sorted(d for d in dirs if (tree / d / "Makefile").is_file())
    said = ""
    if dirs:
        got, said = kbuild(tree, cc, [d + "/" for d in dirs], jobs)
        cache["units"].update(got)
        cache["dirs"] += dirs
    for unit in [] if enabled_only else units:
        if unit.endswith(".c") and unit not in cache["units"] and (tree / unit).is_file():
            cache["units"].update(one_unit(tree, cc, unit))
            dirs.append(unit)
    if dirs:
        if not cache["units"]:
            raise TreeError(f"{tree}: Kbuild gave no flags: {said.strip()[-400:]}")
        save(path, cache)
    return {u: cache["units"][u] for u in units if u in cache["units"]}


def one_unit(tree, cc, unit):
    """Flags of a unit that the configuration switches off: its directory as an external module."""
    d, base = os.path.split(unit)
    if not (tree / d / "Makefile").is_file():
        return {}
    got, _ = kbuild(tree, cc, [f"M={d}", base[:-2] + ".o"], 1)
    return {u: f + ["-DMODULE"] for u, f in got.items() if u == unit}
