// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The allocation succeeds or not, the function that makes it does, and another one
 * hands the member to an URB.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct remote {
	struct usb_device *udev;
	struct urb *irq, *out;
	u8 *in_buf, *out_buf;
	dma_addr_t in_dma, out_dma;
};

static void remote_done(struct urb *urb)
{
}

int remote_alloc(struct remote *r)
{
	r->in_buf = usb_alloc_coherent(r->udev, 8, GFP_KERNEL, &r->in_dma);
	if (!r->in_buf)
		return -ENOMEM;
	r->out_buf = usb_alloc_coherent(r->udev, 8, GFP_KERNEL, &r->out_dma);
	r->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!r->irq)
		return -ENOMEM;
	return 0;
}

void bad_remote_init(struct remote *r)
{
	usb_fill_int_urb(r->out, r->udev, 0, r->out_buf, 8, remote_done, r, 8);	/* want: coherent_unchecked */
	r->out->transfer_dma = r->out_dma;
	r->out->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

void good_remote_in(struct remote *r)
{
	usb_fill_int_urb(r->irq, r->udev, 0x80, r->in_buf, 8, remote_done, r, 8);
	r->irq->transfer_dma = r->in_dma;
	r->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

void remote_free(struct remote *r)
{
	usb_free_coherent(r->udev, 8, r->in_buf, r->in_dma);
	usb_free_coherent(r->udev, 8, r->out_buf, r->out_dma);
}

/* Whoever uses it looks first. */
struct radio {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
};

void radio_alloc(struct radio *r)
{
	r->buf = usb_alloc_coherent(r->udev, 8, GFP_KERNEL, &r->dma);
}

int good_radio_start(struct radio *r)
{
	if (!r->buf)
		return -ENOMEM;
	usb_fill_int_urb(r->urb, r->udev, 0x80, r->buf, 8, remote_done, r, 8);
	r->urb->transfer_dma = r->dma;
	r->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(r->urb, GFP_KERNEL);
}

void radio_free(struct radio *r)
{
	usb_free_coherent(r->udev, 8, r->buf, r->dma);
}
