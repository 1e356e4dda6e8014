// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver that leaves lists to usb_sg_init() where the bus cannot take them.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

static struct usb_driver reader_driver = { .name = "reader" };

int good_list(struct urb *u, struct scatterlist *sg, int n)
{
	u->sg = sg;
	u->num_sgs = n;
	return usb_submit_urb(u, reader_driver.name ? GFP_KERNEL : GFP_ATOMIC);
}

int good_request(struct usb_device *d, struct usb_sg_request *io, struct scatterlist *sg, int k)
{
	return usb_sg_init(io, d, usb_sndbulkpipe(d, 1), 0, sg, k, 0, GFP_NOIO);
}
