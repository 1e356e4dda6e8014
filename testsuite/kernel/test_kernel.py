# SPDX-License-Identifier: GPL-2.0-or-later
"""
A fixed list of drivers of Linux 6.1 (drivers.txt) gives the findings of reviewed.txt, no
more and no fewer.  The tree is named by USBDMA_KDIR_6_1 or is .cache/linux-6.1; without one
the test is skipped, in CI it fails.
"""
import os

import pytest

import reviewed_list as rl

JOBS = max(1, (os.cpu_count() or 2) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def test_findings_are_the_reviewed_ones():
    tree = rl.kflags.default_tree()
    if tree is None:
        why = "Linux 6.1 tree: set USBDMA_KDIR_6_1 to a configured and prepared one"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    if not os.access(rl.check_unit.CHECKER, os.X_OK):
        pytest.fail(f"{rl.check_unit.CHECKER}: not built, run make")
    drivers = rl.read_drivers()
    found, failed = rl.check_files(tree, drivers, jobs=JOBS)
    assert not failed
    add, gone = rl.differences(found, rl.read_reviewed(), drivers)
    assert not add + gone, "\n".join(["testsuite/kernel/reviewed.txt:"] + add + gone)


def test_list_is_broad():
    drivers = rl.read_drivers()
    assert len(drivers) >= 60
    for place in ("bluetooth", "hid", "i2c", "iio", "input", "isdn", "media/rc", "media/usb",
                  "mmc", "net/can/usb", "net/usb", "net/wireless", "staging", "usb/class",
                  "usb/misc", "usb/serial", "usb/storage", "w1"):
        assert [d for d in drivers if d.startswith(f"drivers/{place}/")], place
    assert [d for d in drivers if d.startswith("sound/usb/")]


def test_nearly_all_reviewed_findings_are_right():
    reviewed = rl.read_reviewed()
    wrong = [key for key, (_, why) in reviewed.items() if why.startswith("fp:")]
    assert reviewed and len(wrong) <= 0.05 * len(reviewed), wrong


def test_the_list_for_the_other_kernel():
    """Read with its own tree (docs/measurements.md); its lines are well-formed, >= 90 % right."""
    reviewed = rl.read_reviewed(rl.HERE / "coherent-6.12.txt")
    wrong = [key for key, (_, why) in reviewed.items() if why.startswith("fp:")]
    assert reviewed and len(wrong) <= 0.1 * len(reviewed), wrong


def test_every_reviewed_file_is_checked():
    """Itself, or a driver of its folder that may include it."""
    drivers = set(rl.read_drivers())
    folders = {os.path.dirname(d) for d in drivers}
    for name in {key.split(":")[0] for key in rl.read_reviewed()}:
        assert name in drivers or os.path.dirname(name) in folders, name


def finding(file, line, callee="usb_bulk_msg"):
    return {"file": file, "line": line, "column": 1, "function": "f", "callee": callee,
            "rule": "stack_buffer", "severity": "error", "message": "m"}


def test_new_and_vanished_findings_are_told(tmp_path):
    listed = tmp_path / "reviewed.txt"
    listed.write_text("# c\na.c:f:usb_bulk_msg:stack_buffer -- w\nb.c:f::stack_buffer -- w\n"
                      "c.c:f::stack_buffer -- not checked today\n")
    found = rl.keyed([finding("a.c", 9), finding("a.c", 5)])
    assert [f["line"] for f in found.values()] == [5, 9]
    add, gone = rl.differences(found, rl.read_reviewed(listed), ["a.c", "b.c"])
    assert len(add) == 1 and "a.c:f:usb_bulk_msg:stack_buffer#2 -- WHY?" in add[0]
    assert "a.c:9: error" in add[0]
    assert len(gone) == 1 and "reviewed.txt:3: b.c:f::stack_buffer" in gone[0]


@pytest.mark.parametrize("text, why", [("a.c:f:g:stack_buffer\n", ":1: want FILE"),
                                       ("a.c:f:g:stack_buffer -- \n", ":1: want FILE"),
                                       ("a.c:f:g:stack_buffer -- x\na.c:f:g:stack_buffer -- y\n",
                                        ":2: also on line 1")])
def test_bad_line_of_the_reviewed_list(tmp_path, text, why):
    (tmp_path / "r").write_text(text)
    with pytest.raises(rl.ListError, match=why):
        rl.read_reviewed(tmp_path / "r")


def test_driver_listed_twice(tmp_path):
    (tmp_path / "d").write_text("a.c\nb.c\na.c\n")
    with pytest.raises(rl.ListError, match="twice"):
        rl.read_drivers(tmp_path / "d")
