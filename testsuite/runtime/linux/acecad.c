// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/input/tablet/acecad.c
 *
 * A pen tablet: opened, the pen comes near, touches, and leaves.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, USB_CLASS_HID, 0, 0), ENDPOINT(0x81, INT, 8, 4),
};
static const u8 reports[][8] = {
	{ 0x84, 0x10, 0x02, 0x20, 0x03, 0, 0, 0 }, { 0x95, 0x18, 0x02, 0x28, 0x03, 0x90, 1, 0 },
	{ 0x90, 0, 0, 0, 0, 0, 0, 0 },
};

static int data(struct rt_xfer *x)
{
	return next_report(x, reports[0], ARRAY_SIZE(reports), 8);
}

SCRIPT(0x0460, 0x0004, LOW, control_ok)
