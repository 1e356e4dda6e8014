// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The second submission fails: the first URB is in flight.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct duo {
	struct usb_device *udev;
	struct usb_anchor anchor;
	struct urb *u1, *u2;
	u8 *b1, *b2;
	struct completion done;
	int err;
};

static void duo_done(struct urb *urb)
{
	struct duo *d = urb->context;

	d->err = urb->status;
	complete(&d->done);
}

static void duo_fill(struct duo *d, struct urb *u, void *buf, unsigned int ep)
{
	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, ep), buf, 64, duo_done, d);
}

int bad_second_fails(struct duo *d, struct urb *u1, struct urb *u2)
{
	u8 *b1 = kmalloc(64, GFP_KERNEL);
	u8 *b2 = kmalloc(64, GFP_KERNEL);

	if (!b1 || !b2) {
		kfree(b1);
		kfree(b2);
		return -ENOMEM;
	}
	duo_fill(d, u1, b1, 1);
	duo_fill(d, u2, b2, 2);
	if (usb_submit_urb(u1, GFP_KERNEL)) {
		kfree(b1);
		kfree(b2);
		return -EIO;
	}
	if (usb_submit_urb(u2, GFP_KERNEL)) {
		kfree(b1);	/* want: buffer_freed_in_flight */
		kfree(b2);
		return -EIO;
	}
	return 0;
}

int bad_unlinked(struct duo *d)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	u8 *b = kmalloc(64, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!u || !b)
		goto out;
	duo_fill(d, u, b, 1);
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (ret)
		goto out;
	if (d->err) {
		usb_unlink_urb(u);
		ret = -EIO;
		goto out;
	}
	return 0;
out:
	kfree(b);	/* want: buffer_freed_in_flight */
	usb_free_urb(u);
	return ret;
}

int bad_coherent(struct duo *d, struct urb *u)
{
	u8 *b = usb_alloc_coherent(d->udev, 64, GFP_KERNEL, &u->transfer_dma);
	int ret;

	if (!b)
		return -ENOMEM;
	duo_fill(d, u, b, 1);
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (ret)
		dev_err(&d->udev->dev, "%d\n", ret);
	usb_free_coherent(d->udev, 64, b, u->transfer_dma);	/* want: buffer_freed_in_flight */
	return ret;
}

int good_second_fails(struct duo *d, struct urb *u1, struct urb *u2)
{
	u8 *b1 = kmalloc(64, GFP_KERNEL);
	u8 *b2 = kmalloc(64, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!b1 || !b2)
		goto out;
	duo_fill(d, u1, b1, 1);
	duo_fill(d, u2, b2, 2);
	ret = usb_submit_urb(u1, GFP_KERNEL);
	if (ret)
		goto out;
	ret = usb_submit_urb(u2, GFP_KERNEL);
	if (ret)
		goto kill;
	return 0;
kill:
	usb_kill_urb(u1);
out:
	kfree(b1);
	kfree(b2);
	return ret;
}

int good_killed(struct duo *d, struct urb *u)
{
	u8 *b = kmalloc(64, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	duo_fill(d, u, b, 1);
	if (!usb_submit_urb(u, GFP_KERNEL)) {
		usb_unlink_urb(u);
		usb_kill_urb(u);
	}
	kfree(b);
	return 0;
}

int good_anchored(struct duo *d, struct urb *u)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;
	duo_fill(d, u, b, 1);
	usb_anchor_urb(u, &d->anchor);
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (!ret && d->err)
		ret = -EIO;
	if (ret) {
		usb_kill_anchored_urbs(&d->anchor);
		kfree(b);
	}
	return ret;
}

/* The completion is waited for; after a timeout the URB is killed. */
int good_waited(struct duo *d)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	u8 *b = kmalloc(64, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!u || !b)
		goto out;
	init_completion(&d->done);
	duo_fill(d, u, b, 1);
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (ret)
		goto out;
	if (!wait_for_completion_timeout(&d->done, HZ)) {
		usb_kill_urb(u);
		ret = -ETIMEDOUT;
	}
out:
	kfree(b);
	usb_free_urb(u);
	return ret;
}

/* The URB keeps its buffer until the last reference is gone. */
int good_free_buffer(struct duo *d)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	u8 *b = kmalloc(64, GFP_KERNEL);
	int ret;

	if (!u || !b) {
		usb_free_urb(u);
		kfree(b);
		return -ENOMEM;
	}
	duo_fill(d, u, b, 1);
	u->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(u, GFP_KERNEL);
	usb_free_urb(u);
	return ret;
}

/* Only the submission that failed is cleaned up after. */
int good_failed(struct duo *d, struct urb *u)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;
	duo_fill(d, u, b, 1);
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (ret < 0)
		dev_err(&d->udev->dev, "%d\n", ret);
	else
		dev_dbg(&d->udev->dev, "on its way\n");
	if (ret < 0)
		kfree(b);
	return ret;
}
