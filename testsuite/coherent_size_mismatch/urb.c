// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory that only an URB knows, freed by its completion handler with the
 * length of the transfer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

#define MSG_SIZE	64

struct radio {
	struct usb_device *udev;
	struct usb_anchor tx;
};

static void good_whole_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length, urb->transfer_buffer,
			  urb->transfer_dma);
}

static void good_constant_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, MSG_SIZE, urb->transfer_buffer, urb->transfer_dma);
}

static void bad_short_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length, urb->transfer_buffer,	/* want(plugin): coherent_size_mismatch */
			  urb->transfer_dma);
}

/* How much is sent is not known: it may well be the whole buffer. */
static void good_varying_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, urb->transfer_buffer_length, urb->transfer_buffer,
			  urb->transfer_dma);
}

static int radio_submit(struct radio *r, struct urb *urb, void *buf)
{
	int ret;

	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(urb, &r->tx);
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret) {
		usb_unanchor_urb(urb);
		usb_free_coherent(r->udev, MSG_SIZE, buf, urb->transfer_dma);
	}
	usb_free_urb(urb);
	return ret;
}

#define RADIO_SEND(name, len, done)						\
int name(struct radio *r, const void *data, size_t n)				\
{										\
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);				\
	u8 *buf;								\
										\
	if (!urb)								\
		return -ENOMEM;							\
	buf = usb_alloc_coherent(r->udev, MSG_SIZE, GFP_ATOMIC,			\
				 &urb->transfer_dma);				\
	if (!buf) {								\
		usb_free_urb(urb);						\
		return -ENOMEM;							\
	}									\
	memcpy(buf, data, min_t(size_t, n, MSG_SIZE));				\
	usb_fill_bulk_urb(urb, r->udev, usb_sndbulkpipe(r->udev, 2), buf,	\
			  len, done, r);					\
	return radio_submit(r, urb, buf);					\
}

RADIO_SEND(good_send_whole, MSG_SIZE, good_whole_done)
RADIO_SEND(good_send_constant, 8, good_constant_done)
RADIO_SEND(good_send_short, 8, bad_short_done)
RADIO_SEND(good_send_varying, n, good_varying_done)
