// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One buffer, two URBs: each mapping of it would have to be the only one.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/completion.h>
#include <linux/usb.h>

struct dongle {
	struct usb_device *udev;
	struct urb *rx, *tx;
	struct urb *ring[4];
	u8 *buf;
	u8 *bufs[4];
	struct completion done;
	int n;
};

void dongle_done(struct urb *urb);

int bad_rx_and_tx(struct dongle *d)
{
	int ret;

	usb_fill_bulk_urb(d->rx, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64, dongle_done, d);
	usb_fill_bulk_urb(d->tx, d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64, dongle_done, d);	/* want: buffer_shared_in_flight */
	ret = usb_submit_urb(d->rx, GFP_KERNEL);
	if (ret)
		return ret;
	return usb_submit_urb(d->tx, GFP_KERNEL);
}

int bad_ring(struct dongle *d)
{
	int i, ret;

	for (i = 0; i < 4; i++) {
		usb_fill_bulk_urb(d->ring[i], d->udev, usb_rcvbulkpipe(d->udev, 1),	/* want: buffer_shared_in_flight */
				  d->buf, 64, dongle_done, d);
		ret = usb_submit_urb(d->ring[i], GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

int bad_allocated_in_the_loop(struct dongle *d, u8 *buf)
{
	struct urb *urb;
	int i;

	for (i = 0; i < d->n; i++) {
		urb = usb_alloc_urb(0, GFP_KERNEL);
		if (!urb)
			return -ENOMEM;
		usb_fill_bulk_urb(urb, d->udev, usb_rcvbulkpipe(d->udev, 1), buf, 64,	/* want: buffer_shared_in_flight */
				  dongle_done, d);
		if (usb_submit_urb(urb, GFP_KERNEL)) {
			usb_free_urb(urb);
			return -EIO;
		}
	}
	return 0;
}

int good_one_each(struct dongle *d)
{
	int i, ret;

	for (i = 0; i < 4; i++) {
		usb_fill_bulk_urb(d->ring[i], d->udev, usb_rcvbulkpipe(d->udev, 1), d->bufs[i], 64,
				  dongle_done, d);
		ret = usb_submit_urb(d->ring[i], GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

int good_new_memory_each_round(struct dongle *d)
{
	int i;

	for (i = 0; i < 4; i++) {
		d->buf = kmalloc(64, GFP_KERNEL);
		if (!d->buf)
			return -ENOMEM;
		usb_fill_bulk_urb(d->ring[i], d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64,
				  dongle_done, d);
		if (usb_submit_urb(d->ring[i], GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

/* One after the other. */
int good_waited_between(struct dongle *d)
{
	usb_fill_bulk_urb(d->tx, d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64, dongle_done, d);
	if (usb_submit_urb(d->tx, GFP_KERNEL))
		return -EIO;
	wait_for_completion(&d->done);
	usb_fill_bulk_urb(d->rx, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64, dongle_done, d);
	return usb_submit_urb(d->rx, GFP_KERNEL);
}

int good_synchronous(struct dongle *d)
{
	int ret = usb_bulk_msg(d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64, NULL, 100);

	if (ret)
		return ret;
	return usb_bulk_msg(d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64, NULL, 100);
}

/* What is only sent may be sent by several. */
int good_sent_only(struct dongle *d)
{
	int i;

	for (i = 0; i < 4; i++) {
		usb_fill_bulk_urb(d->ring[i], d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64,
				  dongle_done, d);
		if (usb_submit_urb(d->ring[i], GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

/* The next URB is tried because the first was refused. */
int good_next_one_on_failure(struct dongle *d)
{
	int i;

	for (i = 0; i < 4; i++) {
		usb_fill_bulk_urb(d->ring[i], d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64,
				  dongle_done, d);
		if (!usb_submit_urb(d->ring[i], GFP_KERNEL))
			return 0;
	}
	return -EIO;
}

int good_one_or_the_other(struct dongle *d, bool in)
{
	if (in)
		usb_fill_bulk_urb(d->rx, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64,
				  dongle_done, d);
	else
		usb_fill_bulk_urb(d->tx, d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64,
				  dongle_done, d);
	return usb_submit_urb(in ? d->rx : d->tx, GFP_KERNEL);
}

int good_correlated(struct dongle *d, int in)
{
	int ret = 0;

	if (in) {
		usb_fill_bulk_urb(d->rx, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64,
				  dongle_done, d);
		ret = usb_submit_urb(d->rx, GFP_KERNEL);
	}
	if (!in) {
		usb_fill_bulk_urb(d->tx, d->udev, usb_sndbulkpipe(d->udev, 2), d->buf, 64,
				  dongle_done, d);
		ret = usb_submit_urb(d->tx, GFP_KERNEL);
	}
	return ret;
}
