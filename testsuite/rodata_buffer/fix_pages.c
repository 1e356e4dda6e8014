// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: parts of tables in loops, conditions, branches
 * without braces, comments between the arguments.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define PAGE_LEN	3

static const u8 pages[4][PAGE_LEN] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 }, { 10 } };
static const u8 pattern[12] = { 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144 };

int bad_pages(struct usb_device *udev, int count)
{
	int i, ret, sent = 0, actual;

	for (i = 0; i < count && i < 4; i++) {
		ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (u8 *)(pattern + i * PAGE_LEN),	/* want: rodata_buffer */
				   PAGE_LEN /* a page */, &actual, 100);
		if (ret == -ETIMEDOUT)
			continue;	/* next time */
		if (ret)
			return ret;
		sent += actual + pages[i][0];
	}
	return sent;
}

int bad_lamp(struct usb_device *udev, bool on)
{
	static const u8 mode[2] = { 7, 7 };

	if (on)
		usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 2, 0x40, 0, 0, "\x01", 1, 100);	/* want: rodata_buffer */
	else if (usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 3, 0x40, 0, 0, (void *)mode,	/* want: rodata_buffer */
				 2, 100) < 0)
		return -EIO;
	if (usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40, 0, 0, (void *)mode, 2,	/* want: rodata_buffer */
			    100) != 2)
		return -EIO;
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 5, 0x40, 0, 0,	/* want: rodata_buffer */
			       (void *)&pattern[4], 4, 100);
}
