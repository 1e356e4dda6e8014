// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stack memory without a fixed size: variable length arrays and alloca(),
 * as older vendor drivers of card readers still have them.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_vla(struct usb_device *udev, unsigned int len, int *actual)
{
	u8 buf[len];

	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, len,	/* want: stack_buffer */
			    actual, 500);
}

int bad_vla_offset(struct usb_device *udev, unsigned int len, int *actual)
{
	u8 buf[len + 2];

	buf[0] = 0x6b;
	buf[1] = len;
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf + 2, len,	/* want: stack_buffer */
			    actual, 500);
}

int bad_alloca(struct usb_device *udev, unsigned int len, int *actual)
{
	u8 *buf = __builtin_alloca(len);

	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, len,	/* want(plugin): stack_buffer */
			    actual, 500);
}

int good_vla_of_pointers(struct usb_device *udev, unsigned int n, u8 *heap,
			 int *actual)
{
	u8 *part[n];
	unsigned int i;
	int ret = 0;

	for (i = 0; i < n; i++)
		part[i] = heap + 64 * i;
	for (i = 0; i < n && !ret; i++)
		ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), part[i], 64,
				   actual, 500);
	return ret;
}

int good_vla_copied(struct usb_device *udev, unsigned int len, int *actual)
{
	u8 work[len];
	u8 *buf;
	int ret;

	memset(work, 0xff, len);
	buf = kmemdup(work, len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, len, actual, 500);
	kfree(buf);
	return ret;
}
