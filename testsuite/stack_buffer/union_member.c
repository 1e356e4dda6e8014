// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Unions: local ones are stack memory whatever member is named; a pointer
 * member of a local union leads elsewhere.
 */
#include <linux/module.h>
#include <linux/usb.h>

union sample {
	__le64 wide;
	__le16 half[4];
	u8 byte[8];
};

struct reading {
	u32 when;
	union {
		u8 raw[4];
		__le32 word;
	};
};

union target {
	u8 *heap;
	unsigned long cookie;
};

int bad_union(struct usb_device *udev)
{
	union sample s;
	int ret;

	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,	/* want: stack_buffer */
			      s.byte, sizeof(s.byte), 100);
	return ret < 0 ? ret : le16_to_cpu(s.half[1]);
}

int bad_union_scalar(struct usb_device *udev)
{
	union sample s;
	int ret;

	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,	/* want: stack_buffer */
			      &s.wide, sizeof(s.wide), 100);
	return ret < 0 ? ret : s.byte[0];
}

int bad_anonymous_union(struct usb_device *udev)
{
	struct reading r = { .when = 0 };
	int ret;

	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 2, 0xc0, 0, 0,	/* want: stack_buffer */
			      r.raw, sizeof(r.raw), 100);
	return ret < 0 ? ret : le32_to_cpu(r.word);
}

int good_pointer_in_union(struct usb_device *udev, u8 *heap)
{
	union target t = { .heap = heap };

	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 3, 0xc0, 0, 0,
			       t.heap, 4, 100);
}

int good_cookie(struct usb_device *udev, u8 *heap)
{
	union target t = { .heap = heap };

	return usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 3, 0xc0, 0, 0,
			       (void *)t.cookie, 4, 100);
}
