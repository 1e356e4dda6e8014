// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The flag is set, the handle is not stored, or only on some ways.
 * Options: disable=coherent_leak
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct tuner {
	struct usb_device *udev;
	struct device *dmadev;
	bool use_dma;
	int n;
};

static void tuner_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

/* kzalloc() memory has no handle at all. */
int bad_heap(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kzalloc(t->n, GFP_KERNEL);

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_coherent(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(t->udev, t->n, GFP_KERNEL, &dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
	if (usb_submit_urb(urb, GFP_KERNEL)) {
		usb_free_coherent(t->udev, t->n, buf, dma);
		usb_free_urb(urb);
		return -EIO;
	}
	return 0;
}

/* Flag for all, handle for some. */
int bad_some_ways(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma = 0;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	if (t->use_dma)
		buf = usb_alloc_coherent(t->udev, t->n, GFP_KERNEL, &dma);
	else
		buf = kmalloc(t->n, GFP_KERNEL);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	if (t->use_dma)
		urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want(plugin): no_map_flag_without_handle */
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_handle(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(t->udev, t->n, GFP_KERNEL, &dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	urb->transfer_dma = dma;
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_handle_from_allocator(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(t->udev, t->n, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* The driver maps by itself. */
int good_mapped(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kzalloc(t->n, GFP_KERNEL);

	if (!urb || !buf)
		goto err;
	urb->transfer_dma = dma_map_single(t->dmadev, buf, t->n, DMA_FROM_DEVICE);
	if (dma_mapping_error(t->dmadev, urb->transfer_dma))
		goto err;
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
err:
	kfree(buf);
	usb_free_urb(urb);
	return -ENOMEM;
}

int good_correlated(struct tuner *t)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma = 0;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	if (t->use_dma)
		buf = usb_alloc_coherent(t->udev, t->n, GFP_KERNEL, &dma);
	else
		buf = kmalloc(t->n, GFP_KERNEL);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	if (t->use_dma)
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (urb->transfer_flags & URB_NO_TRANSFER_DMA_MAP)
		urb->transfer_dma = dma;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Taken away again before it matters. */
int good_cleared(struct tuner *t, bool direct)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kzalloc(t->n, GFP_KERNEL);

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP | URB_FREE_BUFFER;
	usb_fill_bulk_urb(urb, t->udev, usb_rcvbulkpipe(t->udev, 1), buf, t->n, tuner_done, t);
	urb->transfer_flags &= ~URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}
