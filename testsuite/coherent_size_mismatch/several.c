// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One member with memory of several allocations, and sizes that change: a
 * release is right when it fits one of them.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SMALL	64
#define LARGE	1024

struct port {
	struct usb_device *udev;
	u8 *buf, *own;
	dma_addr_t dma, own_dma;
	size_t len, wish;
};

int good_small(struct port *p)
{
	p->buf = usb_alloc_coherent(p->udev, SMALL, GFP_KERNEL, &p->dma);
	return p->buf ? 0 : -ENOMEM;
}

int good_large(struct port *p)
{
	p->buf = usb_alloc_coherent(p->udev, LARGE, GFP_KERNEL, &p->dma);
	return p->buf ? 0 : -ENOMEM;
}

void good_free_small(struct port *p)
{
	usb_free_coherent(p->udev, SMALL, p->buf, p->dma);
	p->buf = NULL;
}

void good_free_large(struct port *p)
{
	usb_free_coherent(p->udev, LARGE, p->buf, p->dma);
	p->buf = NULL;
}

void bad_free_neither(struct port *p)
{
	usb_free_coherent(p->udev, 2 * SMALL, p->buf, p->dma);	/* want: coherent_size_mismatch */
	p->buf = NULL;
}

/* The size is that of the mode; where it is set is not where it is used. */
void good_set_mode(struct port *p, bool high)
{
	p->len = high ? LARGE : SMALL;
}

int good_by_mode(struct port *p)
{
	p->own = usb_alloc_coherent(p->udev, p->len, GFP_KERNEL, &p->own_dma);
	return p->own ? 0 : -ENOMEM;
}

void good_free_by_mode(struct port *p)
{
	usb_free_coherent(p->udev, p->len, p->own, p->own_dma);
}

/* One of the two sizes it can have: perhaps the caller knows. */
void good_free_one_mode(struct port *p)
{
	usb_free_coherent(p->udev, LARGE, p->own, p->own_dma);
}

/* A size that user space sets is anything, also what was allocated. */
void good_set_wish(struct port *p, size_t wish)
{
	p->wish = wish;
}

void good_free_wish(struct port *p)
{
	usb_free_coherent(p->udev, p->wish, p->own, p->own_dma);
}
