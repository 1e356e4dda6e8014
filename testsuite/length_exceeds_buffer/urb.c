// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lengths in urbs and behind wrappers, coherent memory included.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct tablet {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data;
	dma_addr_t data_dma;
};

static void tablet_irq(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int tablet_get(struct tablet *t, u8 req, void *buf, u16 len)
{
	return usb_control_msg(t->udev, usb_rcvctrlpipe(t->udev, 0), req, 0xc0,
			       0, 0, buf, len, 100);
}

int bad_filled(struct tablet *t)
{
	u8 *buf = kmalloc(8, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	t->data = buf;
	usb_fill_int_urb(t->urb, t->udev, usb_rcvintpipe(t->udev, 1), buf, 10,	/* want: length_exceeds_buffer */
			 tablet_irq, t, 8);
	return usb_submit_urb(t->urb, GFP_KERNEL);
}

int bad_wrapper(struct tablet *t)
{
	u8 *buf = kmalloc(2, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tablet_get(t, 1, buf, 4);	/* want: length_exceeds_buffer */
	kfree(buf);
	return ret;
}

int good_filled(struct tablet *t)
{
	u8 *buf = kmalloc(10, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	t->data = buf;
	usb_fill_int_urb(t->urb, t->udev, usb_rcvintpipe(t->udev, 1), buf, 10,
			 tablet_irq, t, 8);
	return usb_submit_urb(t->urb, GFP_KERNEL);
}

int good_wrapper(struct tablet *t)
{
	u8 *buf = kmalloc(4, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = tablet_get(t, 1, buf, 4);
	kfree(buf);
	return ret;
}
