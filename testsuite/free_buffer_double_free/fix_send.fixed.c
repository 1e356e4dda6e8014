// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: the submission failed, the buffer is the URB's.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void send_done(struct urb *urb)
{
	complete(urb->context);
}

int bad_send(struct usb_device *udev, u8 value)
{
	struct completion wait;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = kzalloc(16, GFP_KERNEL);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	buf[0] = value;
	init_completion(&wait);
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1), buf, 16, send_done, &wait);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {/* want: free_buffer_double_free */
		usb_free_urb(urb);
		return ret;
	}
	wait_for_completion(&wait);
	usb_free_urb(urb);
	return 0;
}
