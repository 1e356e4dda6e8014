// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/usb/misc/idmouse.c
 *
 * A mouse with a fingerprint sensor: its second interface sends an image when
 * the device is opened, in bulk transfers.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, 0x0a, 0, 0), ENDPOINT(0x82, BULK, 512, 0),
};

static int data(struct rt_xfer *x)
{
	static unsigned int at;		/* 289 rows of 225 points, no header */

	for (unsigned int i = 0; i < x->len; i++, at++)
		x->data[i] = at % 225 == 224 ? 0 : at / 225 == 288 ? 0xff : at % 251;
	return x->len;
}

SCRIPT(0x0681, 0x0005, FULL, control_ok)
