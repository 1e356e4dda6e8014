# SPDX-License-Identifier: GPL-2.0-or-later
"""
The solver's time over the size of a function, with the optimised core: near-linear, and where
a limit is hit the function is given up early and said to be.
"""
import resource
import subprocess

import pytest

import large_unit

SMALL, LARGE = 5000, 50000
SECONDS = 2.0


def cpu_time(program, unit):
    """(seconds of the fastest of three runs, functions given up)"""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        p = subprocess.run([program, unit], text=True, timeout=60, check=True,
                           stdout=subprocess.PIPE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    tally = p.stdout.splitlines()[-1].split()
    assert tally[:2] == ["==", "1"], p.stdout
    return min(times), int(tally[2])


@pytest.fixture(scope="module")
def measure(programs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")

    def run(statements, keep=0):
        unit = folder / f"{statements}-{keep}.facts"
        unit.write_text(large_unit.write(statements, keep))
        return cpu_time(programs / "solve_fast", unit)
    return run


def test_time_is_near_linear(measure):
    """All rules, thousands of allocations."""
    (small, up), (large, large_up) = measure(SMALL), measure(LARGE)
    assert (up, large_up) == (0, 0), "given up"
    assert large < SECONDS
    assert large < 20 * max(small, 0.01), f"{small:.3f} s, {large:.3f} s for ten times as much"


def test_much_alive_at_once_is_given_up_visibly(measure):
    """Every URB lives to the end of the function, so each is followed through all of it."""
    small, up = measure(500, keep=LARGE)
    assert up == 0 and small < SECONDS
    large, up = measure(LARGE, keep=LARGE)
    assert large < SECONDS
    assert up == 1, "neither linear nor given up: is the limit still there?"
