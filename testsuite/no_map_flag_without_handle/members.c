// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URBs in members: the handle may be stored by another function of the file.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_URBS 8

struct can {
	struct usb_device *udev;
	struct urb *intr;
	u8 *buf[N_URBS];
	dma_addr_t dma[N_URBS];
	struct usb_anchor rx;
};

static void can_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

/* The handles are kept for the free, but the URBs never see them. */
int bad_can_start(struct can *can)
{
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
		dma_addr_t dma;
		u8 *buf;

		if (!urb)
			return -ENOMEM;
		buf = usb_alloc_coherent(can->udev, 64, GFP_KERNEL, &dma);
		if (!buf) {
			usb_free_urb(urb);
			return -ENOMEM;
		}
		usb_fill_bulk_urb(urb, can->udev, usb_rcvbulkpipe(can->udev, 1), buf, 64,
				  can_done, can);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
		usb_anchor_urb(urb, &can->rx);
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (ret) {
			usb_unanchor_urb(urb);
			usb_free_coherent(can->udev, 64, buf, dma);
			usb_free_urb(urb);
			return ret;
		}
		can->buf[i] = buf;
		can->dma[i] = dma;
		usb_free_urb(urb);
	}
	return 0;
}

/* Prepared here, submitted there, the handle nowhere. */
struct keypad {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

int bad_keypad_probe(struct keypad *k)
{
	k->data = usb_alloc_coherent(k->udev, 8, GFP_KERNEL, &k->data_dma);
	k->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!k->data || !k->irq)
		return -ENOMEM;
	usb_fill_int_urb(k->irq, k->udev, usb_rcvintpipe(k->udev, 1), k->data, 8, can_done, k,
			 10);
	k->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want(plugin): no_map_flag_without_handle */
	return 0;
}

int good_keypad_open(struct keypad *k)
{
	return usb_submit_urb(k->irq, GFP_KERNEL);
}

/* The handle comes in open. */
struct stick {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data;
	dma_addr_t data_dma;
};

int good_stick_probe(struct stick *s)
{
	s->data = usb_alloc_coherent(s->udev, 8, GFP_KERNEL, &s->data_dma);
	s->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!s->data || !s->irq)
		return -ENOMEM;
	usb_fill_int_urb(s->irq, s->udev, usb_rcvintpipe(s->udev, 1), s->data, 8, can_done, s,
			 10);
	s->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

int good_stick_open(struct stick *s)
{
	s->irq->transfer_dma = s->data_dma;
	return usb_submit_urb(s->irq, GFP_KERNEL);
}

/* The allocator of another function stored the handle. */
struct radio {
	struct usb_device *udev;
	struct urb *urb[N_URBS];
};

int good_radio_alloc(struct radio *r)
{
	int i;

	for (i = 0; i < N_URBS; i++) {
		r->urb[i] = usb_alloc_urb(0, GFP_KERNEL);
		if (!r->urb[i])
			return -ENOMEM;
		r->urb[i]->transfer_buffer = usb_alloc_coherent(r->udev, 512, GFP_KERNEL,
								&r->urb[i]->transfer_dma);
		if (!r->urb[i]->transfer_buffer)
			return -ENOMEM;
	}
	return 0;
}

int good_radio_start(struct radio *r)
{
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		usb_fill_bulk_urb(r->urb[i], r->udev, usb_rcvbulkpipe(r->udev, 1),
				  r->urb[i]->transfer_buffer, 512, can_done, r);
		r->urb[i]->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		ret = usb_submit_urb(r->urb[i], GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}
