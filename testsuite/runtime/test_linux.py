# SPDX-License-Identifier: GPL-2.0-or-later
"""Drivers of Linux 6.1, unmodified: they compile, and some are probed, used and unplugged.

The files are read from the kernel tree at test time.  A driver is used by way of
its sysfs attributes: each is read, and written with a few values.
"""

import os
import pathlib

import pytest

from harness import project

import rtlib

TREE = pathlib.Path(os.environ.get("KDIR") or project.ROOT / ".cache" / "linux-6.1")
COMPILE = """
drivers/usb/misc/adutux.c drivers/usb/misc/chaoskey.c drivers/usb/misc/cypress_cy7c63.c
drivers/usb/misc/cytherm.c drivers/usb/misc/idmouse.c drivers/usb/misc/isight_firmware.c
drivers/usb/misc/ldusb.c drivers/usb/misc/legousbtower.c drivers/usb/misc/trancevibrator.c
drivers/usb/misc/usbsevseg.c
drivers/input/touchscreen/usbtouchscreen.c drivers/net/usb/cx82310_eth.c
drivers/staging/gdm724x/gdm_mux.c
""".split()
# driver, ids, result of probe, transfers at least
RUN = [("cytherm", "04b4:0002", "0", 15), ("trancevibrator", "0b49:064f", "0", 3),
       ("cypress_cy7c63", "0a2c:0008", "0", 8), ("usbsevseg", "0fc5:1227", "0", 5),
       ("isight_firmware", "05ac:8300", "-19", 20)]	# its image here is no firmware


@pytest.fixture(scope="module", autouse=True)
def built():
    if not (TREE / "drivers" / "usb").is_dir():
        assert "CI" not in os.environ, f"{TREE} is not there"
        pytest.skip(f"{TREE} is not there (testsuite/kernel/prepare 6.1)")
    why = rtlib.build()
    assert not why, why


def compiled(folder, name):
    return rtlib.compile_driver(folder / "driver.so", TREE / name,
                                flags=["-Werror=implicit-function-declaration"])


@pytest.mark.parametrize("name", COMPILE)
def test_compiles(name, tmp_path):
    compiled(tmp_path, name)


@pytest.mark.parametrize("name, ids, probe, transfers", RUN)
def test_runs(name, ids, probe, transfers, tmp_path):
    driver = compiled(tmp_path, f"drivers/usb/misc/{name}.c")
    traces = {}
    for machine in rtlib.machines():
        result = rtlib.run(driver, machine=machine, options=("-d", ids))["probe"]
        assert not result.reports, (machine, result.reports)
        assert f"probe {probe}" in result.trace, (machine, result)
        assert sum(line.startswith("urb ") for line in result.trace) >= transfers
        assert ("disconnect" in result.trace) == (probe == "0")
        traces[machine] = result.trace
    assert all(t == traces["coherent"] for t in traces.values())
