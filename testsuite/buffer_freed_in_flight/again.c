// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion handlers that submit again, and loops that take one URB after the
 * other: only what failed is freed.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct radio {
	struct usb_device *udev;
	struct usb_anchor delayed, active;
	bool gone;
};

/* One variable says whether it is over; most ways leave it alone. */
static void good_radio_rx(struct urb *urb)
{
	struct radio *r = urb->context;
	int free = 0;

	switch (urb->status) {
	case -EILSEQ:
	case -ENODEV:
	case -EPIPE:
		free = 1;
		goto exit;
	}
	if (urb->actual_length == 0)
		goto resubmit;
	dev_dbg(&r->udev->dev, "%d bytes\n", urb->actual_length);
resubmit:
	if (usb_submit_urb(urb, GFP_ATOMIC))
		free = 1;
exit:
	if (free)
		kfree(urb->transfer_buffer);
}

static void bad_radio_rx(struct urb *urb)
{
	struct radio *r = urb->context;
	int ret = 0;

	if (!urb->status)
		ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret || r->gone)
		kfree(urb->transfer_buffer);	/* want: buffer_freed_in_flight */
}

int good_radio_start(struct radio *r, bool quiet)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	u8 *buf = kmalloc(64, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!urb || !buf)
		goto err;
	usb_fill_bulk_urb(urb, r->udev, usb_rcvbulkpipe(r->udev, 1), buf, 64,
			  quiet ? good_radio_rx : bad_radio_rx, r);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		goto err;
	return 0;
err:
	kfree(buf);
	usb_free_urb(urb);
	return ret;
}

/* Each round has an URB of its own. */
int good_radio_resume(struct radio *r)
{
	struct urb *urb;
	int ret, failed = 0;

	for (;;) {
		urb = usb_get_from_anchor(&r->delayed);
		if (!urb)
			break;
		usb_anchor_urb(urb, &r->active);
		ret = usb_submit_urb(urb, GFP_ATOMIC);
		if (ret) {
			failed++;
			usb_unanchor_urb(urb);
			kfree(urb->transfer_buffer);
			usb_free_urb(urb);
		}
	}
	return failed ? -EIO : 0;
}

/* Each round gets its URB from a helper, through the address of the variable. */
static int radio_get(struct radio *r, struct urb **urb, u8 **buf, dma_addr_t *dma)
{
	*urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!*urb)
		return -ENOMEM;
	*buf = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, dma);
	if (!*buf) {
		usb_free_urb(*urb);
		return -ENOMEM;
	}
	(*urb)->transfer_dma = *dma;
	(*urb)->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

static void radio_done(struct urb *urb)
{
	if (urb->status)
		usb_free_coherent(urb->dev, 64, urb->transfer_buffer, urb->transfer_dma);
}

int good_radio_fill(struct radio *r, int n)
{
	dma_addr_t dma;
	struct urb *urb;
	int ret = 0;
	u8 *buf;

	for (int i = 0; i < n; i++) {
		ret = radio_get(r, &urb, &buf, &dma);
		if (ret)
			break;
		usb_fill_bulk_urb(urb, r->udev, usb_rcvbulkpipe(r->udev, 1), buf, 64,
				  radio_done, r);
		usb_anchor_urb(urb, &r->active);
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (ret) {
			usb_unanchor_urb(urb);
			usb_free_coherent(r->udev, 64, buf, urb->transfer_dma);
			usb_free_urb(urb);
			break;
		}
		usb_free_urb(urb);
	}
	return ret;
}
