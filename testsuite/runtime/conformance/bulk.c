// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Conformance: URBs with buffers of each kind, flags, handles that are not
 * valid, scatterlists.
 */
#include <linux/scatterlist.h>

#include "cases.h"

static u8 static_buf[IN_SIZE];

static int once(struct urb *urb)
{
	int err = finish(urb);

	usb_free_urb(urb);
	return err;
}

static int once_flagged(struct urb *urb, unsigned int flags, dma_addr_t dma)
{
	urb->transfer_flags |= flags;
	urb->transfer_dma = dma;
	return once(urb);
}

void out_kmalloc(void)
{
	u8 *buf = kmalloc(31, GFP_KERNEL);

	ret(once(bulk_out(command(buf), 31)));
	kfree(buf);
}

void out_stack(void)
{
	u8 buf[31];

	ret(once(bulk_out(command(buf), 31)));
}

void out_vmalloc(void)
{
	u8 *buf = vmalloc(31);

	ret(once(bulk_out(command(buf), 31)));
	vfree(buf);
}

void in_kmalloc(void)
{
	u8 *buf = kzalloc(IN_SIZE, GFP_KERNEL);

	data(once(bulk_in(buf, IN_SIZE)), buf);
	kfree(buf);
}

void in_stack(void)
{
	u8 buf[IN_SIZE] = { 0 };

	data(once(bulk_in(buf, IN_SIZE)), buf);
}

void in_static(void)
{
	data(once(bulk_in(static_buf, IN_SIZE)), static_buf);
}

static void coherent(size_t size, unsigned int flags)
{
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(rt_udev(), size, GFP_KERNEL, &dma);

	memset(buf, 0, IN_SIZE);
	data(once_flagged(bulk_in(buf, IN_SIZE), flags, dma), buf);
	ret(once_flagged(bulk_out(command(buf), 31), flags, dma));
	usb_free_coherent(rt_udev(), size, buf, dma);
}

void coh_flag(void)
{
	coherent(64, URB_NO_TRANSFER_DMA_MAP);
}

void coh_noflag(void)
{
	coherent(64, 0);
}

void coh4k_flag(void)
{
	coherent(4096, URB_NO_TRANSFER_DMA_MAP);
}

void coh4k_noflag(void)
{
	coherent(4096, 0);
}

void flag_nodma_in(void)
{
	u8 *buf = kzalloc(IN_SIZE, GFP_KERNEL);

	data(once_flagged(bulk_in(buf, IN_SIZE), URB_NO_TRANSFER_DMA_MAP, 0), buf);
	kfree(buf);
}

void flag_nodma_out(void)
{
	u8 *buf = kzalloc(31, GFP_KERNEL);

	ret(once_flagged(bulk_out(command(buf), 31), URB_NO_TRANSFER_DMA_MAP, 0));
	kfree(buf);
}

void flag_phys_in(void)
{
	u8 *buf = kzalloc(IN_SIZE, GFP_KERNEL);

	data(once_flagged(bulk_in(buf, IN_SIZE), URB_NO_TRANSFER_DMA_MAP, virt_to_phys(buf)), buf);
	kfree(buf);
}

void flag_stack_nodma(void)
{
	u8 buf[IN_SIZE] = { 0 };

	data(once_flagged(bulk_in(buf, IN_SIZE), URB_NO_TRANSFER_DMA_MAP, 0), buf);
}

/* ---- mappings of the driver ---- */

static void own_map(struct device *dev, unsigned int flags, bool after)
{
	u8 *buf = kzalloc(IN_SIZE, GFP_KERNEL);
	dma_addr_t dma = dma_map_single(dev, buf, IN_SIZE, DMA_FROM_DEVICE);
	int err;

	if (dma_mapping_error(dev, dma)) {
		ret(-ENOMEM);
		return;
	}
	err = once_flagged(bulk_in(buf, IN_SIZE), flags, dma);
	data(err, buf);
	dma_unmap_single(dev, dma, IN_SIZE, DMA_FROM_DEVICE);
	if (after)
		data(err, buf);
	kfree(buf);
}

void own_map_flag(void)
{
	own_map(rt_sysdev(), URB_NO_TRANSFER_DMA_MAP, true);
}

void own_map_noflag(void)
{
	own_map(rt_sysdev(), 0, false);
}

void intf_mapped_flag(void)
{
	struct device *dev = &rt_intf(0)->dev;

	if (dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(64)))
		ret(-EIO);
	own_map(dev, URB_NO_TRANSFER_DMA_MAP, true);
}

void intf_coherent_flag(void)
{
	struct device *dev = &rt_intf(0)->dev;
	dma_addr_t dma;
	u8 *buf;

	if (dma_set_coherent_mask(dev, DMA_BIT_MASK(64)))
		ret(-EIO);
	buf = dma_alloc_coherent(dev, IN_SIZE, &dma, GFP_KERNEL);
	data(once_flagged(bulk_in(buf, IN_SIZE), URB_NO_TRANSFER_DMA_MAP, dma), buf);
	dma_free_coherent(dev, IN_SIZE, buf, dma);
}

/* ---- flags ---- */

static void flagged(unsigned int flags)
{
	u8 *buf = kzalloc(IN_SIZE, GFP_KERNEL);

	data(once_flagged(bulk_in(buf, IN_SIZE), flags, 0), buf);
	kfree(buf);
}

void bogus_flag(void)
{
	flagged(0x8);
}

void old_internal_flag(void)
{
	flagged(URB_DMA_MAP_SINGLE);
}

/* ---- scatterlists of pages that hold something else ---- */

static void sg_pages(struct page *page, unsigned int offset, const u8 *buf)
{
	struct usb_sg_request io;
	struct scatterlist *sg = kcalloc(1, sizeof(*sg), GFP_KERNEL);

	sg_init_table(sg, 1);
	sg_set_page(sg, page, IN_SIZE, offset);
	ret(usb_sg_init(&io, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), 0, sg, 1, 0, GFP_KERNEL));
	usb_sg_wait(&io);
	data(io.status, buf);
	kfree(sg);
}

void sg_stack_page(void)
{
	u8 buf[64] __aligned(64) = { 0 };

	sg_pages(is_vmalloc_addr(buf) ? vmalloc_to_page(buf) : virt_to_page(buf),
		 offset_in_page(buf), buf);
}

void sg_vmalloc_pages(void)
{
	u8 *buf = vzalloc(8192);

	sg_pages(vmalloc_to_page(buf), 0, buf);
	vfree(buf);
}
