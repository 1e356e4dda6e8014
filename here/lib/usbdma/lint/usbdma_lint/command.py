# SPDX-License-Identifier: GPL-2.0-or-later
"""The suite's other commands, found beside this one, in the build, or in PATH."""
import os
import shutil

from usbdma_tree import tools


def find(name):
    """Full path of the command, or None."""
    for folder in (tools.LINT, tools.TOP / "build", tools.TOP.parent.parent / "bin"):
        path = folder / name
        if os.access(path, os.X_OK) and path.is_file():
            return str(path)
    return shutil.which(name)
