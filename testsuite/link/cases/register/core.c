// SPDX-License-Identifier: GPL-2.0-or-later
/* The function to send with is copied from the caller's parameters to the core's own. */
#include "register.h"

void register_device(struct register_core *core, struct register_params *params)
{
	core->send = params->send;
}

int register_hello(struct register_core *core, struct usb_device *udev)
{
	u8 hello[4] = { 1 };

	return core->send(udev, hello, sizeof(hello));	/* link: stack_buffer */
}
