// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The nasty case of the rewrite: parts of tables in loops, conditions, branches
 * without braces, comments between the arguments.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define PAGE_LEN	3

static u8 pages[4][PAGE_LEN] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 }, { 10 } };
static u8 pattern[12] = { 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144 };
static u8 lamp;

int bad_pages(struct usb_device *udev, int count)
{
	void *pattern_buf;
	int i, ret, sent = 0, actual;

	for (i = 0; i < count && i < 4; i++) {
		pattern_buf = kmemdup(pattern + i * PAGE_LEN, PAGE_LEN,
				      GFP_NOIO);
		if (pattern_buf)
			ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),
					   pattern_buf, PAGE_LEN, &actual,
					   100);
		else
			ret = -ENOMEM;
		kfree(pattern_buf);
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
	void *pattern_buf __free(kfree) = NULL;
	int ret;
	static u8 mode[2] = { 7, 7 };

	lamp = on;
	if (on)
		usb_control_msg_send(udev, 0, 2, 0x40, 0, 0, &lamp, 1, 100,
				     GFP_NOIO);	/* want: static_buffer */
	else if (usb_control_msg_send(udev, 0, 3, 0x40, 0, 0, mode, 2, 100, GFP_NOIO) < 0)	/* want: static_buffer */
		return -EIO;
	if (usb_control_msg_send(udev, 0, 4, 0x40, 0, 0, mode, 2, 100, GFP_NOIO))	/* want: static_buffer */
		return -EIO;
	pattern_buf = kmemdup(&pattern[4], 4, GFP_NOIO);
	if (!pattern_buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 5, 0x40, 0, 0,	/* want: static_buffer */
			       pattern_buf, 4, 100);
	return ret;
}
