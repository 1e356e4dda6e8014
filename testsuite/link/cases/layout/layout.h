/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LAYOUT_H
#define LAYOUT_H
#include <linux/usb.h>

struct layout_dev {
	struct usb_device *udev;
	int users;
	u8 state[4];
	int errors;
	u8 out[4];
	int more;
};

int layout_read(struct usb_device *udev, u16 reg, void *buf, int len);
int layout_write(struct usb_device *udev, u16 reg, const void *buf, int len);
#endif
