// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two faults in one call: memory that can't be mapped, and too little of it.
 */
#include <linux/module.h>
#include <linux/usb.h>

static u8 table[16];

int bad_stack(struct usb_device *udev)
{	/* runtime: where a variable of the stack ends is not known at run time */
	u8 raw[2];

	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,	/* want: stack_buffer, length_exceeds_buffer */
			       raw, 4, 100);
}

int bad_static(struct usb_device *udev, int *actual)
{	/* runtime: where a variable of the image ends is not known at run time */
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), table, 32, actual,	/* want: static_buffer, length_exceeds_buffer */
			    100);
}

int bad_enough(struct usb_device *udev, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), table, 16, actual,	/* want: static_buffer */
			    100);
}
