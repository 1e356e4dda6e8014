// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A pointer to the setup packet: the record on the stack, or one that the controller
 * may keep.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct remote {
	struct usb_device *udev;
	struct urb *urb;
	struct usb_ctrlrequest *kept;
	u8 *buf;
};

static void remote_done(struct urb *urb)
{
}

int bad_record(struct remote *r)
{
	struct usb_ctrlrequest req, *dr;

	dr = &req;
	dr->bRequestType = USB_TYPE_VENDOR;
	dr->bRequest = 3;
	usb_fill_control_urb(r->urb, r->udev, usb_sndctrlpipe(r->udev, 0),	/* want: bad_setup_packet */
			     (void *)dr, r->buf, 1, remote_done, r);
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

int good_copied(struct remote *r)
{
	struct usb_ctrlrequest req = { .bRequest = 3 }, *dr;

	dr = &req;
	dr->bRequestType = USB_TYPE_VENDOR;
	dr = kmemdup(dr, sizeof(*dr), GFP_KERNEL);
	if (!dr)
		return -ENOMEM;
	kfree(r->kept);
	r->kept = dr;
	usb_fill_control_urb(r->urb, r->udev, usb_sndctrlpipe(r->udev, 0),
			     (void *)dr, r->buf, 1, remote_done, r);
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

MODULE_LICENSE("GPL");
