// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/hid/usbhid/usbmouse.c
 *
 * A mouse in the boot protocol: moves, clicks, a wheel.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, USB_CLASS_HID, 1, 2), ENDPOINT(0x81, INT, 8, 10),
};
static const u8 reports[][8] = { { 0, 5, 0xfb, 0 }, { 1, 0, 0, 1 }, { 4, 1, 1, 0xff }, { 0 } };

static int data(struct rt_xfer *x)
{
	return next_report(x, reports[0], ARRAY_SIZE(reports), 8);
}

SCRIPT(0x1209, 0x0002, LOW, control_ok)
