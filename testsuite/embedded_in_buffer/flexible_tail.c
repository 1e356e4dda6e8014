// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A buffer at the end of its record, with a head in front of it that the
 * driver writes while data arrives; a tail of a pure message is none.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct stream {
	struct usb_device *udev;
	struct urb *urb;
	atomic_t pending;
	size_t size;
	u8 data[];
};

struct chunk {
	__le32 magic;
	__le32 len;
	u8 payload[];
};

static void stream_done(struct urb *urb)
{
	struct stream *s = urb->context;

	atomic_dec(&s->pending);
}

int bad_tail(struct stream *s)
{
	usb_fill_bulk_urb(s->urb, s->udev, usb_rcvbulkpipe(s->udev, 1), s->data,	/* want: embedded_in_buffer */
			  s->size, stream_done, s);
	atomic_inc(&s->pending);
	return usb_submit_urb(s->urb, GFP_KERNEL);
}

int good_chunk_tail(struct usb_device *udev, struct chunk *c, int *actual)
{
	return usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), c->payload,
			    le32_to_cpu(c->len), actual, 500);
}

struct stream *good_alloc(struct usb_device *udev, size_t size)
{
	struct stream *s = kzalloc(struct_size(s, data, size), GFP_KERNEL);

	if (!s)
		return NULL;
	s->udev = udev;
	s->size = size;
	return s;
}
