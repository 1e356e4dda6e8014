// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * With URB_FREE_BUFFER the last usb_free_urb() frees the buffer, too.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct bus {
	struct usb_device *udev;
	struct usb_anchor rx;
	int size;
};

static void bus_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

/* The submission that failed left the buffer with the URB. */
int bad_submit_failed(struct bus *b)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = kmalloc(b->size, GFP_KERNEL);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	usb_anchor_urb(urb, &b->rx);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_unanchor_urb(urb);
		kfree(buf);	/* want: free_buffer_double_free */
		usb_free_urb(urb);
		return ret;
	}
	usb_free_urb(urb);
	return 0;
}

/* The other order: the URB first. */
int bad_other_order(struct bus *b)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL);

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	if (usb_submit_urb(urb, GFP_KERNEL)) {
		usb_free_urb(urb);
		kfree(buf);	/* want: free_buffer_double_free */
		return -EIO;
	}
	return 0;
}

/* By way of labels, and through the URB's member. */
int bad_labels(struct bus *b)
{
	struct urb *urb;
	u8 *buf;
	int ret = -ENOMEM;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	buf = kmalloc(b->size, GFP_KERNEL);
	if (!buf)
		goto free_urb;
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		goto free_buf;
	return 0;

free_buf:
	kfree(urb->transfer_buffer);	/* want: free_buffer_double_free */
free_urb:
	usb_free_urb(urb);
	return ret;
}

int good_urb_only(struct bus *b)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL);
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

/* Freed on the ways where the flag is not yet set. */
int good_before_flag(struct bus *b, int (*check)(struct bus *b))
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!urb || !buf)
		goto err;
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	ret = check(b);
	if (ret)
		goto err;
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	buf = NULL;
	if (ret)
		goto err;
	return 0;
err:
	kfree(buf);
	usb_free_urb(urb);
	return ret;
}

int good_cleared(struct bus *b)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL);
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		urb->transfer_flags &= ~URB_FREE_BUFFER;
		kfree(buf);
		usb_free_urb(urb);
	}
	return ret;
}

/* The old buffer is freed, the URB gets another one. */
int good_replaced(struct bus *b, int more)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL), *big;
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	big = kmalloc(more, GFP_KERNEL);
	if (big) {
		kfree(urb->transfer_buffer);
		urb->transfer_buffer = big;
		urb->transfer_buffer_length = more;
	}
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

/* Set to NULL after the free. */
int good_nulled(struct bus *b)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(b->size, GFP_KERNEL);
	int ret;

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, b->udev, usb_rcvbulkpipe(b->udev, 1), buf, b->size, bus_done, b);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		kfree(buf);
		urb->transfer_buffer = NULL;
		usb_free_urb(urb);
	}
	return ret;
}
