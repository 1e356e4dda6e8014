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

	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0, wake,	/* want: static_buffer */
			      sizeof(wake), 100);
	if (ret < 0)
		return ret;
	return 0;
}

int bad_wake_bulk(struct usb_device *udev)
{
	int actual;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), wake, sizeof(wake), &actual, 100);	/* want: static_buffer */
}
