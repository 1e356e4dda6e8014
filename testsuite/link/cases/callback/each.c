// SPDX-License-Identifier: GPL-2.0-or-later
/* A helper that is given the function to call, and its own variable to call it with. */
#include <linux/usb.h>

typedef int (*callback_fn)(struct usb_device *udev, u8 *value);
int callback_once(struct usb_device *udev, callback_fn fn);
int callback_twice(struct usb_device *udev, callback_fn fn);

int callback_once(struct usb_device *udev, callback_fn fn)
{
	u8 value;

	return fn(udev, &value);		/* link: stack_buffer */
}

int callback_twice(struct usb_device *udev, callback_fn fn)
{
	u8 value;
	int ret = fn(udev, &value);

	return ret ? ret : fn(udev, &value);
}
