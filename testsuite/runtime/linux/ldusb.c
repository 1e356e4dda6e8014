// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/ldusb.c
 *
 * A measuring interface: values come on an interrupt endpoint into a ring,
 * commands go out on another one.
 */
#include <linux/delay.h>

#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 2, USB_CLASS_HID, 0, 0),
	ENDPOINT(0x81, INT, 8, 2), ENDPOINT(0x01, INT, 8, 2),
};
static const u8 values[][8] = { { 3, 1, 2, 3 }, { 5, 5, 4, 3, 2, 1 }, { 1, 9 } };

static int data(struct rt_xfer *x)
{
	return x->in ? next_report(x, values[0], ARRAY_SIZE(values), 8) : (int)x->len;
}

SCRIPT(0x0f11, 0x1000, FULL, control_ok)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);

	if (!file)
		return;
	msleep(20);
	rt_file_poll(file);
	for (int n = 0; n < 3; n++)
		rt_file_read(file, 8);
	rt_file_write(file, "\1\2\3\4", 4);
	rt_file_write(file, "a longer command", 16);
	rt_file_close(file);
}
