// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The handle goes through a helper; the file syncs for the CPU, but not back.
 */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct grab {
	struct usb_device *udev;
	struct urb *urb;
	u8 *out;
};

static void bad_take(struct grab *g, struct urb *urb)
{
	struct device *hcd = g->udev->bus->sysdev;

	dma_sync_single_for_cpu(hcd, urb->transfer_dma, 512, DMA_FROM_DEVICE);
	memcpy(g->out, urb->transfer_buffer, 512);
	usb_submit_urb(urb, GFP_ATOMIC);	/* want: missing_dma_sync */
}

static void good_done(struct urb *urb)
{
	if (!urb->status)
		bad_take(urb->context, urb);
}

static int good_map(struct device *hcd, void *buf, dma_addr_t *handle)
{
	*handle = dma_map_single(hcd, buf, 512, DMA_FROM_DEVICE);
	return dma_mapping_error(hcd, *handle);
}

int good_start(struct grab *g, void *buf)
{
	if (good_map(g->udev->bus->sysdev, buf, &g->urb->transfer_dma))
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), buf, 512, good_done, g);
	g->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(g->urb, GFP_KERNEL);
}
