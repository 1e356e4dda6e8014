// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/usblcd.c
 *
 * A display with two bulk endpoints: text is written, in one and in several
 * transfers, and what the display has to say is read.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 2, 255, 0, 0),
	ENDPOINT(0x81, BULK, 64, 0), ENDPOINT(0x02, BULK, 64, 0),
};

static int data(struct rt_xfer *x)
{
	if (x->in && x->len)
		memset(x->data, 'k', x->len > 20 ? 20 : x->len);
	return x->in && x->len > 20 ? 20 : x->len;
}

SCRIPT(0x10d2, 0x0001, FULL, control_ok)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);

	if (!file)
		return;
	for (int n = 0; n < 8; n++)
		rt_file_write(file, "temperature 21 C", 16);
	rt_file_read(file, 16);
	rt_file_read(file, 64);
	rt_file_ioctl(file, 1, 16);		/* IOCTL_GET_HARD_VERSION */
	rt_file_ioctl(file, 2, 32);		/* IOCTL_GET_DRV_VERSION */
	rt_file_close(file);
}
