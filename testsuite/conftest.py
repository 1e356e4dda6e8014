# SPDX-License-Identifier: GPL-2.0-or-later
"""Collect the test drivers beside the Python tests; harness/ has the work."""

import os
import signal

import hypothesis
import pytest

from harness import compiler, project
from harness.collect import *  # noqa: F401,F403  the pytest hooks

# What `make check` or a background shell leaves behind would reach each make and child here.
for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ARCH", "CROSS_COMPILE",
             "KDIR", "M", "FILES"):
    os.environ.pop(name, None)
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.configuration.set_hypothesis_home_dir(project.BUILD / "hypothesis")
hypothesis.settings.register_profile("usbdma", deadline=None, database=None)
hypothesis.settings.load_profile("usbdma")


@pytest.fixture(params=compiler.wanted(), ids=str, scope="session")
def gcc(request):
    """Each GCC that the tests are for, with its plugin; skipped by name where it is not there."""
    return compiler.get_or_skip(request.param)
