// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The result of usb_alloc_coherent() used before anybody tested it, and near misses.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct pad {
	struct usb_device *udev;
	struct urb *urb, *ctl;
	u8 *b, *later, *never;
	dma_addr_t h, later_h, never_h;
};

static void pad_done(struct urb *urb)
{
}

void *bad_cleared(struct usb_device *d, size_t n, dma_addr_t *h)
{
	u8 *b = usb_alloc_coherent(d, n, GFP_KERNEL, h);

	memset(b, 0, n);	/* want: coherent_unchecked */
	return b;
}

void *bad_written(struct usb_device *d, dma_addr_t *h)
{
	u8 *b = usb_alloc_coherent(d, 8, GFP_KERNEL, h);

	b[0] = 1;	/* want: coherent_unchecked */
	return b;
}

void *bad_tested_too_late(struct usb_device *d, dma_addr_t *h)
{
	u8 *b = usb_alloc_coherent(d, 8, GFP_KERNEL, h);

	b[0] = 1;	/* want: coherent_unchecked */
	if (!b)
		return NULL;
	return b;
}

int bad_filled_and_submitted(struct pad *s)
{
	s->b = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->h);
	usb_fill_int_urb(s->urb, s->udev, usb_rcvintpipe(s->udev, 1), s->b, 8,	/* want: coherent_unchecked */
			 pad_done, s, 1);
	s->urb->transfer_dma = s->h;
	s->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(s->urb, GFP_KERNEL);
}

int bad_filled_for_later(struct pad *s)
{
	s->never = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->never_h);
	usb_fill_int_urb(s->ctl, s->udev, usb_rcvintpipe(s->udev, 1), s->never, 8,	/* want: coherent_unchecked */
			 pad_done, s, 1);
	s->ctl->transfer_dma = s->never_h;
	s->ctl->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

int good_tested(struct pad *s)
{
	s->b = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->h);
	if (!s->b)
		return -ENOMEM;
	memset(s->b, 0, 8);
	return 0;
}

/* Filled first and tested then, before anybody submits. */
int good_filled_then_tested(struct pad *s)
{
	u8 *b = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->h);

	usb_fill_int_urb(s->urb, s->udev, usb_rcvintpipe(s->udev, 1), b, 8, pad_done, s, 1);
	if (!b)
		return -ENOMEM;
	s->b = b;
	s->urb->transfer_dma = s->h;
	s->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(s->urb, GFP_KERNEL);
}

static void *pad_alloc(struct pad *s, dma_addr_t *h)
{
	return usb_alloc_coherent(s->udev, 8, GFP_KERNEL, h);
}

int good_tested_by_the_caller(struct pad *s)
{
	u8 *b = pad_alloc(s, &s->h);

	if (!b)
		return -ENOMEM;
	b[0] = 1;
	s->b = b;
	return 0;
}

/* Kept untested, tested where it is used. */
void good_kept_for_later(struct pad *s)
{
	s->later = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->later_h);
	usb_fill_int_urb(s->ctl, s->udev, usb_rcvintpipe(s->udev, 1), s->later, 8, pad_done, s, 1);
	s->ctl->transfer_dma = s->later_h;
	s->ctl->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

int good_used_later(struct pad *s)
{
	return s->later ? s->later[0] : -ENOMEM;
}

/* The test is of the return code that NULL has set. */
int good_by_the_return_code(struct pad *s)
{
	int ret = 0;
	u8 *b = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->h);

	if (!b)
		ret = -ENOMEM;
	s->b = b;
	if (!ret)
		b[0] = 1;
	return ret;
}

int good_two_at_once(struct pad *s)
{
	u8 *b = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->h);

	s->later = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->later_h);
	s->b = b;
	if (!b || !s->later)
		return -ENOMEM;
	memcpy(b, s->later, 8);
	return 0;
}

int good_freed_untested(struct pad *s, size_t n)
{
	dma_addr_t h;
	u8 *b = usb_alloc_coherent(s->udev, n, GFP_KERNEL, &h);

	usb_free_coherent(s->udev, n, b, h);
	return 0;
}

void good_release(struct pad *s)
{
	usb_kill_urb(s->urb);
	usb_kill_urb(s->ctl);
	usb_free_coherent(s->udev, 8, s->b, s->h);
	usb_free_coherent(s->udev, 8, s->later, s->later_h);
	usb_free_coherent(s->udev, 8, s->never, s->never_h);
}

MODULE_LICENSE("GPL");
