// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * No URB of this file has its buffer mapped by the driver, and still the address
 * of usbcore's mapping is used.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct tuner {
	struct usb_device *udev;
	struct urb *urb;
	dma_addr_t transfer_dma;
	u8 *buf;
};

void start_hw(struct tuner *t, dma_addr_t where);

int good_alloc(struct tuner *t)
{
	t->urb = usb_alloc_urb(0, GFP_KERNEL);
	return t->urb ? 0 : -ENOMEM;
}

void bad_hardware(struct tuner *t)
{
	start_hw(t, t->urb->transfer_dma);	/* want: transfer_dma_unowned_read */
}

void bad_sync(struct tuner *t, struct urb *u)
{
	dma_addr_t dma = u->transfer_dma;	/* want: transfer_dma_unowned_read */

	dma_sync_single_for_cpu(t->udev->bus->sysdev, dma, 64, DMA_FROM_DEVICE);
}

void good_store(struct tuner *t, dma_addr_t h)
{
	t->urb->transfer_dma = h;
}

void good_own_member(struct tuner *t)
{
	start_hw(t, t->transfer_dma);
}

void good_freed(struct tuner *t, struct urb *u)
{	/* runtime: buffer and handle belong together by the will of a caller that is not here */
	usb_free_coherent(t->udev, 64, t->buf, u->transfer_dma);
}
