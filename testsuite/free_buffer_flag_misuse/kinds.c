// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory that is wrong for DMA and for kfree() alike.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

struct prog {
	struct usb_device *udev;
	int state;
	u8 cmd[64];
};

static u8 prog_reset[4] = { 1, 2, 3, 4 };

static void prog_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int bad_static(struct prog *p)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	usb_fill_bulk_urb(u, p->udev, usb_sndbulkpipe(p->udev, 1), prog_reset,	/* want: static_buffer */
			  sizeof(prog_reset), prog_done, p);
	u->transfer_flags |= URB_FREE_BUFFER;	/* want(plugin): free_buffer_flag_misuse */
	return usb_submit_urb(u, GFP_KERNEL);
}

int bad_vmalloc(struct prog *p, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	void *b = vmalloc(n);

	if (!u || !b) {
		usb_free_urb(u);
		vfree(b);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, p->udev, usb_sndbulkpipe(p->udev, 1), b, n, prog_done, p);	/* want: vmalloc_buffer */
	u->transfer_flags |= URB_FREE_BUFFER;	/* want(plugin): free_buffer_flag_misuse */
	return usb_submit_urb(u, GFP_KERNEL);
}

int good_stack_without_flag(struct prog *p)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	u8 *b = kzalloc(4, GFP_KERNEL);

	if (!u || !b) {
		usb_free_urb(u);
		kfree(b);
		return -ENOMEM;
	}
	memcpy(b, prog_reset, 4);
	usb_fill_bulk_urb(u, p->udev, usb_sndbulkpipe(p->udev, 1), b, 4, prog_done, p);
	u->transfer_flags |= URB_FREE_BUFFER;
	return usb_submit_urb(u, GFP_KERNEL);
}
