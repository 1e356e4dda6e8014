// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion handlers: urb->status and urb->actual_length say what is in the buffer.
 * Options: enable=in_data_unchecked
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/usb.h>

struct knob {
	struct usb_device *udev;
	struct urb *in, *in2, *in3, *in4, *in5, *out;
	u8 *buf[6], last, copy[8];
};

static void bad_done(struct urb *urb)
{
	struct knob *k = urb->context;
	u8 *data = urb->transfer_buffer;

	k->last = data[0];	/* want(plugin): in_data_unchecked */
	usb_submit_urb(urb, GFP_ATOMIC);
}

static void bad_copy(struct urb *urb)
{
	struct knob *k = urb->context;

	memcpy(k->copy, urb->transfer_buffer, sizeof(k->copy));	/* want(plugin): in_data_unchecked */
}

static void good_status(struct urb *urb)
{
	struct knob *k = urb->context;
	u8 *data = urb->transfer_buffer;

	if (urb->status)
		return;
	k->last = data[0];
}

static void good_length(struct urb *urb)
{
	struct knob *k = urb->context;

	memcpy(k->copy, urb->transfer_buffer, min_t(u32, urb->actual_length, sizeof(k->copy)));
}

static bool knob_ok(struct urb *urb)
{
	return !urb->status && urb->actual_length >= 1;
}

static void good_helper(struct urb *urb)
{
	struct knob *k = urb->context;
	u8 *data = urb->transfer_buffer;

	if (knob_ok(urb))
		k->last = data[0];
}

/* What was sent is as it was written. */
static void good_sent(struct urb *urb)
{
	struct knob *k = urb->context;
	u8 *data = urb->transfer_buffer;

	k->last = data[0];
}

void good_start(struct knob *k)
{
	unsigned int in = usb_rcvintpipe(k->udev, 1), out = usb_sndintpipe(k->udev, 2);

	usb_fill_int_urb(k->in, k->udev, in, k->buf[0], 8, bad_done, k, 4);
	usb_fill_int_urb(k->in2, k->udev, in, k->buf[1], 8, bad_copy, k, 4);
	usb_fill_int_urb(k->in3, k->udev, in, k->buf[2], 8, good_status, k, 4);
	usb_fill_int_urb(k->in4, k->udev, in, k->buf[3], 8, good_length, k, 4);
	usb_fill_int_urb(k->in5, k->udev, in, k->buf[4], 8, good_helper, k, 4);
	usb_fill_int_urb(k->out, k->udev, out, k->buf[5], 8, good_sent, k, 4);
}
