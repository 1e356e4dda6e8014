// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The PCI names of the DMA interface in a USB driver, which has no PCI device.
 */
#include <linux/module.h>
#include <linux/usb.h>
#include <linux/dma-mapping.h>

struct pci_dev;
dma_addr_t pci_map_single(struct pci_dev *dev, void *p, size_t size, int direction);
void *pci_alloc_consistent(struct pci_dev *dev, size_t size, dma_addr_t *handle);
unsigned long virt_to_bus(void *address);
void dma_cache_sync(struct device *dev, void *p, size_t size, enum dma_data_direction dir);

struct wheel {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
};

void bad_map(struct wheel *w)
{
	w->dma = pci_map_single(NULL, w->buf, 64, 2);	/* want: obsolete_dma_api */
}

void bad_bus_address(struct wheel *w)
{
	w->urb->transfer_dma = virt_to_bus(w->buf);	/* want: obsolete_dma_api */
}

int bad_consistent(struct wheel *w)
{
	w->buf = pci_alloc_consistent(NULL, 64, &w->dma);	/* want: obsolete_dma_api */
	return w->buf ? 0 : -ENOMEM;
}

void bad_cache_sync(struct wheel *w)
{
	dma_cache_sync(w->udev->bus->sysdev, w->buf, 64, DMA_FROM_DEVICE);	/* want: obsolete_dma_api */
}

int good_generic(struct wheel *w)
{
	struct device *hcd = w->udev->bus->sysdev;

	w->dma = dma_map_single(hcd, w->buf, 64, DMA_FROM_DEVICE);
	return dma_mapping_error(hcd, w->dma) ? -ENOMEM : 0;
}

int good_submit(struct wheel *w)
{
	return usb_submit_urb(w->urb, GFP_KERNEL);
}
