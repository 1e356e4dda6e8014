// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Mapped once, sent twice, with the flag that says so.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct urb *usb_buffer_map(struct urb *urb);
void usb_buffer_dmasync(struct urb *urb);
void usb_buffer_unmap(struct urb *urb);


static void again_done(struct urb *urb)
{
}

int bad_again(struct usb_device *udev, u8 value)
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
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), data, 16, again_done, NULL);
	if (!usb_buffer_map(urb)) {	/* want: usb_buffer_map */
		usb_free_urb(urb);
		kfree(data);
		return -EIO;
	}
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret) {
		usb_kill_urb(urb);
		data[1] = 7;
		usb_buffer_dmasync(urb);	/* want: usb_buffer_map */
		ret = usb_submit_urb(urb, GFP_KERNEL);
		usb_kill_urb(urb);
	}
	usb_buffer_unmap(urb);	/* want: usb_buffer_map */
	usb_free_urb(urb);
	kfree(data);
	return ret;
}
