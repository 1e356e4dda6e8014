# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of usbdma-tree: kernel (the tree), files (which ones), run (the
checker over them), report (what it found).  Standard library only."""

import os
import sys

# in the cures that messages give
PROGRAM = os.path.basename(sys.argv[0]) if sys.argv[0].endswith(("-lint", "-cocci")) \
    else "usbdma-tree"


class CannotWork(Exception):
    """The work could not be done; the text says why and what would help."""
