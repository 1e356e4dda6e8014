// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A serial adapter without usb-serial: the buffer of tty_operations.write()
 * may be anything, a kernel thread's stack included.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>
#include <linux/usb.h>

struct port {
	struct usb_device *udev;
	struct urb *urb;
	u8 *out;
};

static void port_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "write: %d\n", urb->status);
}

static int bad_write(struct tty_struct *tty, const unsigned char *buf, int count)
{
	struct port *port = tty->driver_data;
	int actual;
	int ret;

	ret = usb_bulk_msg(port->udev, usb_sndbulkpipe(port->udev, 2),	/* want(plugin): foreign_buffer */
			   (void *)buf, count, &actual, 1000);
	return ret ? ret : actual;
}

static int good_write(struct tty_struct *tty, const unsigned char *buf, int count)
{
	struct port *port = tty->driver_data;
	int ret;

	count = min(count, 64);
	memcpy(port->out, buf, count);
	usb_fill_bulk_urb(port->urb, port->udev, usb_sndbulkpipe(port->udev, 2),
			  port->out, count, port_done, port);
	ret = usb_submit_urb(port->urb, GFP_ATOMIC);
	return ret ? ret : count;
}

static unsigned int port_room(struct tty_struct *tty)
{
	return 64;
}

const struct tty_operations careless_ops = {
	.write = bad_write,
	.write_room = port_room,
};

const struct tty_operations careful_ops = {
	.write = good_write,
	.write_room = port_room,
};
