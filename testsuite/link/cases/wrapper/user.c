// SPDX-License-Identifier: GPL-2.0-or-later
/* What other files hand to the wrappers. */
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>
#include "wrap.h"

static u8 table[8];

int wrap_ring_back(struct usb_device *udev, void *buf, int len, int n)
{
	return wrap_ring(udev, buf, len, n);
}

int bad_stack(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_send(udev, buf, sizeof(buf));	/* link: stack_buffer */
}

int bad_static(struct usb_device *udev)
{
	return wrap_send(udev, table, sizeof(table));	/* link: static_buffer */
}

int bad_vmalloc(struct usb_device *udev)
{
	void *p = vmalloc(8192);
	int ret = wrap_send(udev, p, 8192);		/* link: vmalloc_buffer */

	vfree(p);
	return ret;
}

static int helper(struct usb_device *udev, void *buf)
{
	return wrap_send(udev, buf, 4);
}

int bad_helper(struct usb_device *udev)
{
	u8 cmd[4] = { 2 };

	return helper(udev, cmd);			/* link: stack_buffer */
}

int bad_either(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_either(udev, buf, sizeof(buf), true);	/* link: stack_buffer */
}

int bad_circle(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_ring(udev, buf, sizeof(buf), 3);	/* link: stack_buffer */
}

int good_either(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_either(udev, buf, sizeof(buf), false);
}

int good_copy(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_copy(udev, buf, sizeof(buf));
}

int good_guarded(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_guarded(udev, buf, sizeof(buf));
}

int good_empty(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return wrap_send(udev, buf, 0);
}

int good_heap(struct usb_device *udev)
{
	void *p = kmalloc(8, GFP_KERNEL);
	int ret = p ? wrap_send(udev, p, 8) : -ENOMEM;

	kfree(p);
	return ret;
}

int good_unknown(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	return elsewhere(udev, buf, sizeof(buf));
}

int good_allowed(struct usb_device *udev)
{
	u8 buf[8] = { 1 };

	/* usbdma: allow stack_buffer -- the test of comments */
	return wrap_send(udev, buf, sizeof(buf));
}

/* The file itself shows this one: the link does not repeat it. */
int good_said_already(struct usb_device *udev)
{
	u8 buf[8] = { 1 };
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, sizeof(buf), &done, 100);
}
