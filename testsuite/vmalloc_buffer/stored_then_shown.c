// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The same function allocates, stores to a field, and calls the helper that
 * sends the field: one fault, one warning, at the transfer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

#define FRAME 9000

struct panel {
	struct usb_device *udev;
	u8 *frame;
	u8 *line;
};

int bad_show(struct panel *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), p->frame,	/* want: vmalloc_buffer */
			    FRAME, actual, 100);
}

int good_show_line(struct panel *p, int *actual)
{
	return usb_bulk_msg(p->udev, usb_sndbulkpipe(p->udev, 2), p->line, 64, actual, 100);
}

int panel_start(struct panel *p, int *actual)
{
	p->line = kmalloc(64, GFP_KERNEL);
	p->frame = vmalloc(FRAME);
	if (!p->frame || !p->line)
		return -ENOMEM;
	good_show_line(p, actual);
	return bad_show(p, actual);
}
