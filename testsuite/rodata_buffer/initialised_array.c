// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * const is not static: a const array without static lives on the stack, an
 * array initialised from a string is not the string.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_const_automatic(struct usb_device *udev, u8 level)
{
	const u8 cmd[2] = { 0x20, level };

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,	/* want: stack_buffer */
			       (void *)cmd, sizeof(cmd), 100);
}

int bad_array_from_string(struct usb_device *udev)
{
	char hello[] = "hello";

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,	/* want: stack_buffer */
			       hello, sizeof(hello), 100);
}

int bad_pointer_to_string(struct usb_device *udev)
{
	char *hello = "hello";

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,	/* want: rodata_buffer */
			       hello, 5, 100);
}

int good_formatted(struct usb_device *udev, int channel)
{
	char *text = kmalloc(16, GFP_KERNEL);
	int ret;

	if (!text)
		return -ENOMEM;
	snprintf(text, 16, "ch%d", channel);
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,
			      text, strlen(text), 100);
	kfree(text);
	return ret;
}
