// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From usb_submit_urb() to the completion handler the buffer is the controller's.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/completion.h>
#include <linux/usb.h>

struct link {
	struct usb_device *udev;
	struct urb *tx, *rx;
	struct usb_anchor anchor;
	struct completion done;
	u8 *out, *in;
	u8 *next;
	dma_addr_t in_dma;
	spinlock_t lock;
	int last;
};

void link_done(struct urb *urb);
int link_wait(struct link *l);

static void fill_tx(struct link *l, u8 *buf)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), buf, 64, link_done, l);
}

int bad_written(struct link *l)
{
	int ret;

	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	ret = usb_submit_urb(l->tx, GFP_KERNEL);
	l->out[0] = 5;	/* want: buffer_access_in_flight */
	return ret;
}

int bad_cleared(struct urb *urb, struct link *l, u8 *buf, int n)
{
	int ret;

	usb_fill_bulk_urb(urb, l->udev, usb_sndbulkpipe(l->udev, 1), buf, n, link_done, l);
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret < 0)
		return ret;
	memset(buf, 0, n);	/* want: buffer_access_in_flight */
	return 0;
}

/* The data of the transfer that was just started can't be there yet. */
int bad_read(struct link *l)
{
	int ret;

	usb_fill_bulk_urb(l->rx, l->udev, usb_rcvbulkpipe(l->udev, 1), l->in, 64, link_done, l);
	ret = usb_submit_urb(l->rx, GFP_KERNEL);
	if (ret)
		return ret;
	l->last = l->in[0];	/* want: buffer_access_in_flight */
	return 0;
}

int bad_after_unlock(struct link *l, unsigned long flags)
{
	int ret;

	spin_lock_irqsave(&l->lock, flags);
	fill_tx(l, l->out);
	ret = usb_submit_urb(l->tx, GFP_ATOMIC);
	spin_unlock_irqrestore(&l->lock, flags);
	if (!ret)
		memcpy(l->out, l->next, 64);	/* want: buffer_access_in_flight */
	return ret;
}

int good_written_before(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	l->out[0] = 5;
	return usb_submit_urb(l->tx, GFP_KERNEL);
}

/* Not submitted: still the driver's. */
int good_submission_failed(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	if (usb_submit_urb(l->tx, GFP_KERNEL)) {
		memset(l->out, 0, 64);
		return -EIO;
	}
	return 0;
}

int good_failure_looked_at_later(struct link *l)
{
	int ret;

	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	ret = usb_submit_urb(l->tx, GFP_KERNEL);
	if (ret)
		dev_err(&l->udev->dev, "submit: %d\n", ret);
	l->last = ret;
	if (ret < 0)
		l->out[0] = 0;
	return ret;
}

int good_killed(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	if (usb_submit_urb(l->tx, GFP_KERNEL))
		return -EIO;
	usb_kill_urb(l->tx);
	l->out[0] = 0;
	return 0;
}

int good_waited(struct link *l)
{
	usb_fill_bulk_urb(l->rx, l->udev, usb_rcvbulkpipe(l->udev, 1), l->in, 64, link_done, l);
	if (usb_submit_urb(l->rx, GFP_KERNEL))
		return -EIO;
	wait_for_completion(&l->done);
	return l->in[0];
}

int good_anchor_waited(struct link *l)
{
	usb_fill_bulk_urb(l->rx, l->udev, usb_rcvbulkpipe(l->udev, 1), l->in, 64, link_done, l);
	usb_anchor_urb(l->rx, &l->anchor);
	if (usb_submit_urb(l->rx, GFP_KERNEL))
		return -EIO;
	if (!usb_wait_anchor_empty_timeout(&l->anchor, 100))
		usb_kill_anchored_urbs(&l->anchor);
	return l->in[0];
}

/* A function of another file may wait. */
int good_perhaps_waited(struct link *l)
{
	usb_fill_bulk_urb(l->rx, l->udev, usb_rcvbulkpipe(l->udev, 1), l->in, 64, link_done, l);
	if (usb_submit_urb(l->rx, GFP_KERNEL) || link_wait(l))
		return -EIO;
	return l->in[0];
}

/* Coherent memory that the device writes to again and again may be polled. */
int good_polled_coherent(struct link *l)
{
	u8 *status = usb_alloc_coherent(l->udev, 8, GFP_KERNEL, &l->in_dma);

	if (!status)
		return -ENOMEM;
	usb_fill_int_urb(l->rx, l->udev, usb_rcvintpipe(l->udev, 2), status, 8, link_done, l, 1);
	l->rx->transfer_dma = l->in_dma;
	l->rx->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (usb_submit_urb(l->rx, GFP_KERNEL))
		return -EIO;
	return status[0];
}

/* What is sent may be read. */
int good_read_what_is_sent(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	if (usb_submit_urb(l->tx, GFP_KERNEL))
		return -EIO;
	return l->out[0];
}

/* Another buffer: the pointer was changed. */
int good_next_buffer(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	if (usb_submit_urb(l->tx, GFP_KERNEL))
		return -EIO;
	l->out = l->next;
	l->out[0] = 7;
	return 0;
}

/* Each round has memory of its own. */
int good_own_memory_each_round(struct link *l, struct urb **urbs)
{
	int i;

	for (i = 0; i < 4; i++) {
		u8 *buf = kmalloc(64, GFP_KERNEL);

		if (!buf)
			return -ENOMEM;
		memset(buf, i, 64);
		usb_fill_bulk_urb(urbs[i], l->udev, usb_sndbulkpipe(l->udev, 1), buf, 64,
				  link_done, l);
		if (usb_submit_urb(urbs[i], GFP_KERNEL)) {
			kfree(buf);
			return -EIO;
		}
	}
	return 0;
}

/* Behind the bytes that are sent. */
int good_behind_the_transfer(struct link *l)
{
	usb_fill_bulk_urb(l->tx, l->udev, usb_sndbulkpipe(l->udev, 1), l->out, 64, link_done, l);
	if (usb_submit_urb(l->tx, GFP_KERNEL))
		return -EIO;
	l->out[64] = 1;
	return 0;
}
