// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Coherent memory of all three allocators, for one request each.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/usb.h>

struct block {
	__le32 word;
	u8 payload[60];
};

int bad_usb_alloc(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	int ret, got;

	if (!b)
		return -ENOMEM;
	ret = usb_interrupt_msg(udev, usb_rcvintpipe(udev, 1), b, 64, &got, 100);	/* want: coherent_to_sync_helper */
	usb_free_coherent(udev, 64, b, dma);
	return ret;
}

int bad_host_device(struct usb_device *udev)
{
	dma_addr_t dma;
	struct block *b = dma_alloc_coherent(udev->bus->sysdev, sizeof(*b), &dma,
					     GFP_KERNEL);
	int ret, sent;

	if (!b)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), b->payload,	/* want(plugin): coherent_to_sync_helper */
			   sizeof(b->payload), &sent, 100);
	dma_free_coherent(udev->bus->sysdev, sizeof(*b), b, dma);
	return ret;
}

int bad_pool(struct usb_device *udev, struct dma_pool *pool)
{
	dma_addr_t dma;
	u8 *b = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	int ret, sent;

	if (!b)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), b, 32, &sent, 100);	/* want(plugin): coherent_to_sync_helper */
	dma_pool_free(pool, b, dma);
	return ret;
}

/* A copy of coherent memory is heap memory. */
int good_copy(struct usb_device *udev, const void *coherent)
{
	dma_addr_t dma;
	u8 *b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	u8 *copy;
	int ret, sent;

	if (!b)
		return -ENOMEM;
	memcpy(b, coherent, 64);
	copy = kmemdup(b, 64, GFP_KERNEL);
	usb_free_coherent(udev, 64, b, dma);
	if (!copy)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), copy, 64, &sent, 100);
	kfree(copy);
	return ret;
}
