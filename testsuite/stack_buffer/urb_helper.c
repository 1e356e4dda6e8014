// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers that prepare or submit a urb for their caller's memory, by filler or
 * by direct stores, and one that waits for the end.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct wire {
	struct usb_device *udev;
	struct urb *urb;
	struct completion done;
	u8 *buf;
};

static void wire_done(struct urb *urb)
{
	struct wire *w = urb->context;

	complete(&w->done);
}

static void wire_prepare(struct wire *w, void *data, int len)
{
	usb_fill_bulk_urb(w->urb, w->udev, usb_sndbulkpipe(w->udev, 1), data, len,
			  wire_done, w);
}

static void wire_set(struct urb *urb, void *data, int len)
{
	urb->transfer_buffer = data;
	urb->transfer_buffer_length = len;
}

/* Waiting makes it no better: the controller still needs an address. */
static int wire_and_wait(struct wire *w, void *data, int len)
{
	int ret;

	init_completion(&w->done);
	wire_prepare(w, data, len);
	ret = usb_submit_urb(w->urb, GFP_KERNEL);
	if (!ret)
		wait_for_completion(&w->done);
	return ret;
}

int bad_prepared(struct wire *w)
{
	u8 cmd[3] = { 1, 2, 3 };

	wire_prepare(w, cmd, sizeof(cmd));	/* want: stack_buffer */
	return usb_submit_urb(w->urb, GFP_KERNEL);
}

int bad_set(struct wire *w)
{
	u8 cmd[3] = { 1, 2, 3 };

	wire_set(w->urb, cmd, sizeof(cmd));	/* want: stack_buffer */
	return usb_submit_urb(w->urb, GFP_KERNEL);
}

int bad_waits(struct wire *w)
{
	u8 cmd[3] = { 1, 2, 3 };

	return wire_and_wait(w, cmd, sizeof(cmd));	/* want: stack_buffer */
}

int good_waits(struct wire *w)
{
	memset(w->buf, 0, 3);
	return wire_and_wait(w, w->buf, 3);
}

int good_set_zero(struct wire *w)
{
	u8 nothing;

	wire_set(w->urb, &nothing, 0);
	return usb_submit_urb(w->urb, GFP_KERNEL);
}
