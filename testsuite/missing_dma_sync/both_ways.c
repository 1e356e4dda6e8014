// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Synced for the CPU before reading, and back before the next transfer.
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

	dma_sync_single_for_cpu(hcd, urb->transfer_dma, 512, DMA_FROM_DEVICE);
	memcpy(g->out, urb->transfer_buffer, 512);
	dma_sync_single_for_device(hcd, urb->transfer_dma, 512, DMA_FROM_DEVICE);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_start(struct grab *g, void *buf)
{
	struct device *hcd = g->udev->bus->sysdev;

	g->dma = dma_map_single(hcd, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(hcd, g->dma))
		return -ENOMEM;
	usb_fill_bulk_urb(g->urb, g->udev, usb_rcvbulkpipe(g->udev, 1), buf, 512, good_done, g);
	g->urb->transfer_dma = g->dma;
	g->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(g->urb, GFP_KERNEL);
}
