// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: one message, one copy, one error test.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_lamp(struct usb_device *udev, u8 level)
{
	u8 *buf;
	int ret;

	buf = kmemdup(&level, 1, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x11, 0x40, 0, 0, buf, 1, 200);	/* want(spatch): open_coded_bounce */
	kfree(buf);
	if (ret < 0)
		return ret;
	return 0;
}

/* What was sent is what the caller wants to know. */
int good_count(struct usb_device *udev, u8 level)
{
	u8 *buf;
	int ret;

	buf = kmemdup(&level, 1, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x11, 0x40, 0, 0, buf, 1, 200);
	kfree(buf);
	return ret;
}
