// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The handle is in a variable, the release takes transfer_dma, and nothing ever
 * connected the two.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SIZE	64

static void good_done(struct urb *urb)
{
	dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int bad_send(struct usb_device *udev, u8 first)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(udev, SIZE, GFP_KERNEL, &dma);
	if (!buf)
		goto free_urb;
	buf[0] = first;
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 1), buf, SIZE, good_done, NULL);
	if (!udev->parent)
		goto free_buf;
	usb_free_coherent(udev, SIZE, buf, dma);
	usb_free_urb(urb);
	return 0;
free_buf:
	usb_free_coherent(udev, SIZE, buf, urb->transfer_dma);	/* want: coherent_handle_mismatch */
free_urb:
	usb_free_urb(urb);
	return -ENOMEM;
}

/* Whose memory this is, and what its URB went through, another file knows. */
void good_foreign(struct urb *urb)
{
	usb_free_coherent(urb->dev, SIZE, urb->context, urb->transfer_dma);
}
