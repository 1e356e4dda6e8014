// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two functions that make the URB anew, each for its own kind of endpoint, as in
 * sound/usb/endpoint.c: the flag of the one is not set for the other's.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct ep {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data, *sync;
	dma_addr_t data_dma, sync_dma;
};

static void ep_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

int good_ep_data(struct ep *ep)
{
	ep->data = usb_alloc_coherent(ep->udev, 512, GFP_KERNEL, &ep->data_dma);
	if (!ep->data)
		return -ENOMEM;
	ep->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!ep->urb)
		return -ENOMEM;
	usb_fill_bulk_urb(ep->urb, ep->udev, 0, ep->data, 512, ep_done, ep);
	ep->urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	ep->urb->transfer_dma = ep->data_dma;
	return 0;
}

int bad_ep_sync(struct ep *ep)
{
	ep->sync = usb_alloc_coherent(ep->udev, 4, GFP_KERNEL, &ep->sync_dma);
	if (!ep->sync)
		return -ENOMEM;
	ep->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!ep->urb)
		return -ENOMEM;
	usb_fill_bulk_urb(ep->urb, ep->udev, 0, ep->sync, 4, ep_done, ep);	/* want(plugin): missing_no_map_flag */
	ep->urb->transfer_dma = ep->sync_dma;
	return 0;
}

int ep_start(struct ep *ep)
{
	return usb_submit_urb(ep->urb, GFP_KERNEL);
}

void ep_free(struct ep *ep)
{
	usb_kill_urb(ep->urb);
	usb_free_urb(ep->urb);
	usb_free_coherent(ep->udev, 512, ep->data, ep->data_dma);
	usb_free_coherent(ep->udev, 4, ep->sync, ep->sync_dma);
}

/* The URB is made once, by whoever comes first: the flag may be the other's. */
struct lazy {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
};

int good_lazy_fill(struct lazy *l)
{	/* runtime: the flag is set by good_lazy_start(), for an URB that it makes itself */
	l->buf = usb_alloc_coherent(l->udev, 64, GFP_KERNEL, &l->dma);
	if (!l->buf)
		return -ENOMEM;
	if (!l->urb)
		l->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!l->urb)
		return -ENOMEM;
	usb_fill_bulk_urb(l->urb, l->udev, 0, l->buf, 64, ep_done, l);
	l->urb->transfer_dma = l->dma;
	return 0;
}

int good_lazy_start(struct lazy *l)
{
	if (!l->urb)
		l->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!l->urb)
		return -ENOMEM;
	l->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(l->urb, GFP_KERNEL);
}

void lazy_free(struct lazy *l)
{
	usb_kill_urb(l->urb);
	usb_free_urb(l->urb);
	usb_free_coherent(l->udev, 64, l->buf, l->dma);
}
