// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The buffer of an URB: who frees it when the URB is done?  The pattern of "can:
 * {mcba_usb,usb_8dev,ems_usb,esd_usb2}: fix memory leak" (2021).
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_URBS 4

struct can {
	struct usb_device *udev;
	struct usb_anchor rx, tx;
	struct urb *kept, *ring[N_URBS];
	u8 *rxbuf[N_URBS];
	dma_addr_t rxdma[N_URBS];
};

/* Resubmits, and never frees. */
static void rx_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static void tx_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length, urb->transfer_buffer,
			  urb->transfer_dma);
}

static void fill(struct can *c, struct urb *u, u8 *buf, dma_addr_t h, usb_complete_t done)
{
	usb_fill_bulk_urb(u, c->udev, usb_rcvbulkpipe(c->udev, 1), buf, 64, done, c);
	u->transfer_dma = h;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

int bad_only_the_anchor(struct can *c)
{
	int i, ret = 0;

	for (i = 0; i < N_URBS; i++) {
		dma_addr_t h;
		struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
		u8 *buf;

		if (!u)
			return -ENOMEM;
		buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);	/* want(plugin): coherent_leak */
		if (!buf) {
			usb_free_urb(u);
			return -ENOMEM;
		}
		usb_fill_bulk_urb(u, c->udev, usb_rcvbulkpipe(c->udev, 1), buf, 64, rx_done, c);
		u->transfer_dma = h;
		u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		usb_anchor_urb(u, &c->rx);
		ret = usb_submit_urb(u, GFP_KERNEL);
		if (ret) {
			usb_unanchor_urb(u);
			usb_free_coherent(c->udev, 64, buf, h);
			usb_free_urb(u);
			break;
		}
		usb_free_urb(u);
	}
	return ret;
}

int bad_submission_failed(struct can *c)
{
	int i, ret = 0;

	for (i = 0; i < N_URBS; i++) {
		dma_addr_t h;
		struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
		u8 *buf;

		if (!u) {
			ret = -ENOMEM;
			break;
		}
		buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);	/* want(plugin): coherent_leak */
		if (!buf) {
			ret = -ENOMEM;
			goto free_urb;
		}
		usb_fill_bulk_urb(u, c->udev, usb_rcvbulkpipe(c->udev, 1), buf, 64, rx_done, c);
		u->transfer_dma = h;
		u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		usb_anchor_urb(u, &c->rx);
		ret = usb_submit_urb(u, GFP_KERNEL);
		if (ret) {
			usb_unanchor_urb(u);
			goto free_urb;
		}
		c->rxbuf[i] = buf;
		c->rxdma[i] = h;
free_urb:
		usb_free_urb(u);
		if (ret)
			break;
	}
	return ret;
}

void good_free_all(struct can *c)
{
	int i;

	usb_kill_anchored_urbs(&c->rx);
	for (i = 0; i < N_URBS; i++)
		usb_free_coherent(c->udev, 64, c->rxbuf[i], c->rxdma[i]);
}

/* Its completion handler frees the URB's buffer. */
int good_handler_frees(struct can *c)
{
	int ret;
	dma_addr_t h;
	u8 *buf;
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);
	if (!buf) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(u, c->udev, usb_sndbulkpipe(c->udev, 2), buf, 64, tx_done, c);
	u->transfer_dma = h;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(u, &c->tx);
	ret = usb_submit_urb(u, GFP_ATOMIC);
	if (ret) {
		usb_unanchor_urb(u);
		usb_free_coherent(c->udev, 64, buf, h);
	}
	usb_free_urb(u);
	return ret;
}

/* The same with a helper that fills, and a failure that forgets the buffer. */
int bad_helper_fills(struct can *c)
{
	int ret;
	dma_addr_t h;
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf;

	if (!u)
		return -ENOMEM;
	buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);	/* want(plugin): coherent_leak */
	if (!buf) {
		usb_free_urb(u);
		return -ENOMEM;
	}
	fill(c, u, buf, h, tx_done);
	ret = usb_submit_urb(u, GFP_ATOMIC);
	usb_free_urb(u);
	return ret;
}

/* The URB stays, and its buffer with it. */
int good_urb_is_kept(struct can *c)
{
	dma_addr_t h;
	u8 *buf;
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	c->kept = u;
	buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &h);
	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(u, c->udev, usb_rcvbulkpipe(c->udev, 1), buf, 64, rx_done, c);
	u->transfer_dma = h;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* The pointer lives in the URB only, is tested there, and moved. */
struct urb *good_urb_is_returned(struct can *c, int offset)
{
	struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

	if (!u)
		return NULL;
	u->transfer_buffer = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &u->transfer_dma);
	if (!u->transfer_buffer) {
		usb_free_urb(u);
		return NULL;
	}
	if (offset) {
		u->transfer_buffer += offset;
		u->transfer_dma += offset;
	}
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return u;
}

static void free_ring(struct can *c)
{
	int i;

	for (i = 0; i < N_URBS; i++) {
		usb_free_urb(c->ring[i]);
		c->ring[i] = NULL;
	}
}

/* Each round is about another URB; those of the rounds before are in good hands. */
int good_ring(struct can *c)
{
	int i;

	for (i = 0; i < N_URBS; i++) {
		struct urb *u = usb_alloc_urb(0, GFP_KERNEL);

		if (!u) {
			free_ring(c);
			return -ENOMEM;
		}
		c->ring[i] = u;
		u->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
		u->transfer_buffer = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &u->transfer_dma);
		if (!u->transfer_buffer) {
			free_ring(c);
			return -ENOMEM;
		}
		u->complete = rx_done;
	}
	return 0;
}

MODULE_LICENSE("GPL");
