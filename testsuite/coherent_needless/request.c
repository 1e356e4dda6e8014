// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Coherent memory for one request, or for large frames that are copied out of
 * it; and the small buffers, used again and again, that it is for.
 * Options: disable=coherent_leak
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

#define FRAME 32768

struct cam {
	struct usb_device *udev;
	struct urb *iso;
	struct urb *bulk;
	struct urb *keys;
	struct urb *raw;
	u8 *irq_data;
	dma_addr_t irq_dma;
	u8 picture[FRAME];
	size_t have;
};

static void good_write_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 1024, urb->transfer_buffer, urb->transfer_dma);
}

int bad_write(struct cam *c, struct urb *urb, const void *from)
{
	void *buf = usb_alloc_coherent(c->udev, 1024, GFP_KERNEL, &urb->transfer_dma);

	if (!buf)
		return -ENOMEM;
	memcpy(buf, from, 1024);
	usb_fill_bulk_urb(urb, c->udev, usb_sndbulkpipe(c->udev, 2), buf, 1024,	/* want: coherent_needless */
			  good_write_done, c);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

static void good_frame_done(struct urb *urb)
{
	struct cam *c = urb->context;
	int i;

	for (i = 0; i < urb->number_of_packets; i++)
		memcpy(c->picture + c->have,
		       urb->transfer_buffer + urb->iso_frame_desc[i].offset,
		       urb->iso_frame_desc[i].actual_length);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int bad_iso(struct cam *c)
{
	struct urb *urb = c->iso;

	urb->dev = c->udev;
	urb->pipe = usb_rcvisocpipe(c->udev, 1);
	urb->transfer_flags = URB_ISO_ASAP | URB_NO_TRANSFER_DMA_MAP;
	urb->transfer_buffer = usb_alloc_coherent(c->udev, FRAME, GFP_KERNEL,	/* want: coherent_needless */
						  &urb->transfer_dma);
	urb->transfer_buffer_length = FRAME;
	urb->complete = good_frame_done;
	urb->context = c;
	urb->number_of_packets = 32;
	if (!urb->transfer_buffer)
		return -ENOMEM;
	return usb_submit_urb(urb, GFP_KERNEL);
}

static void good_keys_done(struct urb *urb)
{
	struct cam *c = urb->context;

	memcpy(c->picture, urb->transfer_buffer, urb->actual_length);
	usb_submit_urb(urb, GFP_ATOMIC);
}

/* A button: eight bytes, for ever. */
int good_interrupt(struct cam *c)
{
	c->irq_data = usb_alloc_coherent(c->udev, 8, GFP_KERNEL, &c->irq_dma);
	if (!c->irq_data)
		return -ENOMEM;
	usb_fill_int_urb(c->keys, c->udev, usb_rcvintpipe(c->udev, 1), c->irq_data, 8,
			 good_keys_done, c, 10);
	c->keys->transfer_dma = c->irq_dma;
	c->keys->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(c->keys, GFP_KERNEL);
}

static void good_small_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 64, urb->transfer_buffer, urb->transfer_dma);
}

int good_small(struct cam *c, struct urb *urb)
{
	void *buf = usb_alloc_coherent(c->udev, 64, GFP_KERNEL, &urb->transfer_dma);

	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, c->udev, usb_sndbulkpipe(c->udev, 2), buf, 64,
			  good_small_done, c);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

static void good_heap_done(struct urb *urb)
{
	struct cam *c = urb->context;

	memcpy(c->picture, urb->transfer_buffer, urb->actual_length);
	usb_submit_urb(urb, GFP_ATOMIC);
}

int good_heap(struct cam *c)
{
	void *buf = kmalloc(FRAME, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(c->bulk, c->udev, usb_rcvbulkpipe(c->udev, 2), buf, FRAME,
			  good_heap_done, c);
	return usb_submit_urb(c->bulk, GFP_KERNEL);
}

static void good_raw_done(struct urb *urb)
{
	usb_submit_urb(urb, GFP_ATOMIC);
}

/* Large, but the CPU does not read it. */
int good_not_copied(struct cam *c)
{
	void *buf = usb_alloc_coherent(c->udev, FRAME, GFP_KERNEL, &c->raw->transfer_dma);

	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(c->raw, c->udev, usb_rcvbulkpipe(c->udev, 2), buf, FRAME,
			  good_raw_done, c);
	c->raw->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(c->raw, GFP_KERNEL);
}
