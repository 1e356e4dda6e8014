// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: a loop, the other order, a buffer that is freed
 * rightly before the flag, comments.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void burst_done(struct urb *urb)
{
	complete(urb->context);
}

int bad_burst(struct usb_device *udev, int count)
{
	struct completion wait;
	int i, ret;

	init_completion(&wait);
	for (i = 0; i < count; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		u8 *block = kzalloc(32, GFP_KERNEL);

		if (!urb || !block) {
			kfree(block);	/* still ours */
			usb_free_urb(urb);
			return -ENOMEM;
		}
		block[0] = i;
		usb_fill_int_urb(urb, udev, usb_sndintpipe(udev, 3), block, 32, burst_done,
				 &wait, 4);
		urb->transfer_flags |= URB_FREE_BUFFER;
		/* now it belongs to the URB */
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (ret < 0) {
			usb_free_urb(urb);
			kfree(block);	/* want: free_buffer_double_free */
			return ret;
		}
		wait_for_completion(&wait);
		usb_free_urb(urb);
	}
	return i;
}
