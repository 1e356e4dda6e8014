# SPDX-License-Identifier: GPL-2.0-or-later
"""Network devices: what the stack hands down, and drivers of both shapes."""

import os
import pathlib

import pytest

from harness import project

import rtlib

TREE = pathlib.Path(os.environ.get("KDIR") or project.ROOT / ".cache" / "linux-6.1")
NIC = rtlib.HERE / "drivers" / "nic.c"
LINK = rtlib.HERE / "drivers" / "link.c"
SG = ("net->features |= 0;", "net->features |= NETIF_F_SG;")
HIGHDMA = ("net->features |= 0;", "net->features |= NETIF_F_SG | NETIF_F_HIGHDMA;")
BY_ADDRESS = ("skb_copy_bits(skb, 0, copy, skb->len);",
              "memcpy(copy, skb->data, skb_headlen(skb));\n"
              "\tif (skb->data_len)\n"
              "\t\tmemcpy(copy + skb_headlen(skb), skb_frag_address(skb_shinfo(skb)->frags),\n"
              "\t\t       skb->data_len);")


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


def compiled(folder, source, *edits):
    text = source.read_text()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    file = folder / source.name
    file.write_text(text)
    return rtlib.compile_driver(folder / "driver.so", file)


@pytest.mark.parametrize("source", [NIC, LINK], ids=lambda p: p.stem)
def test_right_drivers(tmp_path, source):
    so = compiled(tmp_path, source)
    traces = {}
    for machine in rtlib.machines():
        for options in ((), ("-H",), ("-P",)):
            result = rtlib.run(so, machine=machine, options=options)["probe"]
            assert result.status == [0] and not result.reports, (machine, options, result)
            traces[machine, options == ("-P",)] = result.trace
    for (_, power), trace in traces.items():
        assert trace == traces["coherent", power]
    assert sum(t.startswith("net rx") for t in trace) > 5
    assert {"net send 0 0", "net send 3 0", "net stop", "net unregister"} <= set(trace)


@pytest.mark.parametrize("plan", ["kmalloc:1", "kmalloc:2", "kmalloc:4", "kmalloc:7+", "submit:1",
                                  "submit:3", "stall:2", "proto:3", "short:2", "timeout:3+",
                                  "register:1", "map:2", "unplug:3", "unplug:9", "page:1"])
@pytest.mark.parametrize("source", [NIC, LINK], ids=lambda p: p.stem)
def test_failures_leave_nothing_behind(tmp_path, source, plan):
    so = compiled(tmp_path, source)
    for machine in ("coherent", "localmem"):
        result = rtlib.run(so, machine=machine, options=("-f", plan))["probe"]
        assert not result.reports and result.status in ([0], [1]), (machine, result)


def test_sg_without_highdma_gets_no_highmem(tmp_path):
    """Fragments by their address: right as long as none lies in highmem."""
    so = compiled(tmp_path, NIC, SG, BY_ADDRESS)
    result = rtlib.run(so)["probe"]
    assert not result.reports and "net send 3 0" in result.trace


def test_highdma_lets_highmem_through(tmp_path):
    so = compiled(tmp_path, NIC, HIGHDMA)
    reports = rtlib.run(so)["probe"].reports
    # where the flag is set, and where the device with the flag got such a packet
    assert [(r.cls, r.slug) for r in reports] == 2 * [("X:highdma", "netdev_highdma")]
    line = NIC.read_text().splitlines().index("\tret = register_netdev(net);") + 1
    assert reports[1].place == f"{tmp_path / 'nic.c'}:{line}"
    assert not rtlib.run(so, options=("-H",))["probe"].reports, "there is no highmem"


def test_highmem_page_has_no_address(tmp_path):
    so = compiled(tmp_path, NIC, HIGHDMA, BY_ADDRESS)
    result = rtlib.run(so)["probe"]
    assert result.status == [4] and "S:oops" in {r.cls for r in result.reports}


def test_buffer_in_netdev_priv(tmp_path):
    so = compiled(tmp_path, NIC, ("usb_rcvbulkpipe(nic->udev, 1), nic->rx,",
                                  "usb_rcvbulkpipe(nic->udev, 1), nic->inside,"))
    reports = rtlib.run(so)["probe"].reports
    assert ("X:not-dma", "netdev_priv_buffer") in {(r.cls, r.slug) for r in reports}


@pytest.mark.parametrize("old, new, cls", [
    ("\tkfree(nic->rx);\n\tusb_free_urb(nic->in);\n\tfree_netdev(nic->net);\n",
     "\tkfree(nic->rx);\n\tusb_free_urb(nic->in);\n", "X:leak"),
    ("\tdev_kfree_skb_any(skb);\n", "", "X:leak"),
    ("\tdev_kfree_skb_any(skb);\n", "\tdev_kfree_skb_any(skb);\n" * 2, "X:double-free"),
    ("kmalloc(skb->len, GFP_ATOMIC)", "kmalloc(skb->len, GFP_KERNEL)", "X:atomic"),
    ("\tunregister_netdev(nic->net);\n", "", "X:bad-free"),
])
def test_faults(tmp_path, old, new, cls):
    result = rtlib.run(compiled(tmp_path, NIC, (old, new)))["probe"]
    assert cls in {r.cls for r in result.reports}, result


LINUX = [("gl620a", "05e3:0502", 0), ("plusb", "067b:0001", 0), ("int51x1", "09e1:5121", 0),
         ("kaweth", "03e8:0008", -5)]	# what is not its firmware answers


@pytest.mark.parametrize("name, ids, probe", LINUX)
def test_drivers_of_linux(tmp_path, name, ids, probe):
    """Unmodified: probed, packets both ways, unplugged, the same on all machines."""
    if not (TREE / "drivers" / "usb").is_dir():
        assert "CI" not in os.environ, f"{TREE} is not there"
        pytest.skip(f"{TREE} is not there (testsuite/kernel/prepare 6.1)")
    so = rtlib.compile_driver(tmp_path / "driver.so", TREE / "drivers" / "net" / "usb" /
                              f"{name}.c", flags=["-w", "-Werror=implicit-function-declaration"])
    traces = {}
    for machine in rtlib.machines():
        result = rtlib.run(so, machine=machine, options=("-d", ids))["probe"]
        assert result.status == [int(probe != 0)] and not result.reports, (machine, result)
        if (name, machine) != ("gl620a", "localmem"):	# its packets do not fit there
            traces[machine] = result.trace
    assert all(t == traces["coherent"] for t in traces.values())
    assert f"probe {probe}" in traces["coherent"] and bool(probe) != (
        "net send 3 0" in traces["coherent"])
