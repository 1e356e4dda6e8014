// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One block of coherent memory in parts: a loop stores where each begins.  That it
 * may run no times is nobody's leak.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define RING_PARTS	4
#define RING_PART	64

struct ring_part {
	u8 *start;
	u32 used;
};

struct ring {
	struct usb_device *udev;
	struct ring_part part[RING_PARTS];
	unsigned int count;
	dma_addr_t dma;
};

int good_ring_open(struct ring *r)
{
	u8 *mem = usb_alloc_coherent(r->udev,	/* fp(plugin): coherent_leak -- a loop of no turns */
				     RING_PARTS * RING_PART, GFP_KERNEL, &r->dma);
	unsigned int i;

	if (!mem)
		return -ENOMEM;
	for (i = 0; i < r->count; i++)
		r->part[i].start = mem + i * RING_PART;
	return 0;
}

void good_ring_close(struct ring *r)
{
	usb_free_coherent(r->udev, RING_PARTS * RING_PART, r->part[0].start, r->dma);
}

MODULE_LICENSE("GPL");
