// SPDX-License-Identifier: GPL-2.0-or-later
/* Transfers of memory that another file made. */
#include <linux/slab.h>
#include <linux/usb.h>
#include "make.h"

static int send(struct usb_device *udev, void *buf, int len)
{
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, len, &done, 100);
}

int bad_result(struct usb_device *udev)
{
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),	/* link: vmalloc_buffer */
			    make_big(64), 64, &done, 100);
}

int bad_result_helper(struct usb_device *udev)
{
	return send(udev, make_big(64), 64);	/* link: vmalloc_buffer */
}

int bad_returned_argument(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return send(udev, make_same(buf), 8);	/* link: stack_buffer */
}

int bad_out(struct usb_device *udev)
{
	void *p;

	if (make_out(&p))
		return -ENOMEM;
	return send(udev, p, 64);		/* link: vmalloc_buffer */
}

int bad_member(struct usb_device *udev, struct make_ctx *c)
{
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),	/* link: vmalloc_buffer */
			    c->image, 64, &done, 100);
}

/* Here that member holds good memory: which of the two a load sees is open. */
int good_mixed(struct usb_device *udev, struct make_ctx *c)
{
	int done;

	c->shared = kmalloc(64, GFP_KERNEL);
	if (!c->shared)
		return -ENOMEM;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), c->shared, 64, &done, 100);
}

int good_mixed_load(struct usb_device *udev, struct make_ctx *c)
{
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), c->shared, 64, &done, 100);
}

int good_result(struct usb_device *udev)
{
	return send(udev, make_small(64), 64);
}

/* Another caller of make_same() has nothing to do with that one's stack. */
int good_returned_argument(struct usb_device *udev, void *heap)
{
	return send(udev, make_same(heap), 8);
}
