// SPDX-License-Identifier: GPL-2.0-or-later
/* A variable that other files of the module see keeps the buffer of all transfers. */
#include <linux/usb.h>

u8 *global_bounce;
u8 *global_good;

int global_read(struct usb_device *udev, u16 reg)
{
	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, reg,
			       global_bounce, 8, 100);	/* link-1: static_buffer */
}

int global_write(struct usb_device *udev, u16 reg)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, reg,
			       global_good, 8, 100);
}
