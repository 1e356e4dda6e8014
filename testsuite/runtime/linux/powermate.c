// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Driver: drivers/input/misc/powermate.c
 *
 * A knob: it turns, is pressed, and its light is set by control URBs whose setup
 * packet the driver allocates.
 */
#include "script.h"

static const u8 config[] = {
	CONFIG(1), INTERFACE(0, 1, USB_CLASS_HID, 0, 0), ENDPOINT(0x81, INT, 6, 10),
};
static const u8 reports[][6] = { { 0, 1, 0, 0x4f, 0x10 }, { 1, 0xff, 0, 0x4f, 0x10 }, { 0 } };

static int data(struct rt_xfer *x)
{
	return next_report(x, reports[0], ARRAY_SIZE(reports), 6);
}

SCRIPT(0x077d, 0x0410, LOW, control_ok)
