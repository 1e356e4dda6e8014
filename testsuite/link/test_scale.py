# SPDX-License-Identifier: GPL-2.0-or-later
"""Made-up trees (core/scale_tool.c): time and memory of the link grow as the tree does.

USBDMA_SCALE=100000 takes a few minutes and half a gigabyte of disk."""
import os
import resource
import subprocess
import time

import pytest
from harness import project
from units import LINK

SIZES = [int(n) for n in os.environ.get("USBDMA_SCALE", "1000 3000").split()]
LIMITS = {10000: (10, 1 << 20), 100000: (120, 4 << 20)}	# seconds, KiB


@pytest.mark.parametrize("n", SIZES)
def test_made_up_tree(tmp_path, n):
    tool = project.BUILD / "core-tests" / "scale_tool"
    if not tool.exists():
        if "USBDMA_NO_BUILD" in os.environ:
            pytest.skip(f"{tool} is not built: make tests")
        subprocess.run(["make", "-s", "-C", project.ROOT, str(tool)], check=True)
    subprocess.run([tool, tmp_path, str(n)], check=True)
    start = time.monotonic()
    done = subprocess.run([LINK, tmp_path], capture_output=True, text=True)
    spent = time.monotonic() - start
    said = done.stdout.splitlines()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{n} units: {spent:.2f} s, {most} KiB")
    assert said[-1] == (f"usbdma-link: {n} units joined, 0 not checked, "
                        f"{n // 100} findings across files")
    seconds, kib = LIMITS.get(n, (10, 1 << 20))
    assert spent < seconds and most < kib
