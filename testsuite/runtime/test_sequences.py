# SPDX-License-Identifier: GPL-2.0-or-later
"""Random API calls and device scripts: nothing crashes, each misuse is reported.

The generator is fuzz/; FUZZ=N runs N seeds on each machine instead of a few.
"""

import os
import shutil
import subprocess

import pytest

from harness import project

import rtlib

SEEDS = int(os.environ.get("FUZZ", "0"))
FEW = 6


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def run(machine, seed, *options):
    return rtlib.run(rtlib.BUILD / "fuzz.so", "fuzz", machine=machine,
                     options=("-s", str(seed), *options))["fuzz"]


@pytest.mark.parametrize("machine", ["pio", "coherent", "iommu", "swiotlb", "noncoherent-inv",
                                     "noncoherent-clean", "localmem", "mixed", "legacy", "xhci",
                                     "uml"])
def test_sequences(machine):
    for seed in range(1, 1 + (SEEDS or FEW)):
        result = run(machine, seed)
        assert result.cells == ["end"] and result.status == [0], (machine, seed, result.cells,
                                                                  result.reports[-2:])


@pytest.mark.parametrize("machine, seed", [
    ("localmem", 8),		# a bounce of local memory that overlaps its copy
])
def test_sequences_that_failed_once(machine, seed):
    result = run(machine, seed)
    assert result.cells == ["end"] and result.status == [0]


def test_same_seed_same_run():
    first, again, other = (run("iommu", seed) for seed in (3, 3, 4))
    assert first == again and first.trace and first.trace != other.trace


def test_misuse_is_found():
    """The generator does commit misuse, of many kinds."""
    classes = {r.cls for seed in range(1, 7) for r in run("coherent", seed).reports}
    assert len(classes) > 12, classes


@pytest.mark.parametrize("plan", ["kmalloc:5,page:2,map:2,stall:3", "unplug:4", "timeout:2+"])
def test_with_faults(plan):
    for seed in range(1, 4):
        result = run("coherent", seed, "-f", plan)
        assert result.status == [0] and result.cells[-1] == "end", (seed, result)


@pytest.mark.parametrize("what, functions", [
    ("cases", ["ctl_in_kmalloc", "coh_flag", "out_vmalloc", "free_in_flight"]), ("fuzz", ["fuzz"])])
def test_valgrind(what, functions):
    """The build without sanitizers: no invalid access, nothing lost, no uninitialised decision."""
    if not shutil.which("valgrind"):
        assert "CI" not in os.environ, "valgrind is not there"
        pytest.skip("valgrind is not there (lint/install-packages check)")
    subprocess.run(["make", "-s", "-C", str(project.ROOT), "runtime-plain",
                    f"BUILD={project.BUILD}"], check=True)
    done = subprocess.run(["valgrind", "-q", "--error-exitcode=99", "--trace-children=yes",
                           "--trace-children-skip=*addr2line", "--leak-check=full",
                           str(rtlib.BUILD / "plain" / "rt-run"), "-m", "iommu",
                           str(rtlib.BUILD / f"{what}.so"), *functions],
                          capture_output=True, text=True)
    assert done.returncode == 0 and "E 99" not in done.stdout, done.stderr[-3000:]
