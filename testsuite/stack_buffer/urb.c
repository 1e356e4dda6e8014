// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asynchronous transfers: the three fillers and direct stores into the urb.
 * Stack memory is not only not DMA-able here, it is gone before the data moves.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pad {
	struct usb_device *udev;
	struct urb *irq;
	struct urb *out;
	struct usb_ctrlrequest *dr;
	u8 *data;
};

static void pad_done(struct urb *urb)
{
	struct pad *pad = urb->context;

	if (!urb->status)
		dev_dbg(&pad->udev->dev, "%d bytes\n", urb->actual_length);
}

int bad_fill_int(struct pad *pad)
{
	u8 report[8];

	usb_fill_int_urb(pad->irq, pad->udev, usb_rcvintpipe(pad->udev, 1),	/* want: stack_buffer */
			 report, sizeof(report), pad_done, pad, 10);
	return usb_submit_urb(pad->irq, GFP_KERNEL);
}

int bad_fill_bulk(struct pad *pad, u8 led)
{
	u8 cmd[2] = { 5, led };

	usb_fill_bulk_urb(pad->out, pad->udev, usb_sndbulkpipe(pad->udev, 2),	/* want: stack_buffer */
			  cmd, sizeof(cmd), pad_done, pad);
	return usb_submit_urb(pad->out, GFP_KERNEL);
}

int bad_fill_control_data(struct pad *pad, u8 led)
{
	usb_fill_control_urb(pad->out, pad->udev, usb_sndctrlpipe(pad->udev, 0),	/* want: stack_buffer */
			     (unsigned char *)pad->dr, &led, 1, pad_done, pad);
	return usb_submit_urb(pad->out, GFP_KERNEL);
}

int bad_stored(struct pad *pad)
{
	u8 report[8];

	pad->irq->transfer_buffer = report;	/* want: stack_buffer */
	pad->irq->transfer_buffer_length = sizeof(report);
	return usb_submit_urb(pad->irq, GFP_KERNEL);
}

/* Filled with stack memory here, submitted by another function. */
void bad_prepared(struct pad *pad)
{
	u8 report[8];

	usb_fill_int_urb(pad->irq, pad->udev, usb_rcvintpipe(pad->udev, 1),	/* want: stack_buffer */
			 report, sizeof(report), pad_done, pad, 10);
}

int good_submit(struct pad *pad)
{
	return usb_submit_urb(pad->irq, GFP_KERNEL);
}

int good_fill_heap(struct pad *pad)
{
	usb_fill_int_urb(pad->irq, pad->udev, usb_rcvintpipe(pad->udev, 1),
			 pad->data, 8, pad_done, pad, 10);
	return usb_submit_urb(pad->irq, GFP_KERNEL);
}

int good_stored_heap(struct pad *pad)
{
	pad->irq->transfer_buffer = pad->data;
	pad->irq->transfer_buffer_length = 8;
	return usb_submit_urb(pad->irq, GFP_KERNEL);
}

/* The context of a urb is the CPU's own. */
int good_context_on_stack(struct pad *pad, void (*done)(struct urb *))
{
	struct {
		int status;
		int count;
	} wait = { 0, 0 };

	usb_fill_bulk_urb(pad->out, pad->udev, usb_sndbulkpipe(pad->udev, 2),
			  pad->data, 8, done, &wait);
	if (usb_submit_urb(pad->out, GFP_KERNEL))
		return -EIO;
	usb_kill_urb(pad->out);
	return wait.status;
}
