# SPDX-License-Identifier: GPL-2.0-or-later
"""Modules of a folder by their NAME, so that adding a file adds a part."""
import functools
import importlib
from pathlib import Path


@functools.lru_cache(maxsize=None)
def modules(folder):
    """name -> module, in order of name, of usbdma_lint/<folder>/*.py."""
    out = {}
    for path in sorted((Path(__file__).parent / folder).glob("[a-z]*.py")):
        module = importlib.import_module(f"usbdma_lint.{folder}.{path.stem}")
        if hasattr(module, "NAME"):
            out[module.NAME] = module
    return out
