// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * HID drivers keep their coherent buffers.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/hid.h>
#include <linux/usb.h>

static void good_report_done(struct urb *urb)
{
	usb_free_coherent(urb->dev, 1024, urb->transfer_buffer, urb->transfer_dma);
}

int good_report(struct usb_device *udev, struct urb *urb)
{
	void *buf = usb_alloc_coherent(udev, 1024, GFP_KERNEL, &urb->transfer_dma);

	if (!buf)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), buf, 1024, good_report_done, NULL);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(urb, GFP_KERNEL);
}

struct hid_driver good_driver = {
	.name = "good",
};
