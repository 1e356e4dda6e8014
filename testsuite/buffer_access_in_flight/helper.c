// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The transfer is filled or started by a helper of the file.
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/usb.h>

struct port {
	struct usb_device *udev;
	struct urb *tx;
	u8 *out;
	bool gone;
};

void port_done(struct urb *urb);

static int port_submit(struct port *p)
{
	if (p->gone)
		return -ENODEV;
	return usb_submit_urb(p->tx, GFP_ATOMIC);
}

static void port_fill(struct port *p, u8 *buf)
{
	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), buf, 64, port_done, p);
}

/* Whether it was submitted, 0 does not say. */
static int port_maybe(struct port *p)
{
	if (p->gone)
		return 0;
	return usb_submit_urb(p->tx, GFP_ATOMIC);
}

int bad_helper_submits(struct port *p)
{
	int ret;

	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), p->out, 64, port_done, p);
	ret = port_submit(p);
	if (ret)
		return ret;
	memset(p->out, 0, 64);	/* want(plugin): buffer_access_in_flight */
	return 0;
}

int bad_both(struct port *p, u8 *buf)
{
	int ret;

	port_fill(p, buf);
	ret = port_submit(p);
	if (ret)
		return ret;
	buf[0] = 1;	/* want(plugin): buffer_access_in_flight */
	return 0;
}

int good_failed(struct port *p)
{
	int ret;

	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), p->out, 64, port_done, p);
	ret = port_submit(p);
	if (ret)
		memset(p->out, 0, 64);
	return ret;
}

int good_maybe(struct port *p)
{
	int ret;

	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), p->out, 64, port_done, p);
	ret = port_maybe(p);
	if (ret)
		return ret;
	if (p->gone)
		memset(p->out, 0, 64);
	return 0;
}
