// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/hid/usbhid/usbkbd.c
 *
 * A keyboard in the boot protocol: keys come as reports, lights go out by a
 * control URB from coherent memory.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, USB_CLASS_HID, 1, 1), ENDPOINT(0x81, INT, 8, 10),
};
static const u8 reports[][8] = {
	{ 0, 0, 4 }, { 2, 0, 4, 5 }, { 0 }, { 0x40, 0, 0, 30 }, { 0 },
};

static int data(struct rt_xfer *x)
{
	return next_report(x, reports[0], ARRAY_SIZE(reports), 8);
}

SCRIPT(0x1209, 0x0003, LOW, control_ok)
