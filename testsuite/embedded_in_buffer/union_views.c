// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A union of register widths inside the driver's state is one buffer, reported
 * once; padded to a cache line and aligned it is advice at most.
 * Options: severity=warning
 */
#include <linux/cache.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/usb.h>

struct chip {
	struct usb_device *udev;
	struct mutex lock;
	union {
		u8 val8;
		__le16 val16;
		__le32 val32;
	} reg;
	int refs;
};

struct padded_chip {
	struct usb_device *udev;
	struct mutex lock;
	union {
		__le64 status;
		u8 pad[SMP_CACHE_BYTES];
	} reg ____cacheline_aligned;
	int refs;
};

int bad_read8(struct chip *c)
{
	return usb_control_msg(c->udev, usb_rcvctrlpipe(c->udev, 0), 5, 0xc0, 0, 0,	/* want: embedded_in_buffer */
			       &c->reg.val8, 1, 500);
}

int good_read32_said_above(struct chip *c)
{	/* runtime: the member is at fault here as well; the rule says so once, at the first */
	return usb_control_msg(c->udev, usb_rcvctrlpipe(c->udev, 0), 5, 0xc0, 0, 0,
			       &c->reg.val32, 4, 500);
}

int good_padded(struct padded_chip *c)
{
	return usb_control_msg(c->udev, usb_rcvctrlpipe(c->udev, 0), 5, 0xc0, 0, 0,
			       &c->reg.status, 8, 500);
}
