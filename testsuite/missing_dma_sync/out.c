// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A command buffer that is mapped once; each command is written and sent without a sync.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct lamp {
	struct usb_device *udev;
	struct urb *urb, *poll;
	u8 *cmd, *in;
};

static void good_done(struct urb *urb)
{
	struct lamp *l = urb->context;

	if (urb->status)
		dev_err(&l->udev->dev, "%d\n", urb->status);
}

int good_start(struct lamp *l)
{
	struct device *hcd = l->udev->bus->sysdev;

	l->cmd = kmalloc(64, GFP_KERNEL);
	l->in = kmalloc(64, GFP_KERNEL);
	if (!l->cmd || !l->in)
		return -ENOMEM;
	usb_fill_bulk_urb(l->urb, l->udev, usb_sndbulkpipe(l->udev, 2), l->cmd, 64, good_done, l);
	l->urb->transfer_dma = dma_map_single(hcd, l->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(hcd, l->urb->transfer_dma))
		return -ENOMEM;
	l->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(l->poll, l->udev, usb_rcvbulkpipe(l->udev, 1), l->in, 64, good_done, l);
	l->poll->transfer_dma = dma_map_single(hcd, l->in, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(hcd, l->poll->transfer_dma))
		return -ENOMEM;
	l->poll->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

int bad_switch(struct lamp *l, u8 on)
{
	l->cmd[0] = 0x10;
	l->cmd[1] = on;
	return usb_submit_urb(l->urb, GFP_KERNEL);	/* want(plugin): missing_dma_sync */
}

int bad_copy(struct lamp *l, const void *data)
{
	memcpy(l->urb->transfer_buffer, data, 64);
	return usb_submit_urb(l->urb, GFP_KERNEL);	/* want(plugin): missing_dma_sync */
}

/* Nothing was written since the last time. */
int good_again(struct lamp *l)
{
	return usb_submit_urb(l->urb, GFP_KERNEL);
}

/* What is received needs no sync for the device that the CPU has not written. */
int good_poll(struct lamp *l)
{
	l->in[0] = 0;
	return usb_submit_urb(l->poll, GFP_KERNEL);
}

/* Mapped anew for this transfer. */
int good_mapped(struct lamp *l, u8 on)
{
	struct device *hcd = l->udev->bus->sysdev;

	l->cmd[0] = on;
	l->urb->transfer_dma = dma_map_single(hcd, l->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(hcd, l->urb->transfer_dma))
		return -ENOMEM;
	return usb_submit_urb(l->urb, GFP_KERNEL);
}
