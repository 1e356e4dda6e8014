// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver that asks in probe() and uses lists later.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

struct radio {
	struct usb_device *udev;
	bool lists;
};

static struct usb_driver radio_driver = { .name = "radio" };

void good_probe(struct radio *r)
{
	r->lists = radio_driver.name && r->udev->bus->sg_tablesize > 8;
}

int good_list(struct radio *r, struct urb *u, struct scatterlist *sg, int n)
{
	if (r->lists) {
		u->sg = sg;
		u->num_sgs = n;
	}
	return usb_submit_urb(u, GFP_KERNEL);
}
