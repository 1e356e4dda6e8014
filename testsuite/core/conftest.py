# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the unit tests of the core once for all tests in this folder."""
import fcntl
import os
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def build():
    """The folder of the test programs, after make has brought them up to date."""
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    out = TOP / "build"
    out.mkdir(exist_ok=True)
    with open(out / ".core-tests.lock", "w") as lock:  # xdist: one worker builds
        fcntl.flock(lock, fcntl.LOCK_EX)
        make = subprocess.run(["make", "-s", "-j2", "tests"], cwd=TOP, env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if make.returncode:
        pytest.fail(f"make tests failed:\n{make.stdout[-5000:]}", pytrace=False)
    return out / "core-tests"


@pytest.fixture(scope="session")
def programs():
    return build()
