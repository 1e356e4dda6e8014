// SPDX-License-Identifier: GPL-2.0-or-later
/* As drivers/usb/storage/alauda.c in Linux 6.1 does: found there without any table. */
#include <linux/usb.h>

int core_transfer(struct usb_device *udev, struct urb *urb, void *buf, int len);

int bad_command(struct usb_device *udev, struct urb *urb)
{
	unsigned char command[] = { 0x40, 0x7a, 0, 0 };

	return core_transfer(udev, urb, command, sizeof(command));	/* link: stack_buffer */
}

int good_command(struct usb_device *udev, struct urb *urb, unsigned char *command)
{
	return core_transfer(udev, urb, command, 4);
}
