// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A card with a USB side: its PCI device may use the old names, they are not a
 * matter of USB. A wrapper with a body of its own is silent as well.
 */
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/usb.h>

dma_addr_t pci_map_single(struct pci_dev *dev, void *p, size_t size, int direction);
void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma);

static struct pci_driver bridge_driver = {
	.name = "bridge",
};

static unsigned long virt_to_bus(void *address)
{
	return virt_to_phys(address);
}

dma_addr_t good_pci(struct pci_dev *dev, void *p)
{
	return pci_map_single(dev, p, 64, 2);
}

unsigned long good_own(void *p)
{
	return bridge_driver.name ? virt_to_bus(p) : 0;
}

int good_usb_side(struct usb_device *udev, struct urb *urb)
{
	return usb_submit_urb(urb, GFP_KERNEL);
}

void *bad_usb_side(struct usb_device *udev, dma_addr_t *dma)
{
	return usb_buffer_alloc(udev, 64, GFP_KERNEL, dma);	/* want: usb_buffer_alloc */
}
