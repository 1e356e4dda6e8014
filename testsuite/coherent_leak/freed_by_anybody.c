// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Somebody who is no completion handler frees urb->transfer_buffer: of which URBs
 * is not known, so all buffers that an URB holds are in good hands.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct cap {
	struct usb_device *udev;
	struct usb_anchor idle;
};

static void cap_done(struct urb *urb)
{
	struct cap *c = urb->context;

	usb_anchor_urb(urb, &c->idle);
}

int good_freed_from_the_anchor(struct cap *c)
{
	int ret;
	dma_addr_t h;
	u8 *buf;
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);
	if (!buf) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, c->udev, usb_rcvbulkpipe(c->udev, 1), buf, 64, cap_done, c);
	u->transfer_dma = h;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(u, &c->idle);
	ret = usb_submit_urb(u, GFP_KERNEL);
	if (ret) {
		usb_unanchor_urb(u);
		usb_free_coherent(c->udev, 64, buf, h);
	}
	usb_free_urb(u);
	return ret;
}

void good_drain(struct cap *c)
{
	struct urb *u;

	while ((u = usb_get_from_anchor(&c->idle))) {
		usb_free_coherent(c->udev, 64, u->transfer_buffer, u->transfer_dma);
		usb_free_urb(u);
	}
}

MODULE_LICENSE("GPL");
