// SPDX-License-Identifier: GPL-2.0-or-later
/* Wrappers around a transfer, for other files of the module. */
#include <linux/module.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include "wrap.h"

static int low(struct usb_device *udev, void *buf, int len)
{
	int done;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, len, &done, 100);
}

int wrap_send(struct usb_device *udev, void *buf, int len)
{
	return low(udev, buf, len);
}

int wrap_copy(struct usb_device *udev, const void *buf, int len)
{
	void *own = kmemdup(buf, len, GFP_KERNEL);
	int ret = own ? low(udev, own, len) : -ENOMEM;

	kfree(own);
	return ret;
}

int wrap_guarded(struct usb_device *udev, void *buf, int len)
{
	if (object_is_on_stack(buf))
		return -EINVAL;
	return low(udev, buf, len);
}

int wrap_either(struct usb_device *udev, void *buf, int len, bool dma)
{
	if (!dma)
		return wrap_copy(udev, buf, len);
	return low(udev, buf, len);
}

int wrap_ring(struct usb_device *udev, void *buf, int len, int n)
{
	return n ? wrap_ring_back(udev, buf, len, n - 1) : low(udev, buf, len);
}
