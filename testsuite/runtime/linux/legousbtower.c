// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/legousbtower.c
 *
 * An infrared tower: version and reset are asked for by control requests, a
 * program is sent and its echo read.
 */
#include <linux/delay.h>

#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 2, 255, 0, 0),
	ENDPOINT(0x81, INT, 8, 2), ENDPOINT(0x02, INT, 8, 2),
};
static u8 echo[64];
static unsigned int kept;

static int control(struct rt_xfer *x)
{
	for (unsigned int i = 0; x->in && i < x->len; i++)
		x->data[i] = i + 1;
	return x->len;
}

static int data(struct rt_xfer *x)
{
	unsigned int n = x->len < kept ? x->len : kept;

	if (!x->in) {
		kept = x->len < sizeof(echo) ? x->len : sizeof(echo);
		memcpy(echo, x->data, kept);
		return x->len;
	}
	if (!n)
		return RT_NAK;
	memcpy(x->data, echo, n);
	kept = 0;
	return n;
}

SCRIPT(0x0694, 0x0001, FULL, control)

void rt_use(struct usb_interface *intf);
void rt_use(struct usb_interface *intf)
{
	struct file *file = rt_file_open(0, O_RDWR);

	if (!file)
		return;
	rt_file_write(file, "\x55\xff\x00\x10\xef\x10", 6);
	msleep(100);
	rt_file_poll(file);
	rt_file_read(file, 6);
	rt_file_close(file);
}
