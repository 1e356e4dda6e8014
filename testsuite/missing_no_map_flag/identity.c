// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One URB for buffers of both kinds: the flag hangs on which buffer it is.
 * Options: disable=coherent_leak
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct bridge {
	struct usb_device *udev;
	struct urb *urb;
	struct completion done;
	u8 *iobuf;
	dma_addr_t iobuf_dma;
};

static void bridge_done(struct urb *urb)
{
	struct bridge *us = urb->context;

	complete(&us->done);
}

int good_bridge_alloc(struct bridge *us)
{	/* runtime: its follower waits for a transfer that never has a buffer */
	us->iobuf = usb_alloc_coherent(us->udev, 64, GFP_KERNEL, &us->iobuf_dma);
	us->urb = usb_alloc_urb(0, GFP_KERNEL);
	return us->iobuf && us->urb ? 0 : -ENOMEM;
}

static int bridge_common(struct bridge *us)
{
	int ret;

	us->urb->context = us;
	us->urb->transfer_flags = 0;
	if (us->urb->transfer_buffer == us->iobuf)
		us->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	us->urb->transfer_dma = us->iobuf_dma;
	init_completion(&us->done);
	ret = usb_submit_urb(us->urb, GFP_NOIO);
	if (!ret)
		wait_for_completion(&us->done);
	return ret;
}

int good_bridge_bulk(struct bridge *us, void *buf, unsigned int len)
{
	usb_fill_bulk_urb(us->urb, us->udev, usb_sndbulkpipe(us->udev, 1), buf, len, bridge_done,
			  NULL);
	return bridge_common(us);
}

int good_bridge_status(struct bridge *us)
{
	usb_fill_bulk_urb(us->urb, us->udev, usb_rcvbulkpipe(us->udev, 1), us->iobuf, 13,
			  bridge_done, NULL);
	return bridge_common(us);
}

int good_bridge_reset(struct bridge *us)
{
	return good_bridge_bulk(us, us->iobuf, 31);
}

/* The same with the test before the fill, on the argument. */
struct link {
	struct usb_device *udev;
	struct urb *urb;
	u8 *iobuf;
	dma_addr_t iobuf_dma;
};

int good_link_alloc(struct link *l)
{
	l->iobuf = usb_alloc_coherent(l->udev, 64, GFP_KERNEL, &l->iobuf_dma);
	l->urb = usb_alloc_urb(0, GFP_KERNEL);
	return l->iobuf && l->urb ? 0 : -ENOMEM;
}

static int link_send(struct link *l, void *buf, unsigned int len)
{
	unsigned int flags = 0;

	if (buf == l->iobuf)
		flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(l->urb, l->udev, usb_sndbulkpipe(l->udev, 1), buf, len, bridge_done,
			  l);
	l->urb->transfer_flags = flags;
	l->urb->transfer_dma = l->iobuf_dma;
	return usb_submit_urb(l->urb, GFP_KERNEL);
}

int good_link_status(struct link *l)
{
	return link_send(l, l->iobuf, 13);
}

int good_link_data(struct link *l, unsigned int len)
{
	void *data = kmalloc(len, GFP_KERNEL);

	return data ? link_send(l, data, len) : -ENOMEM;
}
