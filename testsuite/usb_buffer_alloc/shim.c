// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The names of before 2.6.35, kept alive by a prototype in a compatibility header.
 */
#include <linux/module.h>
#include <linux/usb.h>

void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma);
void usb_buffer_free(struct usb_device *udev, size_t size, void *addr, dma_addr_t dma);

struct lamp {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t dma;
};

int bad_alloc(struct lamp *l)
{
	l->data = usb_buffer_alloc(l->udev, 8, GFP_ATOMIC, &l->dma);	/* want: usb_buffer_alloc */
	return l->data ? 0 : -ENOMEM;
}

void bad_free(struct lamp *l)
{
	usb_buffer_free(l->udev, 8, l->data, l->dma);	/* want: usb_buffer_alloc */
}

int good_alloc(struct lamp *l)
{
	l->data = usb_alloc_coherent(l->udev, 8, GFP_ATOMIC, &l->dma);
	if (!l->data) {
		dev_err(&l->udev->dev, "usb_buffer_alloc failed\n");
		return -ENOMEM;
	}
	return 0;
}

void good_free(struct lamp *l)
{
	usb_free_coherent(l->udev, 8, l->data, l->dma);
}
