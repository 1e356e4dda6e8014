// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One of the completion handlers in the driver's table frees the buffer through its
 * URB: which one an URB gets, nobody can tell.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct once;

struct once_info {
	void (*done)(struct urb *urb);
};

struct once {
	struct usb_device *udev;
	u8 *data;
	const struct once_info *info;
};

static void once_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 64, urb->transfer_buffer, urb->transfer_dma);
}

static void once_ignore(struct urb *urb)
{
}

static const struct once_info once_infos[] = {
	{ .done = once_done },
	{ .done = once_ignore },
};

void once_init(struct once *o, int model)
{
	o->info = &once_infos[model & 1];
}

int good_once_send(struct once *o)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	o->data = usb_alloc_coherent(o->udev, 64, GFP_KERNEL, &urb->transfer_dma);
	if (!o->data) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, o->udev, 0, o->data, 64, o->info->done, o);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_coherent(o->udev, 64, o->data, urb->transfer_dma);
	usb_free_urb(urb);
	return ret;
}
