// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Filled in one function, freed in another: unlinking does not wait.  Only before
 * disconnect() of a driver usbcore has ended all transfers.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct dial {
	struct usb_device *udev;
	struct urb *u;
	u8 *b;
};

static void dial_irq(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

int good_dial_probe(struct dial *s)
{
	s->b = kmalloc(8, GFP_KERNEL);
	s->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!s->b || !s->u)
		return -ENOMEM;
	usb_fill_int_urb(s->u, s->udev, usb_rcvintpipe(s->udev, 1), s->b, 8, dial_irq, s, 10);
	return usb_submit_urb(s->u, GFP_KERNEL);
}

void bad_dial_stop(struct dial *s)
{
	usb_unlink_urb(s->u);
	kfree(s->b);	/* want: buffer_freed_in_flight */
	kfree(s);
}

/* Coherent memory, and a helper that stops. */
struct lamp {
	struct usb_device *udev;
	struct urb *u;
	u8 *b;
	dma_addr_t dma;
};

int good_lamp_open(struct lamp *l)
{
	l->b = usb_alloc_coherent(l->udev, 8, GFP_KERNEL, &l->dma);
	l->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!l->b || !l->u)
		return -ENOMEM;
	usb_fill_int_urb(l->u, l->udev, usb_rcvintpipe(l->udev, 1), l->b, 8, dial_irq, l, 10);
	l->u->transfer_dma = l->dma;
	l->u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(l->u, GFP_KERNEL);
}

static void lamp_unlink(struct lamp *l)
{
	usb_unlink_urb(l->u);
}

void bad_lamp_stop(struct lamp *l)
{
	lamp_unlink(l);
	usb_free_urb(l->u);
	usb_free_coherent(l->udev, 8, l->b, l->dma);	/* want: buffer_freed_in_flight */
}

/* Killed: it is over before the free. */
struct horn {
	struct usb_device *udev;
	struct urb *u;
	u8 *b;
};

int good_horn_probe(struct horn *h)
{
	h->b = kmalloc(8, GFP_KERNEL);
	h->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!h->b || !h->u)
		return -ENOMEM;
	usb_fill_int_urb(h->u, h->udev, usb_rcvintpipe(h->udev, 1), h->b, 8, dial_irq, h, 10);
	return usb_submit_urb(h->u, GFP_KERNEL);
}

void good_horn_stop(struct horn *h)
{
	usb_kill_urb(h->u);
	kfree(h->b);
	kfree(h);
}

/* Unlinked in close, killed by its anchor at the end. */
struct bell {
	struct usb_device *udev;
	struct urb *u;
	struct usb_anchor anchor;
	u8 *b;
};

int good_bell_open(struct bell *s)
{
	s->b = kmalloc(8, GFP_KERNEL);
	s->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!s->b || !s->u)
		return -ENOMEM;
	usb_fill_int_urb(s->u, s->udev, usb_rcvintpipe(s->udev, 1), s->b, 8, dial_irq, s, 10);
	usb_anchor_urb(s->u, &s->anchor);
	return usb_submit_urb(s->u, GFP_KERNEL);
}

void good_bell_close(struct bell *s)
{
	usb_unlink_urb(s->u);
}

void good_bell_stop(struct bell *s)
{
	usb_unlink_urb(s->u);
	usb_kill_anchored_urbs(&s->anchor);
	kfree(s->b);
}

/* Freed by the handler, when it is over. */
struct gong {
	struct usb_device *udev;
	struct urb *u;
	u8 *b;
};

static void gong_done(struct urb *urb)
{
	struct gong *g = urb->context;

	kfree(g->b);
}

int good_gong_strike(struct gong *g)
{
	g->b = kmalloc(8, GFP_KERNEL);
	g->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!g->b || !g->u)
		return -ENOMEM;
	usb_fill_int_urb(g->u, g->udev, usb_rcvintpipe(g->udev, 1), g->b, 8, gong_done, g, 10);
	return usb_submit_urb(g->u, GFP_KERNEL);
}

void good_gong_stop(struct gong *g)
{
	usb_unlink_urb(g->u);
}

/* The unlinked URB has another buffer. */
struct pipe_pair {
	struct usb_device *udev;
	struct urb *in, *out;
	u8 *in_buf, *out_buf;
};

int good_pair_probe(struct pipe_pair *p)
{
	p->in_buf = kmalloc(8, GFP_KERNEL);
	p->out_buf = kmalloc(8, GFP_KERNEL);
	p->in = usb_alloc_urb(0, GFP_KERNEL);
	p->out = usb_alloc_urb(0, GFP_KERNEL);
	if (!p->in || !p->out || !p->in_buf || !p->out_buf)
		return -ENOMEM;
	usb_fill_int_urb(p->in, p->udev, usb_rcvintpipe(p->udev, 1), p->in_buf, 8, dial_irq, p,
			 10);
	usb_fill_bulk_urb(p->out, p->udev, usb_sndbulkpipe(p->udev, 2), p->out_buf, 8, dial_irq,
			  p);
	return usb_submit_urb(p->in, GFP_KERNEL) ?: usb_submit_urb(p->out, GFP_KERNEL);
}

void good_pair_stop_in(struct pipe_pair *p)
{
	usb_kill_urb(p->out);
	usb_unlink_urb(p->in);
	kfree(p->out_buf);
}

/* A helper that unlinks one URB and kills the others by their anchor. */
struct gate {
	struct usb_device *udev;
	struct urb *intr;
	struct usb_anchor rx;
	u8 *intr_buf;
};

int good_gate_open(struct gate *g)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(64, GFP_KERNEL);

	g->intr_buf = kzalloc(16, GFP_KERNEL);
	g->intr = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb || !buf || !g->intr_buf || !g->intr)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, g->udev, usb_rcvbulkpipe(g->udev, 2), buf, 64, gong_done, g);
	urb->transfer_flags |= URB_FREE_BUFFER;
	usb_anchor_urb(urb, &g->rx);
	if (usb_submit_urb(urb, GFP_KERNEL))
		return -EIO;
	usb_fill_int_urb(g->intr, g->udev, usb_rcvintpipe(g->udev, 1), g->intr_buf, 16, dial_irq,
			 g, 1);
	return usb_submit_urb(g->intr, GFP_KERNEL);
}

static void gate_unlink(struct gate *g)
{
	usb_unlink_urb(g->intr);
	usb_kill_anchored_urbs(&g->rx);
}

void bad_gate_stop(struct gate *g)
{
	gate_unlink(g);
	usb_free_urb(g->intr);
	kfree(g->intr_buf);	/* want: buffer_freed_in_flight */
}

/* The same, but the URB is on the anchor that is killed. */
struct lock {
	struct usb_device *udev;
	struct urb *intr;
	struct usb_anchor all;
	u8 *intr_buf;
};

int good_lock_open(struct lock *l)
{
	l->intr_buf = kzalloc(16, GFP_KERNEL);
	l->intr = usb_alloc_urb(0, GFP_KERNEL);
	if (!l->intr_buf || !l->intr)
		return -ENOMEM;
	usb_fill_int_urb(l->intr, l->udev, usb_rcvintpipe(l->udev, 1), l->intr_buf, 16, dial_irq,
			 l, 1);
	usb_anchor_urb(l->intr, &l->all);
	return usb_submit_urb(l->intr, GFP_KERNEL);
}

static void lock_unlink(struct lock *l)
{
	usb_unlink_urb(l->intr);
	usb_kill_anchored_urbs(&l->all);
}

void good_lock_stop(struct lock *l)
{
	lock_unlink(l);
	usb_free_urb(l->intr);
	kfree(l->intr_buf);
}

/* Unlinked where sleeping is forbidden, killed elsewhere: the array of buffers goes, not they. */
struct tv {
	struct usb_device *udev;
	struct urb **urb;
	u8 **buf;
	int n;
};

int good_tv_start(struct tv *tv)
{
	int i;

	tv->urb = kcalloc(tv->n, sizeof(*tv->urb), GFP_KERNEL);
	tv->buf = kcalloc(tv->n, sizeof(*tv->buf), GFP_KERNEL);
	if (!tv->urb || !tv->buf)
		return -ENOMEM;
	for (i = 0; i < tv->n; i++) {
		tv->urb[i] = usb_alloc_urb(0, GFP_KERNEL);
		tv->buf[i] = kzalloc(512, GFP_KERNEL);
		if (!tv->urb[i] || !tv->buf[i])
			return -ENOMEM;
		usb_fill_bulk_urb(tv->urb[i], tv->udev, usb_rcvbulkpipe(tv->udev, 1), tv->buf[i],
				  512, dial_irq, tv);
		if (usb_submit_urb(tv->urb[i], GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

void good_tv_end(struct tv *tv, bool atomic)
{
	int i;

	for (i = 0; i < tv->n; i++) {
		if (!atomic)
			usb_kill_urb(tv->urb[i]);
		else
			usb_unlink_urb(tv->urb[i]);
		kfree(tv->buf[i]);
	}
	kfree(tv->urb);
	kfree(tv->buf);
}

void good_tv_forget(struct tv *tv)
{
	int i;

	for (i = 0; i < tv->n; i++)
		usb_unlink_urb(tv->urb[i]);
	kfree(tv->buf);
}

/* Called by usbcore, when the URBs of the interface are over. */
struct scale {
	struct usb_device *udev;
	struct urb *u;
	u8 *b;
};

static int good_scale_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct scale *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->udev = interface_to_usbdev(intf);
	s->b = kmalloc(8, GFP_KERNEL);
	s->u = usb_alloc_urb(0, GFP_KERNEL);
	if (!s->b || !s->u)
		return -ENOMEM;
	usb_fill_int_urb(s->u, s->udev, usb_rcvintpipe(s->udev, 1), s->b, 8, dial_irq, s, 10);
	usb_set_intfdata(intf, s);
	return usb_submit_urb(s->u, GFP_KERNEL);
}

static void good_scale_disconnect(struct usb_interface *intf)
{
	struct scale *s = usb_get_intfdata(intf);

	usb_unlink_urb(s->u);
	usb_free_urb(s->u);
	kfree(s->b);
	kfree(s);
}

static struct usb_driver scale_driver = {
	.name = "scale",
	.probe = good_scale_probe,
	.disconnect = good_scale_disconnect,
};
module_usb_driver(scale_driver);
