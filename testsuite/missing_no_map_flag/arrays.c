// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Many URBs: an array in the record, an allocated array, parts of one buffer,
 * a completion handler that submits again.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define N_URBS 4
#define CHUNK 512

struct cam {
	struct usb_device *udev;
	struct urb *urb[N_URBS];
	u8 *buf[N_URBS];
};

static void cam_done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

int bad_cam_start(struct cam *cam)
{
	int i, ret;

	for (i = 0; i < N_URBS; i++) {
		struct urb *urb = usb_alloc_urb(8, GFP_KERNEL);

		if (!urb)
			return -ENOMEM;
		cam->urb[i] = urb;
		cam->buf[i] = usb_alloc_coherent(cam->udev, CHUNK, GFP_KERNEL, &urb->transfer_dma);
		if (!cam->buf[i])
			return -ENOMEM;
		urb->dev = cam->udev;
		urb->complete = cam_done;
		urb->transfer_buffer = cam->buf[i];	/* want(plugin): missing_no_map_flag */
		urb->transfer_buffer_length = CHUNK;
		urb->transfer_flags = URB_ISO_ASAP;
	}
	for (i = 0; i < N_URBS; i++) {
		ret = usb_submit_urb(cam->urb[i], GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

/* Parts of one buffer: the address goes on, the flag is forgotten. */
struct ring {
	struct usb_device *udev;
	struct urb **urbs;
	u8 *iso;
	dma_addr_t iso_dma;
};

int good_ring_alloc(struct ring *r, unsigned int n)
{
	r->urbs = kcalloc(n, sizeof(*r->urbs), GFP_KERNEL);
	r->iso = usb_alloc_coherent(r->udev, n * CHUNK, GFP_KERNEL, &r->iso_dma);
	return r->urbs && r->iso ? 0 : -ENOMEM;
}

int bad_ring_start(struct ring *r, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		struct urb *u = usb_alloc_urb(8, GFP_KERNEL);

		if (!u)
			return -ENOMEM;
		r->urbs[i] = u;
		u->dev = r->udev;
		u->complete = cam_done;
		u->transfer_flags = URB_ISO_ASAP;
		u->transfer_buffer = r->iso + i * CHUNK;	/* want(plugin): missing_no_map_flag */
		u->transfer_buffer_length = CHUNK;
		if (usb_submit_urb(u, GFP_KERNEL))
			return -EIO;
	}
	return 0;
}

struct grab {
	struct usb_device *udev;
	struct urb *urb[N_URBS];
	u8 *buf;
	dma_addr_t dma;
};

int good_grab_start(struct grab *g)
{
	int i, ret;

	g->buf = usb_alloc_coherent(g->udev, N_URBS * CHUNK, GFP_KERNEL, &g->dma);
	if (!g->buf)
		return -ENOMEM;
	for (i = 0; i < N_URBS; i++) {
		g->urb[i] = usb_alloc_urb(0, GFP_KERNEL);
		if (!g->urb[i])
			return -ENOMEM;
		usb_fill_bulk_urb(g->urb[i], g->udev, usb_rcvbulkpipe(g->udev, 1),
				  g->buf + i * CHUNK, CHUNK, cam_done, g);
		g->urb[i]->transfer_dma = g->dma + i * CHUNK;
		g->urb[i]->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	}
	for (i = 0; i < N_URBS; i++) {
		ret = usb_submit_urb(g->urb[i], GFP_KERNEL);
		if (ret)
			return ret;
	}
	return 0;
}

/* Two URBs of one record: the one with coherent memory is flagged, the other is not. */
struct pair {
	struct usb_device *udev;
	struct urb *in, *out;
	u8 *in_buf, *out_buf;
};

int good_pair_start(struct pair *p)
{
	p->in = usb_alloc_urb(0, GFP_KERNEL);
	p->out = usb_alloc_urb(0, GFP_KERNEL);
	if (!p->in || !p->out)
		return -ENOMEM;
	p->in_buf = usb_alloc_coherent(p->udev, 64, GFP_KERNEL, &p->in->transfer_dma);
	p->out_buf = kzalloc(64, GFP_KERNEL);
	if (!p->in_buf || !p->out_buf)
		return -ENOMEM;
	usb_fill_bulk_urb(p->in, p->udev, usb_rcvbulkpipe(p->udev, 1), p->in_buf, 64, cam_done,
			  p);
	p->in->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_bulk_urb(p->out, p->udev, usb_sndbulkpipe(p->udev, 2), p->out_buf, 64, cam_done,
			  p);
	return usb_submit_urb(p->in, GFP_KERNEL) ?: usb_submit_urb(p->out, GFP_KERNEL);
}
