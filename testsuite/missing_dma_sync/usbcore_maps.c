// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A mapping of something else: the URBs have no flag, so usbcore maps their buffers.
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
{	/* runtime: dma-debug complains of its two mappings, which are there on purpose */
	struct grab *g = urb->context;

	memcpy(g->out, urb->transfer_buffer, 512);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_start(struct grab *g, void *buf)
{	/* runtime: dma-debug complains of its two mappings, which are there on purpose */
	g->dma = dma_map_single(g->udev->bus->sysdev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(g->udev->bus->sysdev, g->dma))
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), buf, 512, good_done, g);
	return usb_submit_urb(g->urb, GFP_KERNEL);
}
