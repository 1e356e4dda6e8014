// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The file prepares an URB that it never submits: who does may set the flag.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct wheel {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data;
	dma_addr_t data_dma;
};

int good_wheel_init(struct wheel *w)
{
	w->data = usb_alloc_coherent(w->udev, 8, GFP_KERNEL, &w->data_dma);
	w->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!w->data || !w->urb)
		return -ENOMEM;
	usb_fill_int_urb(w->urb, w->udev, usb_rcvintpipe(w->udev, 1), w->data, 8, NULL, w, 10);
	return 0;
}
