// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A handle without an address: controllers that work without DMA need both.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct laser {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
	int len;
	bool zero_copy;
};

static void laser_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int bad_handle_only(struct laser *l)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	u->dev = l->udev;
	u->pipe = usb_sndbulkpipe(l->udev, 1);
	u->complete = laser_done;
	u->transfer_dma = l->dma;
	u->transfer_buffer_length = l->len;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);	/* want: no_transfer_buffer */
}

int bad_filled_with_null(struct laser *l)
{
	struct urb *u = l->urb;

	usb_fill_bulk_urb(u, l->udev, usb_sndbulkpipe(l->udev, 1), NULL, l->len, laser_done, l);
	u->transfer_dma = l->dma;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);	/* want: no_transfer_buffer */
}

int bad_stored_null(struct laser *l)
{
	struct urb *u = l->urb;

	u->transfer_buffer = NULL;
	u->transfer_buffer_length = 512;
	u->transfer_dma = l->dma;
	u->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);	/* want: no_transfer_buffer */
}

int good_both(struct laser *l)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	usb_fill_bulk_urb(u, l->udev, usb_sndbulkpipe(l->udev, 1), l->buf, l->len, laser_done, l);
	u->transfer_dma = l->dma;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* No bytes, no buffer. */
int good_length_zero(struct laser *l)
{
	struct urb *u = l->urb;

	usb_fill_bulk_urb(u, l->udev, usb_sndbulkpipe(l->udev, 1), NULL, 0, laser_done, l);
	u->transfer_dma = l->dma;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP | URB_ZERO_PACKET;
	return usb_submit_urb(u, GFP_KERNEL);
}

int good_length_zero_stored(struct laser *l)
{
	struct urb *u = l->urb;

	u->transfer_buffer = NULL;
	u->transfer_buffer_length = 0;
	u->transfer_dma = l->dma;
	u->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* The scatterlist has the addresses. */
int good_scatterlist(struct laser *l, struct scatterlist *sg, int n)
{
	struct urb *u = l->urb;

	u->sg = sg;
	u->num_sgs = n;
	u->transfer_buffer = NULL;
	u->transfer_buffer_length = l->len;
	u->transfer_dma = l->dma;
	u->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* Without the flag usbcore never looks at the handle. */
int good_not_flagged(struct laser *l)
{
	struct urb *u = l->urb;

	u->transfer_buffer = NULL;
	u->transfer_buffer_length = l->len;
	u->transfer_dma = 0;
	u->transfer_flags = 0;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* Another function may have stored the address. */
int good_filled_before(struct laser *l)
{
	l->urb->transfer_dma = l->dma;
	l->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(l->urb, GFP_KERNEL);
}

/* NULL on the way that is not pre-mapped. */
int good_correlated(struct laser *l)
{
	struct urb *u = l->urb;

	if (l->zero_copy) {
		u->transfer_buffer = l->buf;
		u->transfer_dma = l->dma;
		u->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	} else {
		u->transfer_buffer = NULL;
	}
	u->transfer_buffer_length = l->len;
	if (!l->zero_copy)
		return -EINVAL;
	return usb_submit_urb(u, GFP_KERNEL);
}
