// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each allocator has its counterpart, and only that one knows how to release
 * the memory; on the way out of an error as anywhere else.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/usb.h>

int bad_kfree(struct usb_device *udev, int (*send)(struct usb_device *, void *, dma_addr_t))
{
	dma_addr_t dma;
	u8 *b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	int ret;

	if (!b)
		return -ENOMEM;
	ret = send(udev, b, dma);
	if (ret) {
		kfree(b);	/* want: coherent_wrong_release */
		return ret;
	}
	usb_free_coherent(udev, 64, b, dma);
	return 0;
}

void bad_heap(struct usb_device *udev, dma_addr_t dma)
{
	u8 *b = kzalloc(64, GFP_KERNEL);

	usb_free_coherent(udev, 64, b, dma);	/* want: coherent_wrong_release */
}

void bad_vfree(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *b = dma_alloc_coherent(udev->bus->sysdev, 65536, &dma,
				   GFP_KERNEL);

	vfree(b);	/* want(plugin): coherent_wrong_release */
}

/* Both are coherent, but usb_free_coherent() looks into the controller's pools. */
void bad_other_allocator(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *b = dma_alloc_coherent(udev->bus->sysdev, 64, &dma, GFP_KERNEL);

	usb_free_coherent(udev, 64, b, dma);	/* want(plugin): coherent_wrong_release */
}

void bad_pool_block(struct usb_device *udev, struct dma_pool *pool)
{
	dma_addr_t dma;
	u8 *b = dma_pool_alloc(pool, GFP_KERNEL, &dma);

	dma_free_coherent(udev->bus->sysdev, 64, b, dma);	/* want(plugin): coherent_wrong_release */
}

void good_pairs(struct usb_device *udev, struct dma_pool *pool)
{
	dma_addr_t dma, dma2, dma3;
	u8 *b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	u8 *c = dma_alloc_coherent(udev->bus->sysdev, 64, &dma2, GFP_KERNEL);
	u8 *d = dma_pool_zalloc(pool, GFP_KERNEL, &dma3);

	dma_pool_free(pool, d, dma3);
	dma_free_coherent(udev->bus->sysdev, 64, c, dma2);
	usb_free_coherent(udev, 64, b, dma);
}

/* The copy is heap memory. */
int good_copy(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *coh = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	u8 *b;

	if (!coh)
		return -ENOMEM;
	b = kmemdup(coh, 64, GFP_KERNEL);
	kfree(b);
	usb_free_coherent(udev, 64, coh, dma);
	return b ? 0 : -ENOMEM;
}

void good_either(struct usb_device *udev, bool coherent)
{
	dma_addr_t dma = 0;
	u8 *b;

	if (coherent)
		b = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	else
		b = kmalloc(64, GFP_KERNEL);
	if (!b)
		return;
	if (coherent)
		usb_free_coherent(udev, 64, b, dma);
	else
		kfree(b);
}

/* Where the pointer comes from is not in sight. */
void good_unknown(struct usb_device *udev, void *given, dma_addr_t dma)
{
	usb_free_coherent(udev, 64, given, dma);
}
