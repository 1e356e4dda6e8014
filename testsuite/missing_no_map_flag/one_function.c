// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Allocated, filled and submitted in one function; flags built in several steps.
 * Options: disable=coherent_leak,coherent_to_sync_helper
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct scope {
	struct usb_device *udev;
	bool use_dma;
	int frame;
};

static void scope_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

static u8 *scope_buffer(struct scope *s, struct urb *urb, dma_addr_t *dma)
{
	return usb_alloc_coherent(s->udev, s->frame, GFP_KERNEL, dma);
}

int bad_forgotten(struct scope *s)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, 64, GFP_KERNEL, &dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_rcvbulkpipe(s->udev, 1), buf, 64,	/* want: missing_no_map_flag */
			  scope_done, s);
	urb->transfer_dma = dma;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_coherent(s->udev, 64, buf, dma);
	usb_free_urb(urb);
	return ret;
}

/* The handle goes straight into the URB, the flag is another one. */
int bad_other_flag(struct scope *s)
{
	struct urb *urb = usb_alloc_urb(8, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = scope_buffer(s, urb, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	urb->dev = s->udev;
	urb->pipe = usb_rcvisocpipe(s->udev, 1);
	urb->transfer_flags = URB_ISO_ASAP;
	urb->transfer_buffer = buf;	/* want(plugin): missing_no_map_flag */
	urb->transfer_buffer_length = s->frame;
	urb->complete = scope_done;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* The second, plain store takes the bit away. */
int bad_overwritten(struct scope *s)
{
	struct urb *urb = usb_alloc_urb(8, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, 512, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_int_urb(urb, s->udev, usb_rcvintpipe(s->udev, 1), buf, 512,	/* want(plugin): missing_no_map_flag */
			 scope_done, s, 4);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	urb->transfer_flags = URB_SHORT_NOT_OK;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Only the fast way sets the flag, although both use the coherent buffer. */
int bad_one_way(struct scope *s, bool fast)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, 512, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_sndbulkpipe(s->udev, 1), buf, 512,	/* want(plugin): missing_no_map_flag */
			  scope_done, s);
	if (fast)
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_flagged(struct scope *s)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = scope_buffer(s, urb, &dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_rcvbulkpipe(s->udev, 1), buf, 64, scope_done, s);
	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_flag_before_fill(struct scope *s, bool last)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, 512, GFP_KERNEL, &urb->transfer_dma);
	if (!buf)
		goto err;
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	if (last)
		urb->transfer_flags |= URB_ZERO_PACKET;
	usb_fill_bulk_urb(urb, s->udev, usb_sndbulkpipe(s->udev, 1), buf, 512, scope_done, s);
	return usb_submit_urb(urb, GFP_KERNEL);
err:
	usb_free_urb(urb);
	return -ENOMEM;
}

/* Plain streaming: usbcore maps it. */
int good_streaming(struct scope *s)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(64, GFP_KERNEL);

	if (!urb || !buf) {
		usb_free_urb(urb);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_rcvbulkpipe(s->udev, 1), buf, 64, scope_done, s);
	urb->transfer_flags |= URB_FREE_BUFFER;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Two tests of one condition go the same way. */
int good_correlated(struct scope *s, size_t len)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma = 0;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	if (s->use_dma)
		buf = usb_alloc_coherent(s->udev, len, GFP_KERNEL, &dma);
	else
		buf = kmalloc(len, GFP_KERNEL);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_rcvbulkpipe(s->udev, 1), buf, len, scope_done, s);
	if (s->use_dma) {
		urb->transfer_dma = dma;
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	}
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* What flags the caller asks for is not known. */
int good_unknown_flags(struct scope *s, unsigned int flags)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(s->udev, 512, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, s->udev, usb_sndbulkpipe(s->udev, 1), buf, 512, scope_done, s);
	urb->transfer_flags = flags;
	return usb_submit_urb(urb, GFP_KERNEL);
}

/* Coherent memory for synchronous calls is another matter. */
int bad_synchronous(struct scope *s, int *actual)
{	/* runtime: the run says D:overlap for it, or W:vmalloc: memory that is mapped twice */
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(s->udev, 64, GFP_KERNEL, &dma);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(s->udev, usb_rcvbulkpipe(s->udev, 1), buf, 64, actual, 500);	/* want(spatch): coherent_to_sync_helper */
	usb_free_coherent(s->udev, 64, buf, dma);
	return ret;
}
