// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Called, and nobody asks what came of it.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_ignored(struct usb_interface *intf, int n)
{
	dma_set_mask(&intf->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
	return n + 1;
}
