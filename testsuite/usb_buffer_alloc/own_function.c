// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver for old and new kernels that brings the old names itself.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct dial {
	struct usb_device *udev;
	u8 *data;
	dma_addr_t dma;
};

void *usb_buffer_alloc_dev(struct dial *d, dma_addr_t *dma);
void usb_buffer_release(struct dial *d);
void usb_buffer_free(struct usb_device *udev, size_t size, void *addr, dma_addr_t dma);

static void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma)
{
	return usb_alloc_coherent(udev, size, gfp, dma);
}

int good_own_function(struct dial *d)
{
	d->data = usb_buffer_alloc(d->udev, 16, GFP_KERNEL, &d->dma);
	return d->data ? 0 : -ENOMEM;
}

int good_longer_name(struct dial *d)
{
	d->data = usb_buffer_alloc_dev(d, &d->dma);
	return d->data ? 0 : -ENOMEM;
}

void bad_half_a_shim(struct dial *d)
{
	usb_buffer_free(d->udev, 16, d->data, d->dma);	/* want: usb_buffer_alloc */
	usb_buffer_release(d);
}
