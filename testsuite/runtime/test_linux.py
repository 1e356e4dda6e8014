# SPDX-License-Identifier: GPL-2.0-or-later
"""Drivers of Linux 6.1, unmodified: they compile, and many are probed, used and unplugged.

The files are read from the kernel tree at test time.  linux/NAME.c is the device of a
driver and its user: the script names the driver's file, and is found by its place.  A
few others are used by way of their sysfs attributes: each is read, and written.
"""

import os
import pathlib
import re

import pytest

from harness import project

import rtlib

TREE = pathlib.Path(os.environ.get("KDIR") or project.ROOT / ".cache" / "linux-6.1")
SCRIPTS = sorted((rtlib.HERE / "linux").glob("*.c"))
# compiled, though no device is scripted for them
COMPILE = """
drivers/usb/misc/chaoskey.c drivers/usb/misc/emi26.c drivers/usb/misc/emi62.c
drivers/usb/misc/iowarrior.c drivers/input/mouse/appletouch.c drivers/input/tablet/hanwang.c
drivers/input/touchscreen/usbtouchscreen.c drivers/net/usb/cx82310_eth.c
drivers/net/usb/kaweth.c drivers/staging/gdm724x/gdm_mux.c drivers/usb/serial/cyberjack.c
drivers/usb/serial/ipw.c drivers/usb/serial/navman.c drivers/usb/serial/omninet.c
drivers/usb/serial/symbolserial.c
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


def driver_of(script):
    """The kernel's file that a script is for."""
    return re.search(r"^ \* Driver: (\S+)$", script.read_text(), re.M)[1]


def fault_of(script):
    """{(class, line of the driver)} of true faults, which the script explains."""
    return {(cls, int(line)) for cls, line in
            re.findall(r"^ \* Fault: (\S+) line (\d+): .{20}", script.read_text(), re.M)}


def compiled(folder, name, *more):
    return rtlib.compile_driver(folder / "driver.so", TREE / name, *more,
                                flags=["-Werror=implicit-function-declaration", "-w",
                                       "-I", str(rtlib.HERE / "linux")])


@pytest.mark.parametrize("name", COMPILE)
def test_compiles(name, tmp_path):
    compiled(tmp_path, name)


def test_counts(capsys):
    files = {*COMPILE, *(f"drivers/usb/misc/{name}.c" for name, *_ in RUN),
             *map(driver_of, SCRIPTS)}
    used = {driver_of(s) for s in SCRIPTS} | {name for name, _, probe, _ in RUN if probe == "0"}
    with capsys.disabled():
        print(f"\n{len(files)} drivers of Linux 6.1 compile, {len(used)} are driven on "
              f"{len(rtlib.machines())} machines")
    assert len(files) >= 25 and len(used) >= 10


def check(driver, probe, transfers, faults=frozenset(), options=()):
    """The same on all machines: no report but the faults, and the same trace."""
    traces, seen = {}, set()
    for machine in rtlib.machines():
        result = rtlib.run(driver, machine=machine, options=options)["probe"]
        found = {(r.cls, int(r.place.rpartition(":")[2])) for r in result.reports}
        assert found <= faults, (machine, result.reports)
        seen |= found
        assert f"probe {probe}" in result.trace and result.status == [int(probe != "0")], result
        assert sum(line.startswith("urb ") for line in result.trace) >= transfers
        assert ("disconnect" in result.trace) == (probe == "0")
        traces[machine] = result.trace
    assert seen == faults, "a fault that is explained was not seen"
    if not faults:
        assert all(t == traces["coherent"] for t in traces.values())


@pytest.mark.parametrize("name, ids, probe, transfers", RUN)
def test_runs(name, ids, probe, transfers, tmp_path):
    check(compiled(tmp_path, f"drivers/usb/misc/{name}.c"), probe, transfers,
          options=("-d", ids))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.stem)
def test_scripted(script, tmp_path):
    check(compiled(tmp_path, driver_of(script), script), "0", 3, fault_of(script))
