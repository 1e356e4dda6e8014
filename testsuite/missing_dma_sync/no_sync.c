// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A mapping that is made once and used by every transfer; nothing in the file syncs it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct grab {
	struct usb_device *udev;
	struct urb *urb;
	dma_addr_t dma;
	u8 *buf;
	u8 *out;
	u8 first;
};

static void bad_done(struct urb *urb)
{
	struct grab *g = urb->context;
	u8 *data = urb->transfer_buffer;	/* want: missing_dma_sync */

	g->first = data[0];
	usb_submit_urb(urb, GFP_ATOMIC);
}

static void good_freed(struct urb *urb)
{
	kfree(urb->transfer_buffer);
}

int good_start(struct grab *g)
{
	struct device *hcd = g->udev->bus->sysdev;

	g->dma = dma_map_single(hcd, g->buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(hcd, g->dma))
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), g->buf, 512, bad_done, g);
	g->urb->transfer_dma = g->dma;
	g->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(g->urb, GFP_KERNEL);
}

void good_other_handler(struct urb *urb)
{
	urb->complete = good_freed;
}

/* not a completion handler: the transfer may be long unmapped */
void good_read_elsewhere(struct grab *g, struct urb *urb)
{
	memcpy(g->out, urb->transfer_buffer, 512);
}
