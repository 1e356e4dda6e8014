// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The completion handler comes out of a table of the driver's models, as in
 * drivers/input/mouse/appletouch.c: it is one of this file's, and whether one of
 * them frees urb->transfer_buffer is there to be seen.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pad;

struct pad_info {
	int len;
	void (*done)(struct urb *urb);
};

struct pad {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data;
	dma_addr_t dma;
	const struct pad_info *info;
};

static void pad_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static void pad_done_geyser(struct urb *urb)
{
	if (urb->actual_length == 64)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static const struct pad_info infos[] = {
	{ .len = 81, .done = pad_done },
	{ .len = 64, .done = pad_done_geyser },
};

static int bad_pad_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct usb_device *udev = interface_to_usbdev(intf);
	struct pad *pad = kzalloc(sizeof(*pad), GFP_KERNEL);

	if (!pad)
		return -ENOMEM;
	pad->udev = udev;
	pad->info = &infos[id->driver_info & 1];
	pad->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!pad->urb)
		goto free_pad;
	pad->data = usb_alloc_coherent(udev, 81, GFP_KERNEL, &pad->dma);	/* want(plugin): coherent_leak */
	if (!pad->data)
		goto free_urb;
	usb_fill_int_urb(pad->urb, udev, usb_rcvintpipe(udev, 1), pad->data, 81,
			 pad->info->done, pad, 1);
	pad->urb->transfer_dma = pad->dma;
	pad->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (usb_submit_urb(pad->urb, GFP_KERNEL))
		goto free_data;
	usb_set_intfdata(intf, pad);
	return 0;
free_data:
	usb_free_coherent(udev, 81, pad->data, pad->dma);
free_urb:
	usb_free_urb(pad->urb);
free_pad:
	kfree(pad);
	return -EIO;
}

static void pad_disconnect(struct usb_interface *intf)
{
	struct pad *pad = usb_get_intfdata(intf);

	usb_kill_urb(pad->urb);
	usb_free_urb(pad->urb);
	kfree(pad);
}

static const struct usb_device_id pad_ids[] = { { } };

static struct usb_driver pad_driver = {
	.name = "pad",
	.id_table = pad_ids,
	.probe = bad_pad_probe,
	.disconnect = pad_disconnect,
};
module_usb_driver(pad_driver);
