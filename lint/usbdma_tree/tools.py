# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the other parts of usbdma are: beside this file in the sources
(build/, rules/), or in lib/usbdma and share/usbdma when installed."""
import os
import re
import shutil
from pathlib import Path

from . import CannotWork

LINT = Path(__file__).resolve().parent.parent
TOP = LINT.parent                       # sources: the top folder; installed: lib/usbdma


def in_sources():
    return (TOP / "plugin" / "Makefile").exists() and (TOP / "testsuite").is_dir()


def rules_dir():
    for d in (TOP / "rules", TOP / "src" / "rules"):
        if (d / "rules.def").exists():
            return d
    raise CannotWork(f"rules/rules.def is neither in {TOP} nor in {TOP}/src: is usbdma installed "
                     f"completely?")


def version():
    for f in (TOP / "plugin/Makefile", TOP / "src/plugin/Makefile"):
        if f.exists():
            m = re.search(r"^VERSION := (\S+)", f.read_text(), re.M)
            return m.group(1) if m else "unknown"
    return "unknown"


def find_checker(given):
    """Path of usbdma-check."""
    if given:
        path = shutil.which(given) or given
        if not os.access(path, os.X_OK):
            raise CannotWork(f"--check: cannot run '{given}'")
        return Path(path).resolve()
    for path in (TOP / "build" / "usbdma-check", TOP.parent.parent / "bin" / "usbdma-check"):
        if os.access(path, os.X_OK):
            return path
    path = shutil.which("usbdma-check")
    if path:
        return Path(path).resolve()
    raise CannotWork("usbdma-check is not built: run 'make' in the top folder" if in_sources() else
                     "usbdma-check is not installed beside usbdma-tree, nor in PATH")


def titles():
    """slug -> (id, title) of rules/rules.def."""
    text = (rules_dir() / "rules.def").read_text()
    rows = re.findall(r'^RULE\((\w+),\s*(\w+),\s*\w+,\s*\w+,\s*\w+,\s*"((?:[^"\\]|\\.)*)"\)', text,
                      re.M)
    return {slug: (ident, title) for ident, slug, title in rows}


def headers(models):
    """Headers that make a file worth checking: role `header` of the API model."""
    names = []
    for path in [rules_dir() / "api.tab"] + [Path(m) for m in models]:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as e:
            raise CannotWork(f"cannot read the model {path}: {e.strerror}") from None
        names += re.findall(r"^\s*([\w./-]+\.h)\s+header\b", text, re.M)
    return sorted(set(names)) or ["linux/usb.h"]


def check_outputs(a):
    """Say at once, not after minutes, that a result can't be written."""
    if a.jsonl:
        folder = Path(a.jsonl).parent
        target = Path(a.jsonl) if Path(a.jsonl).exists() else folder
        if not folder.is_dir() or not os.access(target, os.W_OK) or Path(a.jsonl).is_dir():
            raise CannotWork(f"cannot write {a.jsonl}")


def clean_environment():
    """Ours without what an outer make, or a habit, would slip to Kbuild."""
    drop = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "GNUMAKEFLAGS", "MAKEFILES",
            "KBUILD_OUTPUT", "KBUILD_EXTMOD", "KCONFIG_CONFIG", "KDIR", "FILES", "STRICT",
            "JSONL", "ENABLE", "DISABLE", "SEVERITY", "MODEL", "JOBS", "CHAIN", "BUILD", "M",
            "O", "C", "CF", "V", "W", "CC", "CHECK", "CHECKFLAGS", "ARCH", "CROSS_COMPILE",
            "CFLAGS", "CXXFLAGS", "LDFLAGS", "LLVM", "KCFLAGS", "LC_ALL", "USBDMA_FOLDER"}
    env = {k: v for k, v in os.environ.items() if k not in drop}
    env["LC_ALL"] = "C"
    return env
