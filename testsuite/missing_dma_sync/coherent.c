// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Coherent memory needs no sync.
 * Options: disable=coherent_leak,coherent_unchecked
 */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct grab {
	struct usb_device *udev;
	struct urb *urb;
	dma_addr_t dma;
	u8 *out;
};

static void good_done(struct urb *urb)
{
	struct grab *g = urb->context;
	struct device *hcd = g->udev->bus->sysdev;

	dev_dbg(hcd, "%d\n", urb->status);
	memcpy(g->out, urb->transfer_buffer, 512);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_start(struct grab *g, void *buf)
{
	struct device *hcd = g->udev->bus->sysdev;

	buf = usb_alloc_coherent(g->udev, 512, GFP_KERNEL, &g->dma);
	if (dma_mapping_error(hcd, g->dma))
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), buf, 512, good_done, g);
	g->urb->transfer_dma = g->dma;
	g->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(g->urb, GFP_KERNEL);
}
