// SPDX-License-Identifier: GPL-2.0-or-later
/* One function that transfers, one that does not, both given to the helpers. */
#include <linux/usb.h>

typedef int (*callback_fn)(struct usb_device *udev, u8 *value);
int callback_once(struct usb_device *udev, callback_fn fn);
int callback_twice(struct usb_device *udev, callback_fn fn);

static int callback_read(struct usb_device *udev, u8 *value)
{
	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0, value, 1, 100);
}

static int callback_zero(struct usb_device *udev, u8 *value)
{
	*value = 0;
	return 0;
}

int callback_probe(struct usb_device *udev)
{
	int ret = callback_once(udev, callback_read);

	return ret ? ret : callback_twice(udev, callback_zero);
}
