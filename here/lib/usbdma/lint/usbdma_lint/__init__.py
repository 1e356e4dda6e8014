# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of usbdma-lint.  The data goes one way:

inputs (which units, in which states) -> engines (findings of each) -> merge
(one fault, one finding) -> compare, baseline (which are new) -> formats.

Inputs, engines, formats and commands are modules found by glob in their
folders: adding one edits no list.
"""
