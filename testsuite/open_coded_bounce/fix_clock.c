// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: registers of a clock, written and read.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct clock_time {
	u8 hour, minute;
};

int bad_read(struct usb_device *udev, int reg)
{
	struct clock_time now = { 0 };
	u8 *data;
	int err;

	data = kmalloc(sizeof(now), GFP_KERNEL);
	if (!data)
		return -ENOMEM;
	err = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 0x21, 0xc0, reg, 0,	/* want(spatch): open_coded_bounce */
			      data, sizeof(now), 500);
	if (err == sizeof(now))
		memcpy(&now, data, sizeof(now));
	kfree(data);
	if (err < 0) {
		dev_err(&udev->dev, "register %d: %d\n", reg, err);
		return err;
	}
	return now.hour * 60 + now.minute;
}

int bad_write(struct usb_device *udev, int reg, u8 value)
{
	u8 pair[2] = { reg, value };
	void *copy;
	int err;

	copy = kmemdup(pair, sizeof(pair), GFP_NOIO);
	if (!copy)
		return -ENOMEM;
	err = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x22, 0x40, reg, 0,	/* want(spatch): open_coded_bounce */
			      copy, sizeof(pair), 500);
	kfree(copy);
	if (err < 0)
		return err;
	return value;
}
