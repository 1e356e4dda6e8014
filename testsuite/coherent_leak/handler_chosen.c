// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which of two completion handlers the URB gets, the direction says; neither frees the buffer.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct sdr {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
	dma_addr_t dma;
};

static void done_in(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static void done_out(struct urb *urb)
{
}

int bad_start(struct sdr *s, bool in)
{
	usb_complete_t complete;
	unsigned int pipe;

	if (in) {
		complete = done_in;
		pipe = usb_rcvbulkpipe(s->udev, 1);
	} else {
		complete = done_out;
		pipe = usb_sndbulkpipe(s->udev, 2);
	}
	s->buf = usb_alloc_coherent(s->udev, 512, GFP_KERNEL, &s->dma);	/* want(plugin): coherent_leak */
	if (!s->buf)
		return -ENOMEM;
	usb_fill_bulk_urb(s->urb, s->udev, pipe, s->buf, 512, complete, s);
	s->urb->transfer_dma = s->dma;
	s->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(s->urb, GFP_KERNEL);
}
