// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URB and buffer are members: prepared in probe, submitted in open, flagged
 * here, there or nowhere.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct mouse {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

static void mouse_irq(struct urb *urb)
{
	usb_submit_urb(urb, GFP_ATOMIC);
}

int bad_mouse_probe(struct mouse *m)
{
	m->data = usb_alloc_coherent(m->udev, 8, GFP_KERNEL, &m->data_dma);
	if (!m->data)
		return -ENOMEM;
	m->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!m->irq) {
		usb_free_coherent(m->udev, 8, m->data, m->data_dma);
		return -ENOMEM;
	}
	usb_fill_int_urb(m->irq, m->udev, usb_rcvintpipe(m->udev, 1), m->data, 8,	/* want(plugin): missing_no_map_flag */
			 mouse_irq, m, 10);
	m->irq->transfer_dma = m->data_dma;
	return 0;
}

int good_mouse_open(struct mouse *m)
{
	return usb_submit_urb(m->irq, GFP_KERNEL) ? -EIO : 0;
}

/* Buffer and URB come from other functions. */
struct tablet {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

int good_tablet_alloc(struct tablet *t)
{
	t->data = usb_alloc_coherent(t->udev, 8, GFP_KERNEL, &t->data_dma);
	t->irq = usb_alloc_urb(0, GFP_KERNEL);
	return t->data && t->irq ? 0 : -ENOMEM;
}

int bad_tablet_start(struct tablet *t)
{
	usb_fill_int_urb(t->irq, t->udev, usb_rcvintpipe(t->udev, 1), t->data, 8,	/* want(plugin): missing_no_map_flag */
			 mouse_irq, t, 10);
	t->irq->dev = t->udev;
	return usb_submit_urb(t->irq, GFP_KERNEL);
}

/* A helper sets it. */
struct pen {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

static void pen_premapped(struct urb *urb, dma_addr_t dma)
{
	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

int good_pen_probe(struct pen *p)
{
	p->data = usb_alloc_coherent(p->udev, 8, GFP_KERNEL, &p->data_dma);
	if (!p->data)
		return -ENOMEM;
	p->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!p->irq) {
		usb_free_coherent(p->udev, 8, p->data, p->data_dma);
		return -ENOMEM;
	}
	usb_fill_int_urb(p->irq, p->udev, usb_rcvintpipe(p->udev, 1), p->data, 8, mouse_irq, p,
			 10);
	pen_premapped(p->irq, p->data_dma);
	return 0;
}

int good_pen_open(struct pen *p)
{
	return usb_submit_urb(p->irq, GFP_KERNEL);
}

/* Another function sets it: whether that is in time can't be said. */
struct ball {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

int good_ball_probe(struct ball *b)
{
	b->data = usb_alloc_coherent(b->udev, 8, GFP_KERNEL, &b->data_dma);
	b->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!b->data || !b->irq)
		return -ENOMEM;
	usb_fill_int_urb(b->irq, b->udev, usb_rcvintpipe(b->udev, 1), b->data, 8, mouse_irq, b,
			 10);
	return 0;
}

int good_ball_open(struct ball *b)
{
	b->irq->transfer_dma = b->data_dma;
	b->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(b->irq, GFP_KERNEL);
}

/* One member for two kinds of memory: which it is can't be said. */
struct knob {
	struct usb_device *udev;
	struct urb *urb;
	u8 *data;
	dma_addr_t data_dma;
};

int good_knob_alloc(struct knob *k, bool coherent)
{
	if (coherent)
		k->data = usb_alloc_coherent(k->udev, 8, GFP_KERNEL, &k->data_dma);
	else
		k->data = kmalloc(8, GFP_KERNEL);
	k->urb = usb_alloc_urb(0, GFP_KERNEL);
	return k->data && k->urb ? 0 : -ENOMEM;
}

int good_knob_start(struct knob *k)
{
	usb_fill_int_urb(k->urb, k->udev, usb_rcvintpipe(k->udev, 1), k->data, 8, mouse_irq, k,
			 10);
	return usb_submit_urb(k->urb, GFP_KERNEL);
}
