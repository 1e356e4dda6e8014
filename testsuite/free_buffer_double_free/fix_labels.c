// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: labels, where each way in has the flag.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void bus_done(struct urb *urb)
{
	complete(urb->context);
}

int bad_labels(struct usb_device *udev, const u8 *data, int len)
{
	struct completion wait;
	struct urb *urb;
	u8 *copy;
	int ret = -ENOMEM;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	copy = kmemdup(data, 64, GFP_KERNEL);
	if (!copy)
		goto free_urb;
	init_completion(&wait);
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1), copy, len, bus_done, &wait);
	urb->transfer_flags |= URB_FREE_BUFFER | URB_ZERO_PACKET;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		goto free_copy;
	wait_for_completion(&wait);
	ret = urb->status;
	usb_free_urb(urb);
	return ret;

free_copy:
	dev_dbg(&udev->dev, "%d\n", ret);
	kfree(urb->transfer_buffer);	/* want: free_buffer_double_free */
free_urb:
	usb_free_urb(urb);
	return ret;
}
