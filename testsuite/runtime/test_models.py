# SPDX-License-Identifier: GPL-2.0-or-later
"""What one machine or option alone shows: isochronous packets, merged lists, masks, highmem."""

import pytest

import rtlib

ISO = rtlib.HERE / "drivers" / "iso.c"
CODE = r"""
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/uaccess.h>
#include <linux/usb.h>
#include <linux/dma-mapping.h>
#include "abi.h"
#include "device.h"

static DEFINE_PER_CPU(u8, local[64]);

static int get(void *p)
{
	return usb_control_msg(rt_udev(), usb_rcvctrlpipe(rt_udev(), 0), 6, USB_DIR_IN, 0x100, 0,
			       p, 18, 1000);
}

void percpu(void)
{
	rt_say("C %d", get(this_cpu_ptr(local)));
}

void percpu_dynamic(void)
{
	u8 __percpu *p = __alloc_percpu(64, 8);

	rt_say("C %d", get(this_cpu_ptr(p)));
	free_percpu(p);
}

void iomem(void)
{
	void __iomem *p = ioremap(0x1000, 64);

	writel(7, p);
	rt_say("C %u", readl(p));
	rt_say("C %d", get((void *)p));
	iounmap(p);
}

void user(void)
{
	void __user *p = rt_user_alloc(64);

	rt_say("C %d", get((void *)p));
}

void user_copies(void)
{
	char __user *p = rt_user_alloc(10);
	char text[16] = "123456789012345", back[16] = "";
	int ret = copy_to_user(p, text, 16);

	rt_say("C %d %d %.16s", ret, (int)copy_from_user(back, p, 16), back);
}

void user_direct(void)
{
	char *p = (char *)rt_user_alloc(10);

	rt_say("C %d", *(volatile char *)p);
}

void user_pages(void)
{
	char __user *p = rt_user_alloc(8192);
	struct page *pages[2];
	struct usb_sg_request io;
	struct scatterlist sg[2];
	u8 byte[2] = "";

	rt_say("C %d", pin_user_pages_fast((unsigned long)p, 2, FOLL_WRITE, pages));
	sg_init_table(sg, 2);
	sg_set_page(&sg[0], pages[0], 4096, 0);
	sg_set_page(&sg[1], pages[1], 4096, 0);
	rt_say("C %d", usb_sg_init(&io, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), 0, sg, 2, 0,
				   GFP_KERNEL));
	usb_sg_wait(&io);
	copy_from_user(byte, p + 8191, 1);
	rt_say("C %d %d %x", io.status, (int)io.bytes, byte[0]);
	unpin_user_pages(pages, 2);
}

void merged(void)
{
	struct page *pages[3];
	struct scatterlist sg[3];
	int n;

	sg_init_table(sg, 3);
	for (int i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		sg_set_page(&sg[i], pages[i], i < 2 ? 4096 : 100, 0);
	}
	n = dma_map_sg(rt_sysdev(), sg, 3, DMA_TO_DEVICE);
	rt_say("C %d %u", n, sg_dma_len(&sg[0]));
	dma_sync_sg_for_device(rt_sysdev(), sg, 3, DMA_TO_DEVICE);
	dma_unmap_sg(rt_sysdev(), sg, UNMAP, DMA_TO_DEVICE);
	for (int i = 0; i < 3; i++)
		__free_page(pages[i]);
}

void mask(void)
{
	rt_say("C %d", dma_set_mask(&rt_udev()->dev, DMA_BIT_MASK(32)));
}

void highmem(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);
	u8 *p = kmap(page);

	rt_say("C %d %d", PageHighMem(page), get(p));
	kunmap(page);
	__free_page(page);
}

void handle(void)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *p = kzalloc(64, GFP_KERNEL);
	int actual = -1;

	usb_fill_bulk_urb(urb, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), p, 64, NULL, NULL);
	urb->complete = (void *)usb_unanchor_urb;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (!usb_submit_urb(urb, GFP_KERNEL))
		msleep(5);
	rt_say("C %d", urb->status);
	usb_free_urb(urb);
	kfree(p);
}

void small(void)
{
	dma_addr_t a, b;
	void *p = usb_alloc_coherent(rt_udev(), 8, GFP_KERNEL, &a);
	void *q = usb_alloc_coherent(rt_udev(), 8, GFP_KERNEL, &b);

	rt_say("C %d", (int)(b > a ? b - a : a - b));
	usb_free_coherent(rt_udev(), 8, p, a);
	usb_free_coherent(rt_udev(), 8, q, b);
}
"""


@pytest.fixture(scope="module", autouse=True)
def built():
    why = rtlib.build()
    assert not why, why


@pytest.fixture(scope="module")
def iso(tmp_path_factory):
    return rtlib.compile_driver(tmp_path_factory.mktemp("iso") / "iso.so", ISO)


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    (folder / "calls.c").write_text(CODE.replace("UNMAP", "3"))
    return rtlib.compile_driver(folder / "calls.so", folder / "calls.c")


def ran(driver, function, machine="coherent", *options):
    result = rtlib.run(driver, function, machine=machine, options=options)[function]
    return result.cells, {(r.cls, r.slug) for r in result.reports}


def test_isochronous(iso):
    packets = ["packet 0 32", "packet 0 16", "packet 0 0", "packet 0 32"]
    for machine in rtlib.machines():
        assert ran(iso, "iso_in", machine) == (
            ["submit 0", "0 actual 80 errors 0", *packets, "bytes 10 11 00 13"], set())
        assert ran(iso, "iso_out", machine)[0][:6] == ["submit 0", "0 actual 80 errors 0", *packets]


def test_isochronous_errors(iso):
    assert ran(iso, "iso_none")[0][0] == "submit -22"
    assert ran(iso, "iso_too_long")[0][0] == "submit -90"
    cells, reports = ran(iso, "iso_behind")
    assert cells[5] == "packet -22 0" and reports == {("X:length", "length_exceeds_buffer")}
    cells, reports = ran(iso, "iso_in", "coherent", "-f", "iso:2")
    assert cells[1:4] == ["0 actual 64 errors 1", "packet 0 32", "packet -84 0"] and not reports


@pytest.mark.parametrize("machine, after, reported", [
    ("coherent", "after 11223344", False), ("iommu", "after 11223344", False),
    ("pio", "after 11223344", False), ("noncoherent-inv", "after 0", True),
    ("noncoherent-clean", "after 11223344", True)])
def test_other_cpu_beside_the_buffer(iso, machine, after, reported):
    cells, reports = ran(iso, "embedded", machine)
    assert cells[-1] == after
    assert (("X:neighbour", "embedded_in_buffer") in reports) == reported


@pytest.mark.parametrize("function, machine, cells, report", [
    ("percpu", "coherent", ["-11"], ("W:vmalloc", "percpu_buffer")),
    ("percpu", "pio", ["18"], ("X:not-dma", "percpu_buffer")),
    ("percpu_dynamic", "iommu", ["-11"], ("W:vmalloc", "percpu_buffer")),
    ("iomem", "coherent", ["7", "-11"], ("W:vmalloc", "iomem_buffer")),
    ("iomem", "pio", ["7", "18"], ("X:not-dma", "iomem_buffer")),
    ("user", "coherent", ["18"], ("D:invalid-area", "user_pointer")),
    ("user", "pio", ["18"], ("X:not-dma", "user_pointer")),
    ("user_direct", "coherent", [], ("S:oops", "-")),
    ("highmem", "coherent", ["1 18"], ("D:invalid-area", "kmap_buffer")),
    ("mask", "legacy", ["0"], ("X:canary", "usb_dma_set_mask")),
    ("mask", "coherent", ["-5"], ("X:mask", "usb_dma_set_mask")),
])
def test_faults(calls, function, machine, cells, report):
    seen, reports = ran(calls, function, machine)
    assert seen == cells and report in reports, (seen, reports)


def test_user_memory(calls):
    for machine in ("coherent", "iommu", "noncoherent-inv"):
        assert ran(calls, "user_copies", machine) == (["6 6 1234567890"], set())
        assert ran(calls, "user_pages", machine) == (["2", "0", "0 8192 31"], set())
    assert ran(calls, "user_copies", "coherent", "-f", "user:1")[0] == ["16 6 "]


def test_without_highmem(calls):
    assert ran(calls, "highmem", "coherent", "-H") == (["0 18"], set())


def test_merged_by_the_iommu(calls, tmp_path):
    assert ran(calls, "merged", "iommu") == (["1 8292"], set())
    assert ran(calls, "merged") == (["3 4096"], set())
    (tmp_path / "calls.c").write_text(CODE.replace("UNMAP", "n"))
    wrong = rtlib.compile_driver(tmp_path / "calls.so", tmp_path / "calls.c")
    assert ("D:nents", "-") in ran(wrong, "merged", "iommu")[1]
    assert not ran(wrong, "merged")[1], "only an IOMMU merges"


def test_refused_by_the_iommu(calls):
    assert ran(calls, "handle", "iommu")[0] == ["0"]	# as measured
    assert ran(calls, "handle", "iommu", "-e")[0] == ["-71"]
    assert ran(calls, "handle", "coherent", "-e")[0] == ["0"]


@pytest.mark.parametrize("align, distance", [("8", "32"), ("64", "64"), ("128", "128")])
def test_pools_by_alignment(calls, align, distance):
    assert ran(calls, "small", "coherent", "-a", align) == ([distance], set())
