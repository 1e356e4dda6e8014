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
	void *pattern_buf;
	int i, ret, sent = 0, actual;

	for (i = 0; i < count && i < 4; i++) {
		pattern_buf = kmemdup((pattern + i * PAGE_LEN), PAGE_LEN,
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
	static const u8 mode[2] = { 7, 7 };

	if (on)
		usb_control_msg_send(udev, 0, 2, 0x40, 0, 0, "\x01", 1, 100,
				     GFP_NOIO);	/* want: rodata_buffer */
	else if (usb_control_msg_send(udev, 0, 3, 0x40, 0, 0, (void *)mode,	/* want: rodata_buffer */
				      2, 100, GFP_NOIO) < 0)
		return -EIO;
	if (usb_control_msg_send(udev, 0, 4, 0x40, 0, 0, mode, 2, 100, GFP_NOIO))
		return -EIO;
	pattern_buf = kmemdup(&pattern[4], 4, GFP_NOIO);
	if (!pattern_buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 5, 0x40, 0, 0,	/* want: rodata_buffer */
			       pattern_buf, 4, 100);
	return ret;
}
