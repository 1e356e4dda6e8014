#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A test of NIPA, for tests/patch/usbdma/: what HEAD brings.  0 pass, 250 warning, else fail.
exec usbdma-lint --kdir "${USBDMA_KDIR:-.}" --git HEAD~..HEAD --format nipa --quiet
