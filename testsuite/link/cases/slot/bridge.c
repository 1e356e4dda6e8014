// SPDX-License-Identifier: GPL-2.0-or-later
/* The functions that another file calls through a table. */
#include <linux/slab.h>
#include <linux/usb.h>
#include "ops.h"

static int bridge_read(struct bridge *b, void *buf, int len)
{
	int done;

	return usb_bulk_msg(b->udev, usb_rcvbulkpipe(b->udev, 1), buf, len, &done, 100);
}

static int bridge_write(struct bridge *b, void *buf, int len)
{
	void *own = kmemdup(buf, len, GFP_KERNEL);
	int done, ret = -ENOMEM;

	if (own)
		ret = usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 1), own, len, &done, 100);
	kfree(own);
	return ret;
}

const struct bridge_ops bridge_ops = {
	.read = bridge_read,
	.write = bridge_write,
};

int bridge_submit(struct bridge *b, struct request *r)
{
	int done;

	return usb_bulk_msg(b->udev, usb_rcvbulkpipe(b->udev, 1), r->data, r->len, &done, 100);
}
