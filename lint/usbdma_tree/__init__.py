# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of usbdma-tree: kernel (the tree), files (which ones), run (the
checker over them), report (what it found).  Standard library only."""


class CannotWork(Exception):
    """The work could not be done; the text says why and what would help."""
