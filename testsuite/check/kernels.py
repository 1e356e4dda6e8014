# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernel trees that tests may use: configured, modules_prepare done, left as they are."""

import functools
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tree(variable, folder):
    path = pathlib.Path(os.environ.get(variable) or ROOT / ".cache" / folder)
    ready = (path / "include/generated/autoconf.h").exists() and (path / ".config").exists()
    return path.resolve() if ready else None


TREES = {
    "6.1": functools.partial(tree, "USBDMA_KDIR_6_1", "linux-6.1"),
    "6.12": functools.partial(tree, "USBDMA_KDIR_6_12", "linux-6.12"),
}
