// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Transfers longer than what kmalloc() was asked for.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define REPLY_LEN	8

struct reply {
	__le16 code;
	__le16 value;
};

int bad_kmalloc(struct usb_device *udev)
{
	u8 *buf = kmalloc(4, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,	/* want: length_exceeds_buffer */
			      buf, REPLY_LEN, 100);
	kfree(buf);
	return ret;
}

int bad_sizeof_pointer(struct usb_device *udev, int *actual)
{
	struct reply *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), r, sizeof(r), actual,	/* want: length_exceeds_buffer */
			   100);
	kfree(r);
	return ret;
}

int bad_offset(struct usb_device *udev, int *actual)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf + 8, 64, actual,	/* want: length_exceeds_buffer */
			   100);
	kfree(buf);
	return ret;
}

int bad_kcalloc(struct usb_device *udev, int *actual)
{
	__le16 *samples = kcalloc(16, sizeof(*samples), GFP_KERNEL);
	int ret;

	if (!samples)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), samples, 64, actual,	/* want: length_exceeds_buffer */
			   100);
	kfree(samples);
	return ret;
}

int good_exact(struct usb_device *udev)
{
	u8 *buf = kmalloc(REPLY_LEN, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,
			      buf, REPLY_LEN, 100);
	kfree(buf);
	return ret;
}

int good_offset(struct usb_device *udev, int *actual)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf + 8, 56, actual,
			   100);
	kfree(buf);
	return ret;
}

int good_variable_size(struct usb_device *udev, size_t len, int *actual)
{
	u8 *buf = kmalloc(len, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);
	kfree(buf);
	return ret;
}

int good_variable_length(struct usb_device *udev, u16 len)
{
	u8 *buf = kzalloc(4, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,
			      buf, len, 100);
	kfree(buf);
	return ret;
}

/* Two sizes, two lengths: the right pairs. */
int good_pairs(struct usb_device *udev, bool wide, int *actual)
{
	u8 *buf = kmalloc(wide ? 64 : 8, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, wide ? 64 : 8,
			   actual, 100);
	kfree(buf);
	return ret;
}
