// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two URBs get one buffer and are started by helpers of the file.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct modem {
	struct usb_device *udev;
	struct urb *rx, *tx;
	u8 *buf, *other;
};

void modem_done(struct urb *urb);

static int modem_start(struct urb *urb)
{
	return usb_submit_urb(urb, GFP_KERNEL);
}

static void modem_fill_rx(struct modem *m, u8 *buf)
{
	usb_fill_bulk_urb(m->rx, m->udev, usb_rcvbulkpipe(m->udev, 1), buf, 64, modem_done, m);
}

int bad_both(struct modem *m)
{
	int ret;

	modem_fill_rx(m, m->buf);
	usb_fill_bulk_urb(m->tx, m->udev, usb_sndbulkpipe(m->udev, 2), m->buf, 64, modem_done, m);	/* want(plugin): buffer_shared_in_flight */
	ret = modem_start(m->rx);
	if (ret)
		return ret;
	return modem_start(m->tx);
}

int good_two_buffers(struct modem *m)
{
	int ret;

	modem_fill_rx(m, m->other);
	usb_fill_bulk_urb(m->tx, m->udev, usb_sndbulkpipe(m->udev, 2), m->buf, 64, modem_done, m);
	ret = modem_start(m->rx);
	if (ret)
		return ret;
	return modem_start(m->tx);
}

int good_one_failed(struct modem *m)
{	/* runtime: an URB that was filled and left is submitted at the end */
	modem_fill_rx(m, m->buf);
	usb_fill_bulk_urb(m->tx, m->udev, usb_sndbulkpipe(m->udev, 2), m->buf, 64, modem_done, m);
	if (modem_start(m->rx))
		return modem_start(m->tx);
	return 0;
}
