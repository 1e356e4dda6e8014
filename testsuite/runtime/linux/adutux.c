// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/adutux.c
 *
 * A relay box: a command of text switches, the answer is read.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 2, USB_CLASS_HID, 0, 0),
	ENDPOINT(0x81, INT, 8, 10), ENDPOINT(0x01, INT, 8, 10),
};
static const u8 answers[][8] = { { 1, '2', '5', '5' }, { 1, '0', '0', '7' } };

static int data(struct rt_xfer *x)
{
	return x->in ? next_report(x, answers[0], ARRAY_SIZE(answers), 8) : (int)x->len;
}

SCRIPT(0x0a07, 0x0064, LOW, control_ok)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);

	if (!file)
		return;
	rt_file_write(file, "\1RPK0\0\0", 8);
	rt_file_read(file, 8);
	rt_file_write(file, "\1MK255\0", 8);
	rt_file_read(file, 8);
	rt_file_close(file);
}
