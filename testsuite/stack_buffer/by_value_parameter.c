// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A parameter is an automatic object too: scalars whose address is taken,
 * records handed over by value.  A pointer parameter is not.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct led_colour {
	u8 red, green, blue;
};

union led_word {
	__le32 raw;
	u8 byte[4];
};

int bad_scalar_parameter(struct usb_device *udev, u8 level)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x11, 0x40,	/* want: stack_buffer */
			       0, 0, &level, 1, 200);
}

int bad_record_parameter(struct usb_device *udev, struct led_colour colour)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x12, 0x40,	/* want: stack_buffer */
			       0, 0, &colour, sizeof(colour), 200);
}

int bad_member_of_record_parameter(struct usb_device *udev,
				   struct led_colour colour)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x13, 0x40,	/* want: stack_buffer */
			       0, 0, &colour.green, 1, 200);
}

int bad_union_parameter(struct usb_device *udev, union led_word word)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x14, 0x40,	/* want: stack_buffer */
			       0, 0, word.byte, sizeof(word.byte), 200);
}

static int put_level(struct usb_device *udev, u8 level)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x11, 0x40,	/* want: stack_buffer */
			       0, 0, &level, 1, 200);
}

/* The fault is put_level()'s own: its caller hands over a number. */
int good_caller_of_bad_helper(struct usb_device *udev, int percent)
{
	u8 level = percent * 255 / 100;

	return put_level(udev, level);
}

/* What an array parameter names is the caller's memory. */
int good_array_parameter(struct usb_device *udev, u8 frame[8])
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x15, 0x40,
			       0, 0, frame, 8, 200);
}

int good_record_pointer(struct usb_device *udev, struct led_colour *colour)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x12, 0x40,
			       0, 0, colour, sizeof(*colour), 200);
}

int good_value_in_setup(struct usb_device *udev, struct led_colour colour)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x16, 0x40,
			       colour.red << 8 | colour.green, colour.blue,
			       NULL, 0, 200);
}
