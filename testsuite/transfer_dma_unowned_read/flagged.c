// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver with a mapping of its own, told to usbcore: the member is the driver's.
 */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

struct scope {
	struct usb_device *udev;
	struct urb *urb;
};

int good_alloc(struct scope *s, dma_addr_t handle)
{
	s->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!s->urb)
		return -ENOMEM;
	s->urb->transfer_dma = handle;
	s->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

void good_sync(struct scope *s)
{
	dma_sync_single_for_cpu(s->udev->bus->sysdev, s->urb->transfer_dma, 64, DMA_FROM_DEVICE);
}
