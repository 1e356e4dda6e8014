// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A setup packet inside the driver's state: always OUT, always mapped.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct remote {
	struct usb_device *udev;
	struct urb *urb;
	struct usb_ctrlrequest request;
	struct usb_ctrlrequest stored;
	struct usb_ctrlrequest *dr;
	u8 *buf;
	int keys;
};

static void remote_done(struct urb *urb)
{
	struct remote *r = urb->context;

	r->keys++;
}

int bad_filled(struct remote *r)
{
	usb_fill_control_urb(r->urb, r->udev, usb_rcvctrlpipe(r->udev, 0),	/* want: embedded_out_buffer */
			     (unsigned char *)&r->request, r->buf, 8,
			     remote_done, r);
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

int bad_stored(struct remote *r)
{
	r->urb->setup_packet = (unsigned char *)&r->stored;	/* want: embedded_out_buffer */
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

int good_allocated(struct remote *r)
{
	r->dr = kmalloc(sizeof(*r->dr), GFP_KERNEL);
	if (!r->dr)
		return -ENOMEM;
	usb_fill_control_urb(r->urb, r->udev, usb_rcvctrlpipe(r->udev, 0),
			     (unsigned char *)r->dr, r->buf, 8, remote_done, r);
	return usb_submit_urb(r->urb, GFP_KERNEL);
}
