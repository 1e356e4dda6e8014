// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: a command in module data, sent once.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 wake[4] = { 0x01, 0x00, 0x00, 0x05 };

int bad_wake(struct usb_device *udev)
{
	int ret;

	ret = usb_control_msg_send(udev, 0, 1, 0x40, 0, 0, wake,
				   	/* want: static_buffer */
				   sizeof(wake), 100, GFP_NOIO);
	if (ret < 0)
		return ret;
	return 0;
}

int bad_wake_bulk(struct usb_device *udev)
{
	void *wake_buf __free(kfree) = NULL;
	int ret;
	int actual;

	wake_buf = kmemdup(wake, sizeof(wake), GFP_NOIO);
	if (!wake_buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), wake_buf,
			   sizeof(wake), &actual, 100);
	return ret;	/* want: static_buffer */
}
