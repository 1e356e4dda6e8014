// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buffers chosen on the way: the conditional operator, two branches that meet,
 * a fallback when kmalloc() fails, the last assignment of a loop.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_conditional(struct usb_device *udev, u8 *heap, bool quick)
{
	u8 small[8] = { 0 };

	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 5,	/* want(plugin): stack_buffer */
			       0xc0, 0, 0, quick ? small : heap, 8, 500);
}

int bad_branch(struct usb_device *udev, size_t len, int *actual)
{
	u8 small[64];
	u8 *buf;
	int ret;

	if (len <= sizeof(small)) {
		buf = small;
	} else {
		buf = kmalloc(len, GFP_KERNEL);
		if (!buf)
			return -ENOMEM;
	}
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, len,	/* want: stack_buffer */
			   actual, 500);
	if (buf != small)
		kfree(buf);
	return ret;
}

int bad_fallback(struct usb_device *udev, int *actual)
{
	u8 spare[16] = { 0 };
	u8 *buf = kzalloc(16, GFP_KERNEL);
	u8 *use = buf;
	int ret;

	if (!use)
		use = spare;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), use, 16,	/* want: stack_buffer */
			   actual, 500);
	kfree(buf);
	return ret;
}

int bad_loop_carried(struct usb_device *udev, u8 *heap, int rounds, int *actual)
{
	u8 next[32] = { 0 };
	u8 *cur = heap;
	int ret = 0;

	while (rounds-- && !ret) {
		ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), cur, 32,	/* want: stack_buffer */
				   actual, 500);
		cur = next;
	}
	return ret;
}

int bad_switch(struct usb_device *udev, int kind, u8 *heap, int *actual)
{
	u8 ping[4] = { 1 };
	u8 pong[4] = { 2 };
	u8 *buf;

	switch (kind) {
	case 0:
		buf = ping;
		break;
	case 1:
		buf = pong;
		break;
	default:
		buf = heap;
		break;
	}
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, 4,	/* want: stack_buffer */
			    actual, 500);
}

/* The stack array is only ever the source of a copy, on either branch. */
int good_branch_copies(struct usb_device *udev, bool reset, u8 *heap, int *actual)
{
	u8 on[4] = { 1 };
	u8 off[4] = { 0 };

	memcpy(heap, reset ? off : on, 4);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), heap, 4, actual, 500);
}

/* The pointer is given heap memory before it gets to the transfer. */
int good_reassigned(struct usb_device *udev, int *actual)
{
	u8 local[4] = { 1, 2, 3, 4 };
	u8 *buf = local;
	int ret;

	local[3] = buf[0] ^ buf[1];
	buf = kmemdup(local, sizeof(local), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, 4, actual, 500);
	kfree(buf);
	return ret;
}

int good_null_or_heap(struct usb_device *udev, u8 *heap, u16 len)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 5, 0x40, 0, 0,
			       len ? heap : NULL, len, 500);
}
