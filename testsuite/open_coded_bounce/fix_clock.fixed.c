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
	int err;

	err = usb_control_msg_recv(udev, 0, 0x21, 0xc0, reg, 0,
				   	/* want(spatch): open_coded_bounce */
				   &now, sizeof(now), 500, GFP_KERNEL);
	if (err < 0) {
		dev_err(&udev->dev, "register %d: %d\n", reg, err);
		return err;
	}
	return now.hour * 60 + now.minute;
}

int bad_write(struct usb_device *udev, int reg, u8 value)
{
	u8 pair[2] = { reg, value };
	int err;

	err = usb_control_msg_send(udev, 0, 0x22, 0x40, reg, 0,
				   	/* want(spatch): open_coded_bounce */
				   pair, sizeof(pair), 500, GFP_NOIO);
	if (err < 0)
		return err;
	return value;
}
