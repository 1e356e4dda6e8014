// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URB_FREE_BUFFER means kfree(urb->transfer_buffer), whatever that is.
 * Options: disable=coherent_leak
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/vmalloc.h>

#define HDR 16

struct flash {
	struct usb_device *udev;
	struct urb *urb;
	u8 *coh;
	dma_addr_t dma;
	u8 cmd[64];
};

static void flash_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

static struct urb *flash_urb(struct flash *f, void *buf, int len)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);

	if (u)
		usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), buf, len, flash_done,
				  f);
	return u;
}

int bad_coherent(struct flash *f, const void *data, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *b;

	if (!u)
		return -ENOMEM;
	b = usb_alloc_coherent(f->udev, n, GFP_ATOMIC, &u->transfer_dma);
	if (!b) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	memcpy(b, data, n);
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, n, flash_done, f);
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP | URB_FREE_BUFFER;	/* want: free_buffer_flag_misuse */
	return usb_submit_urb(u, GFP_ATOMIC);
}

/* kfree() wants the pointer that kmalloc() returned. */
int bad_behind_header(struct flash *f, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *buf = kmalloc(n + HDR, GFP_ATOMIC);

	if (!u || !buf) {
		usb_free_urb(u);
		kfree(buf);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), buf + HDR, n, flash_done, f);
	u->transfer_flags |= URB_FREE_BUFFER;	/* want: free_buffer_flag_misuse */
	return usb_submit_urb(u, GFP_ATOMIC);
}

int bad_socket_buffer(struct flash *f, struct sk_buff *skb)
{
	struct urb *u = flash_urb(f, skb->data, skb->len);

	if (!u)
		return -ENOMEM;
	u->transfer_flags |= URB_FREE_BUFFER;	/* want(plugin): free_buffer_flag_misuse */
	return usb_submit_urb(u, GFP_ATOMIC);
}

/* The flag comes before the buffer. */
int bad_flag_first(struct flash *f)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *b;

	if (!u)
		return -ENOMEM;
	u->transfer_flags = URB_NO_TRANSFER_DMA_MAP | URB_FREE_BUFFER;	/* want: free_buffer_flag_misuse */
	b = usb_alloc_coherent(f->udev, 64, GFP_KERNEL, &dma);
	if (!b) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, 64, flash_done, f);
	u->transfer_dma = dma;
	return usb_submit_urb(u, GFP_KERNEL);
}

int good_copied(struct flash *f, const void *data, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *b = kmemdup(data, n, GFP_ATOMIC);

	if (!u || !b) {
		usb_free_urb(u);
		kfree(b);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, n, flash_done, f);
	u->transfer_flags |= URB_FREE_BUFFER;
	return usb_submit_urb(u, GFP_ATOMIC);
}

int good_coherent_without(struct flash *f, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *b;

	if (!u)
		return -ENOMEM;
	b = usb_alloc_coherent(f->udev, n, GFP_ATOMIC, &u->transfer_dma);
	if (!b) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, n, flash_done, f);
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_ATOMIC);
}

/* Either of two allocators: each with its own flag. */
int good_either(struct flash *f, size_t n, bool coherent)
{
	struct urb *u = usb_alloc_urb(0, GFP_ATOMIC);
	unsigned int flags;
	u8 *b;

	if (!u)
		return -ENOMEM;
	if (coherent) {
		b = usb_alloc_coherent(f->udev, n, GFP_ATOMIC, &u->transfer_dma);
		flags = URB_NO_TRANSFER_DMA_MAP;
	} else {
		b = kmalloc(n, GFP_ATOMIC);
		flags = URB_FREE_BUFFER;
	}
	if (!b) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, n, flash_done, f);
	u->transfer_flags = flags;
	return usb_submit_urb(u, GFP_ATOMIC);
}

/* The flag goes before the coherent buffer comes. */
int good_cleared(struct flash *f, size_t n)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *b;

	if (!u)
		return -ENOMEM;
	u->transfer_flags |= URB_FREE_BUFFER;
	b = usb_alloc_coherent(f->udev, n, GFP_KERNEL, &dma);
	if (!b) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	u->transfer_flags &= ~URB_FREE_BUFFER;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	u->transfer_dma = dma;
	usb_fill_bulk_urb(u, f->udev, usb_sndbulkpipe(f->udev, 1), b, n, flash_done, f);
	return usb_submit_urb(u, GFP_KERNEL);
}

/* What the caller hands over is the caller's to know. */
int good_parameter(struct flash *f, void *data, int n)
{
	struct urb *u = flash_urb(f, data, n);

	if (!u)
		return -ENOMEM;
	u->transfer_flags |= URB_FREE_BUFFER;
	return usb_submit_urb(u, GFP_ATOMIC);
}
