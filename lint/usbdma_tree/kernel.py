# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel tree: is it one, is it configured, by which compiler, and is it
prepared.  Only prepare() ever writes to it, and says so."""
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from . import PROGRAM, CannotWork
from .tools import clean_environment

ARCHES = {"x86_64": "x86", "i686": "x86", "i386": "x86", "aarch64": "arm64", "ppc64le": "powerpc",
          "s390x": "s390",
          "riscv64": "riscv", "armv7l": "arm", "loongarch64": "loongarch"}


def read(path, what):
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as e:
        raise CannotWork(f"cannot read {what} {path}: {e.strerror}") from None


def folder(given):
    """The KDIR given as a folder that can be read, or CannotWork."""
    kdir = Path(given)
    try:
        kdir.stat()
        os.listdir(kdir)
    except NotADirectoryError:
        raise CannotWork(f"KDIR={given} is not a folder") from None
    except OSError as e:
        raise CannotWork(f"cannot read KDIR={given}: {e.strerror}") from None
    kdir = kdir.resolve()
    if re.search(r"[\s:]", str(kdir)):
        raise CannotWork(f"Kbuild cannot work in a path with spaces or colons: '{kdir}' (a "
                         f"symbolic link does "
                         "not help, the tree must be moved)")
    return kdir


def source_of(kdir, given):
    """Source folder: kdir itself, or what an O= folder's Makefile includes."""
    makefile = kdir / "Makefile"
    if not makefile.exists():
        raise CannotWork(f"KDIR={given} is not a kernel tree: it has no Makefile")
    text = read(makefile, "KDIR's")
    if re.search(r"^VERSION\s*=\s*\d", text, re.M) and (kdir / "scripts").is_dir():
        return kdir, text
    m = re.search(r"^(?:include (/\S+)/Makefile$|KERNELSRC\s*:?=\s*(\S+))", text, re.M)
    source = Path(m.group(1) or m.group(2)) if m else kdir / "source"
    if (source / "Makefile").exists():
        text = read(source / "Makefile", "the kernel's")
        if re.search(r"^VERSION\s*=\s*\d", text, re.M):
            return source.resolve(), text
    raise CannotWork(f"KDIR={given} is not a kernel tree: its Makefile is not the kernel's, nor "
                     f"one that "
                     "'make O=' wrote")


def config_of(kdir, source, given):
    config = kdir / ".config"
    if not config.exists():
        raise CannotWork(f"KDIR={given} is not configured: it has no .config\n"
                         f"{PROGRAM}: to configure it: make -C {shlex.quote(str(kdir))} "
                         f"allmodconfig modules_prepare"
                         "  (or defconfig, or your own .config and olddefconfig)")
    text = read(config, "the configuration")
    values = dict(re.findall(r'^CONFIG_(\w+)=(.*)$', text, re.M))
    m = re.search(r"^# Linux/(\w+) ", text, re.M)
    arch = m.group(1) if m else None
    if arch == "x86_64" or arch == "i386":
        arch = "x86"
    if not values:
        raise CannotWork(f"{config} sets nothing: is it a kernel configuration?")
    if arch and not (source / "arch" / arch).is_dir():
        raise CannotWork(f"{config} is for '{arch}', which this tree does not know")
    if values.get("MODULES") != "y" and values.get("USB") != "y":
        raise CannotWork(f"{config} has neither modules nor USB: nothing to check")
    return values, arch


def version_text(cc):
    """First line of CC --version, as Kconfig keeps it; None when it can't be run."""
    try:
        p = subprocess.run(shlex.split(cc) + ["--version"], env=clean_environment(),
                           stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                           check=False)
    except OSError:
        return None
    return p.stdout.split("\n")[0].replace("#", "") if p.returncode == 0 and p.stdout else None


def candidates(text, cross):
    first = text.split()[0] if text else "gcc"
    major = re.search(r"(\d+)(\.\d+)+", text)
    major = major.group(1) if major else ""
    if "clang" in text:
        return ["clang", f"clang-{major}"]
    plain = re.sub(r"-\d+$", "", first)
    names = [(cross or "") + "gcc", first, plain, f"{plain}-{major}", "gcc", f"gcc-{major}"]
    return list(dict.fromkeys(n for n in names if shutil.which(n)))


def find_cc(tree, a):
    """Kbuild's CC: the compiler that configured the tree, else Kbuild would
    write a new configuration.  Another --cc only does the checking."""
    text = tree.config.get("CC_VERSION_TEXT", "").strip('"')
    tried = []
    for cc in ([a.cc] if a.cc else []) + candidates(text, a.cross_compile):
        got = version_text(cc)
        if got == text or (got and not text):
            return cc
        tried.append(f"{cc} is '{got}'")
    if tree.external:
        return (a.cross_compile or "") + "gcc"
    raise CannotWork(f"the tree was configured by '{text}', which is not installed here"
                     + (f" ({'; '.join(tried)})" if tried else "") + "\n"
                     f"{PROGRAM}: install that compiler, or configure the tree anew with this "
                     "one: "
                     f"make -C {shlex.quote(str(tree.kdir))} olddefconfig modules_prepare")


def open_tree(a):
    kdir = folder(a.kdir)
    source, text = source_of(kdir, a.kdir)
    number = ".".join(re.findall(r"^(?:VERSION|PATCHLEVEL|SUBLEVEL) *=[ \t]*(\d+)", text, re.M))
    config, arch = config_of(kdir, source, a.kdir)
    tree = SimpleNamespace(kdir=kdir, source=source, version=number, config=config, external=None,
                           vars=[])
    if a.module:
        tree.external = external_module(a, tree)
    if not tree.external and not (source / "drivers/usb/core/usb.c").exists():
        raise CannotWork(f"KDIR={a.kdir} has headers only, no drivers: give M=FOLDER of an "
                         f"external module")
    tree.cc = find_cc(tree, a)
    tree.vars = variables(tree, a, arch)
    return tree


def external_module(a, tree):
    """Folder of an external module, or None when M is a folder of the tree."""
    for base in (tree.source, Path.cwd()):
        m = base / a.module
        if m.is_dir():
            m = m.resolve()
            break
    else:
        raise CannotWork(f"M={a.module}: there is no such folder, neither in {tree.source} "
                         "nor here")
    if m == tree.source or tree.source in m.parents:
        return None
    if re.search(r"[\s:%]", str(m)):
        raise CannotWork(f"Kbuild cannot build a module in a path with spaces, colons or percent "
                         f"signs: '{m}'")
    if not (m / "Kbuild").exists() and not (m / "Makefile").exists():
        raise CannotWork(f"M={a.module} has neither a Kbuild file nor a Makefile")
    return m


# With another linker, nm or ar Kbuild would configure the tree anew: symbol -> what it stands for
LLVM_TOOLS = {"CONFIG_LD_IS_LLD": ["LD=ld.lld"],
              "CONFIG_HAS_LTO_CLANG": ["AR=llvm-ar", "NM=llvm-nm"]}


def llvm_tools(kdir):
    """The tools a tree was configured with, as words for make, as far as they are installed."""
    config = (kdir / ".config").read_text(errors="replace").splitlines()
    words = [w for symbol, words in LLVM_TOOLS.items() if f"{symbol}=y" in config for w in words]
    # a symbol that is not even offered with llvm-objcopy
    if "CONFIG_X86_64=y" in config and not any("CONFIG_X86_X32_ABI" in line for line in config):
        words.append("OBJCOPY=llvm-objcopy")
    return [w for w in words if shutil.which(w.partition("=")[2])]


def variables(tree, a, arch):
    """What goes to every make on the command line."""
    out = [f"CC={tree.cc}"]
    machine = ARCHES.get(platform.machine(), platform.machine())
    if a.arch or (arch and arch != machine):
        out.append(f"ARCH={a.arch or arch}")
    cross = a.cross_compile
    if cross is None and not tree.cc.startswith("clang"):
        m = re.fullmatch(r"(.+-)gcc(-\d+)?", Path(tree.cc).name)
        cross = m.group(1) if m and m.group(1).count("-") >= 2 else None
    if cross:
        out.append(f"CROSS_COMPILE={cross}")
    if tree.cc.startswith("clang"):
        out += llvm_tools(Path(tree.kdir))
    return out


def missing_preparation(tree):
    """Why the headers Kbuild generates are not there or out of date, or None."""
    auto = tree.kdir / "include/config/auto.conf"
    for path in (auto, tree.kdir / "include/generated/autoconf.h",
                 tree.kdir / "include/generated/asm-offsets.h",
                 tree.kdir / "include/generated/utsrelease.h"):
        if not path.exists():
            return f"{path.relative_to(tree.kdir)} is missing"
    if not tree.external and (tree.kdir / ".config").stat().st_mtime > auto.stat().st_mtime:
        return ".config is newer than include/config/auto.conf"
    return None


def prepare(tree, a):
    why = missing_preparation(tree)
    if not why:
        return
    command = ["make", "-C", str(tree.kdir), f"-j{a.jobs}", *tree.vars, "modules_prepare"]
    shown = " ".join(shlex.quote(w) for w in command)
    if not os.access(tree.kdir, os.W_OK):
        raise CannotWork(f"the tree is configured but not prepared ({why}), and you may not write "
                         f"to it\n"
                         f"{PROGRAM}: whoever may should run: {shown}")
    print(f"{PROGRAM}: {why}; preparing the tree, once: {shown}", file=sys.stderr)
    p = subprocess.run(command, env=clean_environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if p.returncode or missing_preparation(tree):
        tail = "\n".join(p.stdout.strip().split("\n")[-15:])
        raise CannotWork(f"preparing the tree failed:\n{tail}\n{PROGRAM}: the command was: "
                         f"{shown}")
