// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/usb-skeleton.c
 *
 * The model of all drivers with a character device: long writes that fill its
 * URBs, short reads, a stall that it has to survive.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 2, 255, 0, 0),
	ENDPOINT(0x81, BULK, 512, 0), ENDPOINT(0x02, BULK, 512, 0),
};

static int data(struct rt_xfer *x)
{
	static int reads;

	if (!x->in)
		return x->len;
	if (++reads == 3)
		return -EPIPE;
	memset(x->data, reads, x->len > 100 ? 100 : x->len);
	return x->len > 100 ? 100 : x->len;
}

SCRIPT(0xfff0, 0xfff0, HIGH, control_ok)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);
	static char text[500];

	if (!file)
		return;
	memset(text, 'w', sizeof(text));
	for (int n = 0; n < 12; n++)
		rt_file_write(file, text, sizeof(text));
	for (int n = 0; n < 6; n++)
		rt_file_read(file, 64);
	rt_file_close(file);
}
