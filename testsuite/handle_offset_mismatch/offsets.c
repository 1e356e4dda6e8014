// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Part of a coherent buffer: address and handle go equally far into it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_URBS 4

struct dsp {
	struct usb_device *udev;
	struct urb *urb[N_URBS];
	u8 *buf;
	dma_addr_t dma;
	unsigned int chunk;
};

static void dsp_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

int good_dsp_alloc(struct dsp *d)
{
	int i;

	d->buf = usb_alloc_coherent(d->udev, N_URBS * 64, GFP_KERNEL, &d->dma);
	if (!d->buf)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++) {
		d->urb[i] = usb_alloc_urb(0, GFP_KERNEL);
		if (!d->urb[i])
			return -ENOMEM;
	}
	return 0;
}

/* All URBs write to the start of the buffer. */
int bad_forgotten(struct dsp *d)
{
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		struct urb *u = d->urb[i];

		u->transfer_buffer = d->buf + i * 64;
		u->transfer_buffer_length = 64;
		u->transfer_dma = d->dma;	/* want: handle_offset_mismatch */
		u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		ret = usb_submit_urb(u, GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

int bad_constants(struct dsp *d)
{
	struct urb *u = d->urb[0];

	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf + 16, 64, dsp_done, d);
	u->transfer_dma = d->dma + 8;	/* want: handle_offset_mismatch */
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

int bad_header(struct dsp *d)
{
	struct urb *u = d->urb[0];

	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, 1), d->buf, 64, dsp_done, d);
	u->transfer_dma = d->dma + 4;	/* want: handle_offset_mismatch */
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

int good_same(struct dsp *d)
{
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		struct urb *u = d->urb[i];

		u->transfer_buffer = d->buf + i * d->chunk;
		u->transfer_buffer_length = d->chunk;
		u->transfer_dma = d->dma + i * d->chunk;
		u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		ret = usb_submit_urb(u, GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

/* Equal after folding. */
int good_folded(struct dsp *d)
{
	struct urb *u = d->urb[1];

	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, 1), &d->buf[64 + 8], 56, dsp_done,
			  d);
	u->transfer_dma = d->dma + 9 * sizeof(u64);
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* The offset in a variable of its own. */
int good_variable(struct dsp *d, unsigned int part)
{
	unsigned int off = part * d->chunk;
	struct urb *u = d->urb[2];
	dma_addr_t dma = d->dma;
	u8 *p = d->buf;

	p += off;
	dma += off;
	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, 1), p, d->chunk, dsp_done, d);
	u->transfer_dma = dma;
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* How far is the helper's secret. */
static u8 *dsp_part(struct dsp *d, int i)
{
	return d->buf + i * 64;
}

static dma_addr_t dsp_part_dma(struct dsp *d, int i)
{
	return d->dma + i * 64;
}

int good_helpers(struct dsp *d, int i)
{
	struct urb *u = d->urb[3];

	usb_fill_bulk_urb(u, d->udev, usb_rcvbulkpipe(d->udev, 1), dsp_part(d, i), 64, dsp_done,
			  d);
	u->transfer_dma = dsp_part_dma(d, i);
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(u, GFP_KERNEL);
}

/* Two walking pointers. */
int good_walking(struct dsp *d)
{
	dma_addr_t dma = d->dma;
	u8 *p = d->buf;
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		usb_fill_bulk_urb(d->urb[i], d->udev, usb_rcvbulkpipe(d->udev, 1), p, 64,
				  dsp_done, d);
		d->urb[i]->transfer_dma = dma;
		d->urb[i]->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		ret = usb_submit_urb(d->urb[i], GFP_KERNEL);
		if (ret)
			return ret;
		p += 64;
		dma += 64;
	}
	return 0;
}
