// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory the driver has mapped itself: with URB_NO_TRANSFER_DMA_MAP and a
 * handle of the same allocation, transfer_buffer is for the CPU only.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct iso_buf {
	struct urb *urb;
	struct sg_table *sgt;
	u8 *iobuf;
	dma_addr_t iobuf_dma;
};

static void iso_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "iso: %d\n", urb->status);
}

int good_noncontiguous(struct usb_device *udev, struct iso_buf *b, size_t size)
{
	struct device *dev = udev->bus->sysdev;
	void *va;

	b->sgt = dma_alloc_noncontiguous(dev, size, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	if (!b->sgt)
		return -ENOMEM;
	va = dma_vmap_noncontiguous(dev, size, b->sgt);
	if (!va) {
		dma_free_noncontiguous(dev, size, b->sgt, DMA_FROM_DEVICE);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(b->urb, udev, usb_rcvbulkpipe(udev, 1), va, size,
			  iso_done, b);
	b->urb->transfer_dma = sg_dma_address(b->sgt->sgl);
	b->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(b->urb, GFP_KERNEL);
}

/* The flag goes with the buffer's identity, as in usb-storage. */
int good_flag_by_identity(struct usb_device *udev, struct iso_buf *b, void *buf,
			  unsigned int len)
{
	usb_fill_bulk_urb(b->urb, udev, usb_rcvbulkpipe(udev, 1), buf, len,
			  iso_done, b);
	b->urb->transfer_flags = 0;
	if (b->urb->transfer_buffer == b->iobuf)
		b->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	b->urb->transfer_dma = b->iobuf_dma;
	return usb_submit_urb(b->urb, GFP_NOIO);
}

/* A vmap()ed range without a handle of its own. */
int bad_vmap(struct usb_device *udev, struct iso_buf *b, struct page **pages)
{
	void *va = vmap(pages, 4, VM_MAP, PAGE_KERNEL);

	if (!va)
		return -ENOMEM;
	b->iobuf = va;
	usb_fill_bulk_urb(b->urb, udev, usb_rcvbulkpipe(udev, 1), va, 4 * PAGE_SIZE,	/* want: vmalloc_buffer */
			  iso_done, b);
	return usb_submit_urb(b->urb, GFP_KERNEL);
}
