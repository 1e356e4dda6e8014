# SPDX-License-Identifier: GPL-2.0-or-later
"""Suspend, resume, reset and autosuspend, on every machine, with the same trace."""

import pytest

import rtlib

SLEEPER = rtlib.HERE / "drivers" / "sleeper.c"


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def driver(folder, *edits, source=SLEEPER):
    text = source.read_text()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    file = folder / "driver.c"
    file.write_text(text)
    return rtlib.compile_driver(folder / "driver.so", file)


def steps(result):
    return [t for t in result.trace if not t.startswith("urb ")]




def test_right_driver(tmp_path):
    so = driver(tmp_path)
    traces = {}
    for machine in rtlib.machines():
        result = rtlib.run(so, machine=machine, options=("-P",))["probe"]
        assert result.status == [0] and not result.reports, (machine, result)
        traces[machine] = result.trace
    assert all(t == traces["coherent"] for t in traces.values())
    seen = steps(result)
    assert seen[:2] == ["init 0", "probe 0"] and seen[-1] == "disconnect"
    assert {"suspend 0", "asleep", "awake", "resume 0", "reset 0"} <= set(seen)
    assert seen.count("disconnect") == 1, "it has all callbacks: nobody unbinds it"


def test_asleep_after_two_seconds_idle(tmp_path):
    seen = steps(rtlib.run(driver(tmp_path))["probe"])
    assert seen == ["init 0", "probe 0", "suspend 0", "asleep", "disconnect"]


@pytest.mark.parametrize("edit", [("\t.supports_autosuspend = 1,\n", ""),
                                  ("\tusb_enable_autosuspend(s->udev);\n", ""),
                                  ("\tusb_autopm_put_interface(intf);\n", "")])
def test_stays_awake(tmp_path, edit):
    result = rtlib.run(driver(tmp_path, edit))["probe"]
    assert "asleep" not in result.trace and not result.reports


@pytest.mark.parametrize("edit", [("\t.resume = sensor_resume,\n", ""),
                                  ("\t.reset_resume = sensor_reset_resume,\n", ""),
                                  ("\t.post_reset = sensor_post_reset,\n", ""),
                                  ("static int sensor_pre_reset(struct usb_interface *intf)\n{\n",
                                   "static int sensor_pre_reset(struct usb_interface *intf)\n"
                                   "{\n\tif (1)\n\t\treturn 1;\n")])
def test_is_bound_again(tmp_path, edit):
    """Without the callback, or when it refuses: unbound and probed again."""
    result = rtlib.run(driver(tmp_path, edit), options=("-P",))["probe"]
    seen = steps(result)
    assert seen.count("disconnect") > 1 and seen.count("probe 0") == seen.count("disconnect")
    assert not result.reports


def test_urbs_left_in_flight_come_back(tmp_path):
    """No kill in suspend(): usbcore takes the URB back, and nothing is submitted asleep."""
    so = driver(tmp_path, ("\tusb_kill_urb(s->urb);\n\treturn 0;", "\treturn 0;"),
                ("if (!urb->status && ++s->count % 4)\n\t\t",
                 "++s->count;\n\trt_say(\"C %d\", "),
                ("usb_submit_urb(urb, GFP_ATOMIC);\n", "usb_submit_urb(urb, GFP_ATOMIC));\n"))
    result = rtlib.run(so, options=("-P", "-f", "timeout:2+"))["probe"]
    assert any("status -108" in t for t in result.trace)
    assert "-113" in result.cells		# -EHOSTUNREACH


def test_put_without_get(tmp_path):
    so = driver(tmp_path, ("\tusb_autopm_put_interface(intf);\n",
                           "\tusb_autopm_put_interface(intf);\n" * 2))
    reports = rtlib.run(so)["probe"].reports
    assert [r.cls for r in reports] == ["W:pm-underflow"]
    assert "driver.c" in reports[0].place


def test_reset_that_fails_is_an_unplug(tmp_path):
    result = rtlib.run(driver(tmp_path), options=("-P", "-f", "reset:1"))["probe"]
    assert "reset -19" in result.trace and not result.reports
    assert steps(result)[-1] == "disconnect"


@pytest.mark.parametrize("n", range(1, 12, 2))
def test_unplugged_in_flight(tmp_path, n):
    so = driver(tmp_path)
    for machine in ("coherent", "iommu", "localmem", "noncoherent-inv"):
        result = rtlib.run(so, machine=machine, options=("-P", "-f", f"unplug:{n}"))["probe"]
        assert result.status == [0] and not result.reports, (machine, result)
        assert result.trace.count("disconnect") == 1
