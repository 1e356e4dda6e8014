// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The generic DMA calls with the USB device or interface: neither can do DMA,
 * the controller behind bus->sysdev does.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct stream {
	struct usb_device *udev;
	struct usb_interface *intf;
	u8 *buf;
	dma_addr_t dma;
};

int bad_map_device(struct stream *s)
{
	s->dma = dma_map_single(&s->udev->dev, s->buf, 4096, DMA_FROM_DEVICE);	/* want: dma_wrong_device */
	return dma_mapping_error(&s->udev->dev, s->dma) ? -EIO : 0;
}

int bad_map_interface(struct usb_interface *intf, u8 *buf, dma_addr_t *handle)
{
	struct device *dev = &intf->dev;

	*handle = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);	/* want: dma_wrong_device */
	return dma_mapping_error(dev, *handle) ? -EIO : 0;
}

void bad_unmap(struct stream *s)
{
	dma_unmap_single(&s->udev->dev, s->dma, 4096, DMA_FROM_DEVICE);	/* want: dma_wrong_device */
}

void *bad_alloc(struct usb_device *udev, dma_addr_t *handle)
{
	return dma_alloc_coherent(&udev->dev, 4096, handle, GFP_KERNEL);	/* want: dma_wrong_device */
}

void bad_sync(struct stream *s)
{
	dma_sync_single_for_cpu(&s->intf->dev, s->dma, 4096, DMA_FROM_DEVICE);	/* want: dma_wrong_device */
}

static dma_addr_t stream_map(struct device *dev, void *p, size_t n)
{
	return dma_map_single(dev, p, n, DMA_FROM_DEVICE);
}

dma_addr_t bad_helper(struct stream *s)
{
	return stream_map(&s->udev->dev, s->buf, 4096);	/* want(plugin): dma_wrong_device */
}

int good_sysdev(struct stream *s)
{
	struct device *dev = s->udev->bus->sysdev;

	s->dma = dma_map_single(dev, s->buf, 4096, DMA_FROM_DEVICE);
	return dma_mapping_error(dev, s->dma) ? -EIO : 0;
}

void good_sysdev_unmap(struct stream *s)
{
	dma_unmap_single(s->udev->bus->sysdev, s->dma, 4096, DMA_FROM_DEVICE);
}

dma_addr_t good_helper(struct stream *s)
{
	return stream_map(s->udev->bus->sysdev, s->buf, 4096);
}

int good_usb_allocator(struct stream *s)
{
	u8 *buf = usb_alloc_coherent(s->udev, 64, GFP_KERNEL, &s->dma);

	if (!buf)
		return -ENOMEM;
	usb_free_coherent(s->udev, 64, buf, s->dma);
	return 0;
}

int good_unknown_device(struct device *dev, u8 *buf, dma_addr_t *handle)
{
	*handle = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	return dma_mapping_error(dev, *handle) ? -EIO : 0;
}
