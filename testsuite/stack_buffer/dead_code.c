// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Code the compiler never sees or never keeps does not transfer anything.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define PROBE_DEBUG	0

int good_not_compiled(struct usb_device *udev)
{
	u8 b[2] = { 0 };

#if 0
	usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0, b, 2, 500);
#endif
	return b[0] + udev->devnum;
}

int good_if_zero(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	if (0)
		return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40,	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
				       0, 0, b, 2, 500);
	return b[1];
}

int good_macro_zero(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	if (PROBE_DEBUG)
		return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40,	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
				       0, 0, b, 2, 500);
	return b[1];
}

int good_config_off(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	if (IS_ENABLED(CONFIG_NO_SUCH_USB_SELFTEST))
		return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40,	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
				       0, 0, b, 2, 500);
	return b[1];
}

int good_after_return(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	return b[0];
	usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0, b, 2, 500);	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
	return b[1];
}

/* Inside sizeof nothing is called. */
int good_sizeof_operand(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	return b[0] + sizeof(usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1,	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
					     0x40, 0, 0, b, 2, 500));
}

/* A static helper that nobody calls is not in the module. */
static int __maybe_unused nobody_calls_me(struct usb_device *udev)
{
	u8 b[2] = { 0 };

	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0,	/* fp(spatch): stack_buffer -- spatch takes dead code for code */
			       b, 2, 500);
}

int bad_live(struct usb_device *udev, int debug)
{
	u8 b[2] = { 0 };

	if (debug)
		return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40,	/* want: stack_buffer */
				       0, 0, b, 2, 500);
	return b[1];
}
