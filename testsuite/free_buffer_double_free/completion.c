// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The completion handler frees what the flag frees already.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct net {
	struct usb_device *udev;
};

static void bad_net_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
	kfree(urb->transfer_buffer);	/* want(plugin): free_buffer_double_free */
	usb_free_urb(urb);
}

int good_net_send(struct net *n, const void *data, int len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *buf = kmemdup(data, len, GFP_ATOMIC);
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, n->udev, usb_sndbulkpipe(n->udev, 1), buf, len, bad_net_done, n);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

/* Without the flag the handler must. */
static void good_plain_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

int good_plain_send(struct net *n, const void *data, int len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *buf = kmemdup(data, len, GFP_ATOMIC);
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, n->udev, usb_sndbulkpipe(n->udev, 1), buf, len, good_plain_done,
			  n);
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret) {
		kfree(buf);
		usb_free_urb(urb);
	}
	return ret;
}

/* A handler that asks first. */
static void good_asking_done(struct urb *urb)
{
	if (!(urb->transfer_flags & URB_FREE_BUFFER))
		kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

int good_asking_send(struct net *n, void *data, int len, bool mine)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, n->udev, usb_sndbulkpipe(n->udev, 1), data, len, good_asking_done,
			  n);
	if (mine)
		urb->transfer_flags |= URB_FREE_BUFFER;
	return usb_submit_urb(urb, GFP_ATOMIC);
}
