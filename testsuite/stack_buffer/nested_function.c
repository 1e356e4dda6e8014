// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * GNU C nested functions: the frame of the outer one is still its stack.
 */
#include <linux/module.h>
#include <linux/usb.h>

int bad_frame_of_outer(struct usb_device *udev)
{
	u8 key[8] = { 0 };
	int actual = 0;

	int send(unsigned int ep)
	{
		return usb_bulk_msg(udev, usb_sndbulkpipe(udev, ep), key,	/* want(plugin): stack_buffer */
				    sizeof(key), &actual, 100);
	}

	key[0] = 1;
	return send(1) ? send(1) : send(2);
}

int bad_own_frame(struct usb_device *udev)
{
	int once(void)
	{
		u8 key[8] = { 0 };

		return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40,	/* want(plugin): stack_buffer */
				       0, 0, key, sizeof(key), 100);
	}

	return once() < 0 ? once() : 0;
}

int good_pointer_in_frame(struct usb_device *udev, u8 *heap)
{
	int actual = 0;

	int send(unsigned int ep)
	{
		return usb_bulk_msg(udev, usb_sndbulkpipe(udev, ep), heap, 8,
				    &actual, 100);
	}

	heap[0] = 1;
	return send(1) ? send(1) : send(2);
}
