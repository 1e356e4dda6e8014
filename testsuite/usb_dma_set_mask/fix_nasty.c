// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whole conditions, a result that is used again, comments, a block of its own.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_block(struct usb_interface *intf, int n)
{
	if (n > 2) {
		/* old machines */
		dma_set_mask_and_coherent(&intf->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
		n--;
	}
	dma_coerce_mask_and_coherent(&intf->dev, /* all */ DMA_BIT_MASK(64));	/* want: usb_dma_set_mask */
	return n;
}

int bad_warned(struct usb_device *udev, int n)
{
	if (dma_set_mask(&udev->dev, DMA_BIT_MASK(32)))	/* want: usb_dma_set_mask */
		dev_dbg(&udev->dev, "32 bit DMA refused\n");
	return n;
}
