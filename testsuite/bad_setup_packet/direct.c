// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Setup packets that are not from kmalloc(): on the stack, in module data,
 * constant, from vmalloc(), coherent.  usbcore maps every one of them.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct dial {
	struct usb_device *udev;
	struct urb *urb;
	struct usb_ctrlrequest *dr;
	u8 *data;
};

static struct usb_ctrlrequest shared_request;

static const struct usb_ctrlrequest reset_request = {
	.bRequestType = 0x40,
	.bRequest = 0x01,
};

static void dial_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "control: %d\n", urb->status);
}

int bad_stack(struct dial *d)
{
	struct usb_ctrlrequest dr = { .bRequestType = 0xc0, .bRequest = 3 };

	usb_fill_control_urb(d->urb, d->udev, usb_rcvctrlpipe(d->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)&dr, d->data, 8, dial_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int bad_raw_bytes(struct dial *d)
{
	u8 setup[8] = { 0xc0, 3 };

	usb_fill_control_urb(d->urb, d->udev, usb_rcvctrlpipe(d->udev, 0), setup,	/* want: bad_setup_packet */
			     d->data, 8, dial_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int bad_static(struct dial *d)
{
	shared_request.bRequest = 4;
	usb_fill_control_urb(d->urb, d->udev, usb_sndctrlpipe(d->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)&shared_request, d->data, 8,
			     dial_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int bad_const(struct dial *d)
{
	usb_fill_control_urb(d->urb, d->udev, usb_sndctrlpipe(d->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)&reset_request, NULL, 0,
			     dial_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int bad_vmalloc(struct dial *d)
{
	struct usb_ctrlrequest *dr = vmalloc(sizeof(*dr));

	if (!dr)
		return -ENOMEM;
	d->dr = dr;
	usb_fill_control_urb(d->urb, d->udev, usb_rcvctrlpipe(d->udev, 0),	/* want: bad_setup_packet */
			     (unsigned char *)dr, d->data, 8, dial_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int bad_stored(struct dial *d)
{
	struct usb_ctrlrequest dr = { .bRequestType = 0xc0, .bRequest = 3 };

	d->urb->setup_packet = (unsigned char *)&dr;	/* want: bad_setup_packet */
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int good_kmalloc(struct dial *d)
{
	struct usb_ctrlrequest *dr = kmalloc(sizeof(*dr), GFP_KERNEL);
	int ret;

	if (!dr)
		return -ENOMEM;
	dr->bRequestType = 0xc0;
	dr->bRequest = 3;
	usb_fill_control_urb(d->urb, d->udev, usb_rcvctrlpipe(d->udev, 0),
			     (unsigned char *)dr, d->data, 8, dial_done, d);
	ret = usb_submit_urb(d->urb, GFP_KERNEL);
	if (ret)
		kfree(dr);
	return ret;
}

/* Prepared on the stack, sent from the heap. */
int good_duplicated(struct dial *d)
{
	struct usb_ctrlrequest dr = { .bRequestType = 0xc0, .bRequest = 3 };
	void *setup = kmemdup(&dr, sizeof(dr), GFP_KERNEL);
	int ret;

	if (!setup)
		return -ENOMEM;
	usb_fill_control_urb(d->urb, d->udev, usb_rcvctrlpipe(d->udev, 0), setup,
			     d->data, 8, dial_done, d);
	ret = usb_submit_urb(d->urb, GFP_KERNEL);
	if (ret)
		kfree(setup);
	return ret;
}

/* usb_control_msg() allocates its setup packet itself. */
int good_synchronous(struct dial *d)
{
	return usb_control_msg(d->udev, usb_sndctrlpipe(d->udev, 0), 1, 0x40,
			       0, 0, d->data, 8, 100);
}

int good_cleared(struct dial *d)
{
	d->urb->setup_packet = NULL;
	return 0;
}
