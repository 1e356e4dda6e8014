// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Non-coherent memory with its handle in the URB, read without a sync.
 */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct grab {
	struct usb_device *udev;
	struct urb *urb;
	u8 *out;
};

static void bad_done(struct urb *urb)
{
	struct grab *g = urb->context;

	memcpy(g->out, urb->transfer_buffer, 512);	/* want: missing_dma_sync */
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_start(struct grab *g)
{
	void *buf = dma_alloc_noncoherent(g->udev->bus->sysdev, 512, &g->urb->transfer_dma,
					  DMA_FROM_DEVICE, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), buf, 512, bad_done, g);
	g->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(g->urb, GFP_KERNEL);
}
