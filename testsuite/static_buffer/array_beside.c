// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A store to an element of one member says nothing of the next member, whatever
 * the index; within the array it can be any element.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct gate {
	struct usb_device *udev;
	const u8 *names[4];
	u8 *cmd;
	const u8 *last[];
};

static u8 first_name[8];

int good_gate_alloc(struct gate *g)
{
	g->cmd = kmalloc(8, GFP_KERNEL);
	return g->cmd ? 0 : -ENOMEM;
}

int good_next_member(struct gate *g, int i)
{
	g->names[i] = first_name;
	return usb_bulk_msg(g->udev, usb_sndbulkpipe(g->udev, 1), g->cmd, 8, NULL, 100);
}

int bad_same_array(struct gate *g, int i)
{
	g->names[i] = first_name;
	return usb_bulk_msg(g->udev, usb_sndbulkpipe(g->udev, 1), (void *)g->names[2], 8,	/* want(plugin): static_buffer */
			    NULL, 100);
}

int bad_flexible_tail(struct gate *g, int i)
{
	g->last[i] = first_name;
	return usb_bulk_msg(g->udev, usb_sndbulkpipe(g->udev, 1), (void *)g->last[2], 8,	/* want(plugin): static_buffer */
			    NULL, 100);
}
