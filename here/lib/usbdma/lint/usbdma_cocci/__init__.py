# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of usbdma-cocci: patches (the .cocci files), spatch (runs them),
csource (what stands at a place of a C file), findings (report lines to JSONL),
rewrite (patch mode), merge (with other engines' findings), show (text).
Standard library only; where things are and what a kernel tree is, usbdma_tree knows."""
