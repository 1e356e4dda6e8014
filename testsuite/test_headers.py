# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel headers of the tests: each stands alone, and defines nothing for other files."""

import re
import subprocess

import pytest

from harness import compiler, project

HEADERS = sorted(str(p.relative_to(project.INCLUDE)) for p in project.INCLUDE.rglob("*.h"))
CC = compiler.wanted()[0]
FACTS = r"""
#include <linux/usb.h>
#include <linux/netdevice.h>
#include <linux/dma-mapping.h>
#include <linux/i2c.h>
#include <linux/hid.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <linux/sched/task_stack.h>

_Static_assert(URB_NO_TRANSFER_DMA_MAP == 4 && URB_FREE_BUFFER == 0x100, "");
_Static_assert(NETIF_F_HIGHDMA == 0x20 && NETIF_F_SG == 1 && NETIF_F_TSO == 0x10000, "");
_Static_assert(GFP_KERNEL == 0xcc0 && GFP_DMA == 1 && GFP_DMA32 == 4, "");
_Static_assert(DMA_BIT_MASK(32) == 0xffffffff && DMA_BIT_MASK(64) == ~0ULL, "");
_Static_assert(I2C_M_DMA_SAFE == 0x200, "");
_Static_assert(sizeof(struct usb_ctrlrequest) == 8, "");
_Static_assert(sizeof(struct usb_device_descriptor) == 18, "");
_Static_assert(sizeof(struct usb_endpoint_descriptor) == 9, "");
_Static_assert(sizeof(dma_addr_t) == 8 && sizeof(gfp_t) == 4 && sizeof(u64) == 8, "");

struct lonely {
	int n;
	__dma_from_device_group_begin();
	u8 rx[8];
	__dma_from_device_group_end();
	int m;
};
_Static_assert(offsetof(struct lonely, rx) % ARCH_DMA_MINALIGN == 0, "");
_Static_assert(offsetof(struct lonely, m) - offsetof(struct lonely, rx) == ARCH_DMA_MINALIGN, "");

unsigned int pipes(struct usb_device *d)
{
	u8 *p __free(kfree) = kmalloc(8, GFP_KERNEL);

	if (!p || is_vmalloc_addr(p) || object_is_on_stack(p) || !virt_addr_valid(p))
		return 0;
	return usb_rcvctrlpipe(d, 0) & usb_sndbulkpipe(d, 2);
}
"""


def compile_text(text, *flags):
    return subprocess.run([CC, *compiler.base_flags(CC), "-O2", "-Wall", "-Werror", "-x", "c", "-",
                           *flags], input=text, capture_output=True, text=True,
                          env=compiler.environment())


@pytest.fixture(scope="module", autouse=True)
def compiler_is_there():
    why = compiler.missing(CC)
    if why:
        pytest.skip(why)


@pytest.mark.parametrize("header", HEADERS)
def test_stands_alone(header):
    done = compile_text(f"#include <{header}>\n#include <{header}>\n", "-S", "-o", "/dev/null")
    assert done.returncode == 0, done.stderr


def test_facts_of_the_api():
    done = compile_text(FACTS, "-S", "-o", "/dev/null")
    assert done.returncode == 0, done.stderr


def test_nothing_is_defined_for_other_files(tmp_path):
    """All headers in one object: it exports no symbol and needs no libc."""
    out = tmp_path / "all.o"
    text = "".join(f"#include <{h}>\n" for h in HEADERS)
    done = compile_text(text, "-c", "-o", str(out))
    assert done.returncode == 0, done.stderr
    names = subprocess.run(["nm", "--defined-only", "-g", str(out)], capture_output=True,
                           text=True, check=True).stdout
    assert not names, f"defined in headers:\n{names}"


def test_names_of_the_headers():
    """Each header says its own name; the guard is derived from it."""
    wrong = []
    for header in HEADERS:
        text = (project.INCLUDE / header).read_text()
        guard = "RT_" + re.sub(r"\W", "_", header).upper()
        if f" * {header} - " not in text or f"#ifndef {guard}\n#define {guard}\n" not in text:
            wrong.append(f"{header}:1: name or guard differs from the file's")
    assert not wrong, "\n".join(wrong)
