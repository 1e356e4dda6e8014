# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the house share: running make and usbdma-tree, and a fake
kernel tree that is just enough to be recognised."""
import os
import subprocess
from pathlib import Path

import pytest
from harness import compiler

TOP = Path(__file__).resolve().parents[2]
TREE = TOP / "lint/usbdma-tree"
USBDMA_VARS = ("KDIR", "FILES", "M", "STRICT", "JSONL", "ENABLE", "DISABLE", "SEVERITY", "MODEL",
               "CC", "VERBOSE")


def environment(**extra):
    drop = lambda k: k.startswith(("MAKE", "MFLAGS")) or k in USBDMA_VARS  # noqa: E731
    return {**{k: v for k, v in os.environ.items() if not drop(k)}, "LC_ALL": "C", **extra}


def run(*words, cwd=TOP, **extra):
    return subprocess.run([str(w) for w in words], cwd=cwd, env=environment(**extra),
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def gcc():
    """GCC 12 with everything built."""
    return compiler.get_or_skip("gcc-12")


@pytest.fixture(scope="session")
def cc_text():
    """What Kconfig would note of the compiler that `gcc` is."""
    return run("gcc", "--version").stdout.split("\n")[0]


@pytest.fixture
def fake_tree(tmp_path, cc_text):
    """Looks like a prepared kernel; its Makefile does what lint/kbuild.mk needs of Kbuild."""
    tree = tmp_path / "linux"
    for folder in ("scripts", "arch/x86", "include/config", "include/generated", "include/linux",
                   "drivers/usb/core", "drivers/usb/misc"):
        (tree / folder).mkdir(parents=True)
    (tree / "Makefile").write_text(
        "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nEXTRAVERSION =\n"
        "srctree := .\nexport srctree\nbuild-dir := .\nneed-sub-make :=\n")
    (tree / "scripts/Makefile.build").write_text(
        "real-obj-y := $(if $(filter drivers/usb/misc,$(obj)),drivers/usb/misc/lamp.o "
        "drivers/usb/misc/bell.o)\n"
        "subdir-ym := $(if $(filter .,$(obj)),drivers/usb/misc)\n"
        "c_flags := -std=gnu11 -O2 -Iinclude\n"
        "%.o: %.c FORCE\n\t@$(CHECK) $(c_flags) $<\nFORCE:\n")
    (tree / ".config").write_text("# Linux/x86 6.1.0 Kernel Configuration\n"
                                  f'CONFIG_CC_VERSION_TEXT="{cc_text}"\n'
                                  "CONFIG_MODULES=y\nCONFIG_USB=m\n")
    for name in ("include/config/auto.conf", "include/generated/autoconf.h",
                 "include/generated/asm-offsets.h",
                 "include/generated/utsrelease.h"):
        (tree / name).write_text("")
    (tree / "drivers/usb/core/usb.c").write_text("")
    (tree / "drivers/usb/misc/local.h").write_text("#include <linux/usb.h>\n")
    fault = ("struct usb_device;\nint usb_bulk_msg(struct usb_device *, unsigned, void *, int, "
             "int *, int);\n"
             "int lamp(struct usb_device *d);\nint lamp(struct usb_device *d)\n{\n\tchar buf[8]; "
             "int n;\n\n"
             "\treturn usb_bulk_msg(d, 0, buf, 8, &n, 1);\n}\n")
    (tree / "include/linux/usb.h").write_text("")
    (tree / "drivers/usb/misc/lamp.c").write_text("#include <linux/usb.h>\n" + fault)
    (tree / "drivers/usb/misc/bell.c").write_text('#include "local.h"\n')
    (tree / "drivers/usb/misc/never.c").write_text("#include <linux/usb.h>\n")
    (tree / "drivers/usb/misc/other.c").write_text("#include <linux/module.h>\n")
    return tree
