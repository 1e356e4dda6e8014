// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Masks stored by hand: coherent_dma_mask, what dma_mask points to, dma_mask.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/usb.h>

static u64 lamp_mask = DMA_BIT_MASK(32);

void bad_coherent_mask(struct usb_device *udev)
{
	udev->dev.coherent_dma_mask = DMA_BIT_MASK(32);	/* want: usb_dma_set_mask */
}

void bad_coherent_mask_of_interface(struct usb_interface *intf)
{
	intf->dev.coherent_dma_mask = ~0ULL;	/* want: usb_dma_set_mask */
}

void bad_mask_behind_pointer(struct usb_device *udev)
{
	*udev->dev.dma_mask = DMA_BIT_MASK(32);	/* want: usb_dma_set_mask */
}

void bad_mask_pointer(struct usb_interface *intf)
{
	intf->dev.dma_mask = &lamp_mask;	/* want: usb_dma_set_mask */
}

void bad_through_local(struct usb_interface *intf)
{
	struct device *dev = &intf->dev;

	dev->coherent_dma_mask = DMA_BIT_MASK(32);	/* want: usb_dma_set_mask */
}

void good_platform(struct platform_device *pdev)
{
	pdev->dev.coherent_dma_mask = DMA_BIT_MASK(32);
	pdev->dev.dma_mask = &lamp_mask;
}

/* Other members of the device are the driver's to set. */
void good_other_member(struct usb_interface *intf, void *data)
{
	intf->dev.driver_data = data;
}
