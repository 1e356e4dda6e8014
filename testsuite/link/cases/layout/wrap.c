// SPDX-License-Identifier: GPL-2.0-or-later
/* The wrappers: direction and length are known only here and there. */
#include "layout.h"

int layout_read(struct usb_device *udev, u16 reg, void *buf, int len)
{
	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, reg, buf, len, 100);
}

int layout_write(struct usb_device *udev, u16 reg, const void *buf, int len)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, reg, (void *)buf, len,
			       100);
}
