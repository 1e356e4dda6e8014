// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An URB of a member, flagged in one function and given another buffer in another.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct wlan {
	struct usb_device *udev;
	struct urb *tx;
	u8 *coh;
	dma_addr_t coh_dma;
	struct sk_buff *skb;
};

static void wlan_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int good_wlan_hello(struct wlan *w)
{
	w->coh = usb_alloc_coherent(w->udev, 64, GFP_KERNEL, &w->coh_dma);
	w->tx = usb_alloc_urb(0, GFP_KERNEL);
	if (!w->coh || !w->tx)
		return -ENOMEM;
	usb_fill_bulk_urb(w->tx, w->udev, usb_sndbulkpipe(w->udev, 1), w->coh, 64, wlan_done, w);
	w->tx->transfer_dma = w->coh_dma;
	w->tx->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(w->tx, GFP_KERNEL);
}

int bad_wlan_xmit(struct wlan *w, size_t len)
{
	u8 *copy = kmalloc(len, GFP_ATOMIC);

	if (!copy)
		return -ENOMEM;
	usb_fill_bulk_urb(w->tx, w->udev, usb_sndbulkpipe(w->udev, 1), copy, len,	/* want: stale_no_map */
			  wlan_done, w);
	return usb_submit_urb(w->tx, GFP_ATOMIC);
}

/* The flag goes where the other buffer comes. */
struct eth {
	struct usb_device *udev;
	struct urb *tx;
	u8 *coh;
	dma_addr_t coh_dma;
};

int good_eth_hello(struct eth *e)
{
	e->coh = usb_alloc_coherent(e->udev, 64, GFP_KERNEL, &e->coh_dma);
	e->tx = usb_alloc_urb(0, GFP_KERNEL);
	if (!e->coh || !e->tx)
		return -ENOMEM;
	usb_fill_bulk_urb(e->tx, e->udev, usb_sndbulkpipe(e->udev, 1), e->coh, 64, wlan_done, e);
	e->tx->transfer_dma = e->coh_dma;
	e->tx->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(e->tx, GFP_KERNEL);
}

int good_eth_xmit(struct eth *e, size_t len)
{
	u8 *copy = kmalloc(len, GFP_ATOMIC);

	if (!copy)
		return -ENOMEM;
	e->tx->transfer_flags &= ~URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(e->tx, e->udev, usb_sndbulkpipe(e->udev, 1), copy, len, wlan_done, e);
	return usb_submit_urb(e->tx, GFP_ATOMIC);
}

/* Somebody clears it after use. */
struct port {
	struct usb_device *udev;
	struct urb *tx;
	u8 *coh;
	dma_addr_t coh_dma;
};

int good_port_hello(struct port *p)
{
	p->coh = usb_alloc_coherent(p->udev, 64, GFP_KERNEL, &p->coh_dma);
	p->tx = usb_alloc_urb(0, GFP_KERNEL);
	if (!p->coh || !p->tx)
		return -ENOMEM;
	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), p->coh, 64, wlan_done, p);
	p->tx->transfer_dma = p->coh_dma;
	p->tx->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(p->tx, GFP_KERNEL);
}

void good_port_ready(struct port *p)
{
	usb_kill_urb(p->tx);
	p->tx->transfer_flags = 0;
}

int good_port_xmit(struct port *p, size_t len)
{
	u8 *copy = kmalloc(len, GFP_ATOMIC);

	if (!copy)
		return -ENOMEM;
	usb_fill_bulk_urb(p->tx, p->udev, usb_sndbulkpipe(p->udev, 1), copy, len, wlan_done, p);
	return usb_submit_urb(p->tx, GFP_ATOMIC);
}

/* The flagged URB is a fresh one each time. */
struct disk {
	struct usb_device *udev;
	struct urb *urb;
	u8 *coh;
	dma_addr_t coh_dma;
};

int good_disk_command(struct disk *d)
{
	d->coh = usb_alloc_coherent(d->udev, 64, GFP_KERNEL, &d->coh_dma);
	d->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!d->coh || !d->urb)
		return -ENOMEM;
	usb_fill_bulk_urb(d->urb, d->udev, usb_sndbulkpipe(d->udev, 1), d->coh, 64, wlan_done, d);
	d->urb->transfer_dma = d->coh_dma;
	d->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

int good_disk_data(struct disk *d, size_t len)
{
	u8 *data = kmalloc(len, GFP_KERNEL);

	usb_kill_urb(d->urb);
	usb_free_urb(d->urb);
	d->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!data || !d->urb)
		return -ENOMEM;
	usb_fill_bulk_urb(d->urb, d->udev, usb_sndbulkpipe(d->udev, 1), data, len, wlan_done, d);
	return usb_submit_urb(d->urb, GFP_KERNEL);
}

/* Back to the buffer whose handle it is. */
int good_wlan_again(struct wlan *w)
{
	usb_fill_bulk_urb(w->tx, w->udev, usb_sndbulkpipe(w->udev, 1), w->coh, 32, wlan_done, w);
	return usb_submit_urb(w->tx, GFP_KERNEL);
}
