# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests of usbdma-check."""

import pathlib
import sys

import pytest

from harness import compiler, project

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import fakes  # noqa: E402


@pytest.fixture(scope="session")
def program():
    """The program itself, built with the plugin of the first compiler there is."""
    for cc in compiler.wanted():
        if not compiler.missing(cc):
            compiler.get(cc)
            return project.BUILD / "usbdma-check"
    pytest.skip("no GCC with plugin headers")


@pytest.fixture
def bench(tmp_path, program):
    return fakes.Bench(tmp_path, program)
