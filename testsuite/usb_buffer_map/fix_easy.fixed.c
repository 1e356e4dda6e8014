// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Mapped, sent, unmapped.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct urb *usb_buffer_map(struct urb *urb);
void usb_buffer_dmasync(struct urb *urb);
void usb_buffer_unmap(struct urb *urb);


static void send_done(struct urb *urb)
{
}

int bad_send(struct usb_device *udev, u8 value)
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
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), data, 16, send_done, NULL);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret)
		usb_kill_urb(urb);/* want: usb_buffer_map */
	usb_free_urb(urb);
	kfree(data);
	return ret;
}
