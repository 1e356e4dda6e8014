// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/yurex.c
 *
 * A leg-shake counter: reports of 8 bytes with the count, commands that are
 * answered with a report.
 */
#include <linux/delay.h>

#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, USB_CLASS_HID, 0, 0), ENDPOINT(0x81, INT, 8, 10),
};
static const u8 count[8] = { 'C', 0, 0, 0, 1, 2, 0x0d, 0 };
static bool counted;
static u8 command;

static int control(struct rt_xfer *x)
{
	command = x->len ? x->data[0] : 0;
	return x->len;
}

/* A report when it begins, and one for each command. */
static int data(struct rt_xfer *x)
{
	if (counted && !command)
		return RT_NAK;
	memcpy(x->data, count, 8);
	if (counted) {
		x->data[0] = '!';
		x->data[1] = command;
	}
	counted = true;
	command = 0;
	return 8;
}

SCRIPT(0x0c45, 0x1010, FULL, control)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);

	if (!file)
		return;
	msleep(10);
	rt_file_read(file, 16);
	rt_file_write(file, "S12", 3);
	rt_file_write(file, "A", 1);
	rt_file_write(file, "nonsense", 8);
	rt_file_poll(file);
	rt_file_close(file);
}
