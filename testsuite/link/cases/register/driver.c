// SPDX-License-Identifier: GPL-2.0-or-later
/* The driver that transfers; its function comes to the core by way of parameters. */
#include "register.h"

static int driver_send(struct usb_device *udev, void *buf, int len)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), buf, len, NULL, 100);
}

void driver_probe(struct register_core *core)
{
	struct register_params params = { .send = driver_send };

	register_device(core, &params);
}
