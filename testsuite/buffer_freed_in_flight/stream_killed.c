// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A stream of URBs that submit themselves again: its buffers are freed by an operation that
 * stops the stream.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N	4
#define SIZE	512

struct radio {
	struct usb_device *udev;
	struct urb *urbs[N];
	u8 *bufs[N];
	dma_addr_t dma[N];
};

struct radio_ops {
	int (*start)(struct radio *r);
	void (*stop)(struct radio *r);
	void (*release)(struct radio *r);
};

static void radio_done(struct urb *urb)
{
	if (urb->status)
		return;
	usb_submit_urb(urb, GFP_ATOMIC);
}

static void free_bufs(struct radio *r)
{
	for (int i = 0; i < N; i++) {
		usb_free_coherent(r->udev, SIZE, r->bufs[i], r->dma[i]);
		r->bufs[i] = NULL;
	}
}

static int good_start(struct radio *r)
{
	for (int i = 0; i < N; i++) {
		r->bufs[i] = usb_alloc_coherent(r->udev, SIZE, GFP_KERNEL, &r->dma[i]);
		if (!r->bufs[i]) {
			free_bufs(r);
			return -ENOMEM;
		}
		usb_fill_bulk_urb(r->urbs[i], r->udev, usb_rcvbulkpipe(r->udev, 1), r->bufs[i],
				  SIZE, radio_done, r);
		r->urbs[i]->transfer_dma = r->dma[i];
		r->urbs[i]->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		usb_submit_urb(r->urbs[i], GFP_KERNEL);
	}
	return 0;
}

static void good_stop(struct radio *r)
{
	for (int i = 0; i < N; i++)
		usb_kill_urb(r->urbs[i]);
	free_bufs(r);
}

/* Runs when the device is gone. */
static void good_release(struct radio *r)
{
	free_bufs(r);
	kfree(r);
}

struct radio_ops good_radio_ops = {
	.start = good_start,
	.stop = good_stop,
	.release = good_release,
};
