// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In a loop, among other flags, with comments around what goes.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct urb *usb_buffer_map(struct urb *urb);
void usb_buffer_dmasync(struct urb *urb);
void usb_buffer_unmap(struct urb *urb);


static void loop_done(struct urb *urb)
{
}

int bad_loop(struct usb_device *udev, u8 value)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *data = kzalloc(16, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!urb || !data) {
		usb_free_urb(urb);
		kfree(data);
		return ret;
	}
	data[0] = value;
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), data, 16, loop_done, NULL);
	if (!usb_buffer_map(urb)) {	/* want: usb_buffer_map */
		usb_free_urb(urb);
		kfree(data);
		return -EIO;
	}
	/* ours */
	urb->transfer_flags |= URB_ZERO_PACKET | URB_NO_TRANSFER_DMA_MAP;
	for (ret = 0; !ret && data[1] < 2; data[1]++) {
		/* for the device */
		usb_buffer_dmasync(urb);	/* want: usb_buffer_map */
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (!ret)
			usb_kill_urb(urb);
	}
	usb_buffer_unmap(urb); /* done */	/* want: usb_buffer_map */
	usb_free_urb(urb);
	kfree(data);
	return ret;
}
