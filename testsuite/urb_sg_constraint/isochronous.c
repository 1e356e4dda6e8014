// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Isochronous URBs have no scatterlists, however much the driver asks the bus.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct cam {
	struct usb_device *udev;
	struct urb *iso, *bulk;
	struct scatterlist *sg;
};

int bad_list(struct cam *c, int n)
{	/* runtime: endpoint 1 of the generic device is for bulk, which is told instead */
	if (!c->udev->bus->sg_tablesize)
		return -EOPNOTSUPP;
	c->iso->pipe = usb_rcvisocpipe(c->udev, 1);
	c->iso->number_of_packets = 8;
	c->iso->sg = c->sg;
	c->iso->num_sgs = n;	/* want(plugin): urb_sg_constraint */
	return usb_submit_urb(c->iso, GFP_KERNEL);
}

int good_linear(struct cam *c, void *buf)
{
	c->iso->pipe = usb_rcvisocpipe(c->udev, 1);
	c->iso->number_of_packets = 8;
	c->iso->num_sgs = 0;
	c->iso->transfer_buffer = buf;
	return usb_submit_urb(c->iso, GFP_KERNEL);
}

/* The list is another URB's. */
int good_two_urbs(struct cam *c, int n)
{
	if (!c->udev->bus->no_sg_constraint)
		return -EOPNOTSUPP;
	c->iso->number_of_packets = 8;
	c->bulk->number_of_packets = 0;
	c->bulk->sg = c->sg;
	c->bulk->num_sgs = n;
	return usb_submit_urb(c->bulk, GFP_KERNEL);
}
