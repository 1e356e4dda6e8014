// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Mask setters on a USB device or interface: they concern the whole bus.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct grab {
	struct usb_device *udev;
	struct usb_interface *intf;
	struct device *dev;
};

int bad_interface(struct usb_interface *intf)
{
	return dma_set_mask(&intf->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

int bad_device(struct usb_device *udev)
{
	return dma_set_coherent_mask(&udev->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

int bad_both_masks(struct grab *g)
{
	if (dma_set_mask_and_coherent(&g->udev->dev, DMA_BIT_MASK(64)))	/* want: usb_dma_set_mask */
		return -ENODEV;
	return 0;
}

int bad_coerced(struct usb_interface *intf)
{
	return dma_coerce_mask_and_coherent(&intf->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

int bad_from_interface(struct usb_interface *intf)
{
	struct usb_device *udev = interface_to_usbdev(intf);

	return dma_set_mask(&udev->dev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

/* Worse: the controller's own device. */
int bad_controller(struct usb_device *udev)
{
	return dma_set_mask(udev->bus->controller, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

int bad_sysdev(struct usb_device *udev)
{
	return dma_set_mask_and_coherent(udev->bus->sysdev, DMA_BIT_MASK(32));	/* want: usb_dma_set_mask */
}

/* Whose device that is, nobody knows here. */
int good_unknown_device(struct device *dev)
{
	return dma_set_mask(dev, DMA_BIT_MASK(32));
}

u64 good_read(struct usb_device *udev)
{
	return udev->dev.coherent_dma_mask;
}
