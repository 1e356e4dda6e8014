// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Module data in asynchronous transfers, through a table of pointers and
 * through a direct store.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 red[3] = { 255, 0, 0 };
static u8 blue[3] = { 0, 0, 255 };
static u8 *colours[] = { red, blue };

static void strip_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "status %d\n", urb->status);
}

int bad_filled(struct urb *urb, struct usb_device *udev)
{
	usb_fill_int_urb(urb, udev, usb_sndintpipe(udev, 1), red, sizeof(red),	/* want: static_buffer */
			 strip_done, NULL, 10);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_stored(struct urb *urb)
{
	urb->transfer_buffer = blue;	/* want: static_buffer */
	urb->transfer_buffer_length = sizeof(blue);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_from_table(struct urb *urb, struct usb_device *udev, int n)
{
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1), colours[n & 1],	/* want(plugin): static_buffer */
			  3, strip_done, NULL);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_filled(struct urb *urb, struct usb_device *udev, u8 *heap, int n)
{
	memcpy(heap, colours[n & 1], 3);
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1), heap, 3,
			  strip_done, NULL);
	return usb_submit_urb(urb, GFP_KERNEL);
}
