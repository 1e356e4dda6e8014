# SPDX-License-Identifier: GPL-2.0-or-later
"""Input: files and folders of a tree, a module, or the whole tree, as Kbuild
would compile them."""
from usbdma_tree import CannotWork, files, kernel

from .. import states
from ..job import Job

NAME = "tree"
LAST = True                     # taken when no other input is asked for


def wanted(a):
    return True


def collect(a, _work):
    tree = states.open_tree(a)
    found = files.find(tree, a)
    kernel.prepare(tree, a)
    if not found.names:
        raise CannotWork(f"no C file in {found.where} includes a header of the API model "
                         "(linux/usb.h ...)")
    state = states.state(tree, found.names, a)
    state.skipped += [(n, "Kbuild cannot build a file of that name") for n in found.odd]
    state.explicit = found.explicit
    return Job(state, f"Linux {tree.version}, {states.root_of(tree)}")
