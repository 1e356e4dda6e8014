// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Members that are only sent: legal, but usb.h asks for buffers of their own.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct siren {
	struct usb_device *udev;
	struct urb *urb;
	u8 tx[8];
	u8 by_type[8];
	u8 volume;
	u8 *heap;
	int plays;
};

static void siren_done(struct urb *urb)
{
	struct siren *s = urb->context;

	s->plays++;
}

int bad_array(struct siren *s, int *actual)
{
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 2), s->tx,	/* want: embedded_out_buffer */
			    sizeof(s->tx), actual, 500);
}

/* The same member once more: no second finding. */
int good_array_again(struct siren *s)
{
	usb_fill_bulk_urb(s->urb, s->udev, usb_sndbulkpipe(s->udev, 2), s->tx,
			  sizeof(s->tx), siren_done, s);
	return usb_submit_urb(s->urb, GFP_KERNEL);
}

int bad_request_type(struct siren *s, unsigned int pipe)
{
	return usb_control_msg(s->udev, pipe, 1, USB_DIR_OUT | USB_TYPE_VENDOR,	/* want: embedded_out_buffer */
			       0, 0, s->by_type, sizeof(s->by_type), 500);
}

static int siren_set(struct siren *s, u8 reg, void *data, u16 len)
{
	return usb_control_msg(s->udev, usb_sndctrlpipe(s->udev, 0), reg, 0x40,
			       0, 0, data, len, 500);
}

int bad_helper(struct siren *s, u8 volume)
{
	s->volume = volume;
	return siren_set(s, 3, &s->volume, 1);	/* want: embedded_out_buffer */
}

int good_heap(struct siren *s, int *actual)
{
	return usb_bulk_msg(s->udev, usb_sndbulkpipe(s->udev, 2), s->heap, 8,
			    actual, 500);
}

int good_copying_sink(struct siren *s)
{
	return usb_control_msg_send(s->udev, 0, 1, 0x40, 0, 0, s->tx, 8, 500,
				    GFP_KERNEL);
}
