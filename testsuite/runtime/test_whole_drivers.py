# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole drivers: probed, used and disconnected on every machine, with the same trace."""

import pytest

import rtlib

METER = rtlib.HERE / "drivers" / "meter.c"
# what is wrong with the driver after one edit: (old, new, class, slug, machine that shows it)
EDITS = [
    ("\tm->in->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;\n", "", "W:vmalloc",
     "missing_no_map_flag", "iommu"),
    ("m->report = usb_alloc_coherent(m->udev, METER_SIZE, GFP_KERNEL, &m->in->transfer_dma)",
     "m->report = kzalloc(METER_SIZE, GFP_KERNEL)", "X:unmapped",
     "no_map_flag_without_handle", "coherent"),
    ("usb_free_coherent(m->udev, METER_SIZE,", "usb_free_coherent(m->udev, 8 * METER_SIZE + 1,",
     "P:bad-dma", "coherent_size_mismatch", "coherent"),
    ("\tusb_free_coherent(m->udev, METER_SIZE, m->report, m->in ? m->in->transfer_dma : 0);\n",
     "", "X:leak-coherent", "coherent_leak", "coherent"),
    ("\tusb_free_coherent(m->udev, METER_SIZE, m->report, m->in ? m->in->transfer_dma : 0);\n",
     "\tkfree(m->report);\n", "S:kfree", "coherent_wrong_release", "coherent"),
    ("u8 *copy = kmemdup(data, len, GFP_KERNEL);", "u8 *copy = (u8 *)data;", "X:free-buffer",
     "free_buffer_flag_misuse", "coherent"),
    ("kmemdup(data, len, GFP_KERNEL)", "vmalloc(len)", "W:vmalloc", "vmalloc_buffer", "coherent"),
    ("usb_submit_urb(urb, GFP_ATOMIC)", "usb_submit_urb(urb, GFP_KERNEL)", "X:atomic", "-",
     "coherent"),
    ("&m->in->transfer_dma);\n\tif (!m->report)",
     "&m->in->transfer_dma);\n\tdma_set_mask(&m->udev->dev, DMA_BIT_MASK(32));\n\tif (!m->report)",
     "X:mask", "usb_dma_set_mask", "coherent"),
]


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


@pytest.fixture(scope="module")
def meter(tmp_path_factory):
    return rtlib.compile_driver(tmp_path_factory.mktemp("meter") / "meter.so", METER,
                                flags=["-Wall", "-Wno-pointer-sign", "-Werror"])


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_right_driver(meter, seed):
    traces = {}
    for machine in rtlib.machines():
        result = rtlib.run(meter, machine=machine, options=("-s", seed))["probe"]
        assert result.status == [0] and not result.reports, (machine, result)
        assert "probe 0" in result.trace and "disconnect" in result.trace
        traces[machine] = result.trace
    assert all(t == traces["coherent"] for t in traces.values())


@pytest.mark.parametrize("seed", ["4", "5"])
def test_runs_are_repeatable(meter, seed):
    first, again = (rtlib.run(meter, options=("-s", seed))["probe"] for _ in range(2))
    assert first == again


@pytest.mark.parametrize("plan", ["kmalloc:1", "kmalloc:2", "coherent:1", "submit:1", "submit:2",
                                  "map:1", "stall:1", "short:2"])
def test_failures_leave_nothing_behind(meter, plan):
    """Each error path of the right driver: no report, no leak."""
    for machine in ("coherent", "iommu", "pio", "localmem"):
        result = rtlib.run(meter, machine=machine, options=("-f", plan))["probe"]
        assert not result.reports, (machine, result.reports)
        assert result.status in ([0], [1])


@pytest.mark.parametrize("old, new, cls, slug, machine", EDITS)
def test_each_fault_is_reported(tmp_path, old, new, cls, slug, machine):
    text = METER.read_text()
    assert old in text
    source = tmp_path / "faulty.c"
    source.write_text("#include <linux/vmalloc.h>\n#include <linux/dma-mapping.h>\n" +
                      text.replace(old, new))
    driver = rtlib.compile_driver(tmp_path / "faulty.so", source)
    result = rtlib.run(driver, machine=machine)["probe"]
    assert (cls, slug) in {(r.cls, r.slug) for r in result.reports}, result


def historic(tmp_path, function, machine):
    driver = rtlib.compile_driver(tmp_path / "historic.so", rtlib.HERE / "drivers" / "historic.c")
    result = rtlib.run(driver, function, machine=machine)[function]
    return result.cells, {r.cls for r in result.reports}


@pytest.mark.parametrize("function, machine, cells, classes", [
    ("synced", "legacy", ["30", "30"], set()),
    ("synced", "swiotlb", ["30", "30"], set()),
    ("synced", "noncoherent-inv", ["30", "30"], set()),
    ("synced", "pio", ["30", "30"], set()),
    ("not_synced", "legacy", ["30", "30"], set()),
    ("not_synced", "swiotlb", ["0", "30"], set()),
    ("not_synced", "noncoherent-inv", ["0", "30"], set()),
    ("allocated", "iommu", ["30"], set()),
    ("listed", "iommu", ["30"], set()),
    ("listed", "pio", [], set()),
    ("control", "legacy", ["30"], set()),
    # today's usbcore knows no such flag, and overwrites setup_dma: its mapping is lost
    ("control", "coherent", ["30"],
     {"W:bogus-flags", "X:setup-dma", "D:free-unalloc", "X:leak-map", "X:in-flight-free"}),
])
def test_historic_calls(tmp_path, function, machine, cells, classes):
    assert historic(tmp_path, function, machine) == (cells, classes)
