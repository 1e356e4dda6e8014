// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Setup packets through wrappers: filled here, submitted there.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct radio {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data;
};

static void radio_done(struct urb *urb)
{
	kfree(urb->setup_packet);
}

static void radio_fill(struct radio *r, struct usb_ctrlrequest *dr)
{
	usb_fill_control_urb(r->urb, r->udev, usb_sndctrlpipe(r->udev, 0),
			     (unsigned char *)dr, r->data, 8, radio_done, r);
}

static int radio_send(struct radio *r, struct usb_ctrlrequest *dr)
{
	radio_fill(r, dr);
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

static int radio_send_copy(struct radio *r, const struct usb_ctrlrequest *dr)
{
	struct usb_ctrlrequest *copy = kmemdup(dr, sizeof(*dr), GFP_KERNEL);
	int ret;

	if (!copy)
		return -ENOMEM;
	ret = radio_send(r, copy);
	if (ret)
		kfree(copy);
	return ret;
}

int bad_stack(struct radio *r)
{
	struct usb_ctrlrequest dr = { .bRequest = 1 };

	return radio_send(r, &dr);	/* want(plugin): bad_setup_packet */
}

int good_copied(struct radio *r)
{
	struct usb_ctrlrequest dr = { .bRequest = 1 };

	return radio_send_copy(r, &dr);
}

int good_heap(struct radio *r)
{
	struct usb_ctrlrequest *dr = kzalloc(sizeof(*dr), GFP_KERNEL);
	int ret;

	if (!dr)
		return -ENOMEM;
	ret = radio_send(r, dr);
	if (ret)
		kfree(dr);
	return ret;
}
