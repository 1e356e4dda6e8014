// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The same in asynchronous transfers and through a wrapper.
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/usb.h>

struct burst {
	__le32 seq;
	u8 payload[60];
};

static DEFINE_PER_CPU(struct burst, burst);

static void burst_done(struct urb *urb)
{
	if (urb->status)
		dev_dbg(&urb->dev->dev, "burst: %d\n", urb->status);
}

static int burst_send(struct usb_device *udev, void *data, int len)
{
	int actual;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), data, len, &actual, 100);
}

int bad_filled(struct usb_device *udev, struct urb *urb)
{
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1),	/* want: percpu_buffer */
			  this_cpu_ptr(&burst), sizeof(struct burst),
			  burst_done, NULL);
	return usb_submit_urb(urb, GFP_ATOMIC);
}

int bad_wrapper(struct usb_device *udev)
{
	struct burst *b = get_cpu_ptr(&burst);
	int ret;

	ret = burst_send(udev, b, sizeof(*b));	/* want: percpu_buffer */
	put_cpu_ptr(&burst);
	return ret;
}

int good_wrapper(struct usb_device *udev, struct burst *heap)
{
	memcpy(heap, this_cpu_ptr(&burst), sizeof(*heap));
	return burst_send(udev, heap, sizeof(*heap));
}
