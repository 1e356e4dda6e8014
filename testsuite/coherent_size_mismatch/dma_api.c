// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The DMA API's own coherent memory, taken from the controller's device.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/usb.h>

#define RING_SIZE	4096

struct ring {
	struct usb_device *udev;
	void *desc;
	dma_addr_t dma;
};

int good_alloc(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->udev->bus->sysdev, RING_SIZE, &r->dma, GFP_KERNEL);
	return r->desc ? 0 : -ENOMEM;
}

void good_free(struct ring *r)
{
	dma_free_coherent(r->udev->bus->sysdev, RING_SIZE, r->desc, r->dma);
}

void bad_free(struct ring *r)
{
	dma_free_coherent(r->udev->bus->sysdev, sizeof(*r), r->desc, r->dma);	/* want(plugin): coherent_size_mismatch */
}
