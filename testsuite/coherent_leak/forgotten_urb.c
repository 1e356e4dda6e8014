// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The buffer of an URB that was never submitted: both are forgotten on the way out.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

#define SIZE	64

struct tap {
	struct usb_device *udev;
	struct usb_anchor submitted;
	struct urb *kept;
	bool gone;
};

static void done(struct urb *urb)
{
	usb_free_coherent(urb->dev, SIZE, urb->transfer_buffer, urb->transfer_dma);
}

static struct urb *tap_urb(struct tap *tap, void *buf, struct urb *urb)
{
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return urb;
}

int bad_submit_failed(struct tap *tap)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);	/* want(plugin): coherent_leak */
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(urb, &tap->submitted);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_unanchor_urb(urb);
		return ret;
	}
	usb_free_urb(urb);
	return 0;
}

int good_submit_failed(struct tap *tap)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(urb, &tap->submitted);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_unanchor_urb(urb);
		usb_free_coherent(tap->udev, SIZE, buf, urb->transfer_dma);
	}
	usb_free_urb(urb);
	return ret;
}

/* The owner of the record has both, or the caller. */
int good_kept(struct tap *tap)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	tap->kept = urb;
	return 0;
}

struct urb *good_returned(struct tap *tap)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;

	if (!urb)
		return NULL;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return NULL;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return urb;
}

/* Who gets the URB may do anything with it. */
int good_handed_on(struct tap *tap, void (*use)(struct urb *urb))
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	urb = tap_urb(tap, buf, urb);
	use(urb);
	return 0;
}

int bad_gone(struct tap *tap, const char __user *from)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);	/* want(plugin): coherent_leak */
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (copy_from_user(buf, from, SIZE)) {
		ret = -EFAULT;
		goto free;
	}
	if (tap->gone)
		return -ENODEV;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret)
		goto put;
free:
	usb_free_coherent(tap->udev, SIZE, buf, urb->transfer_dma);
put:
	usb_free_urb(urb);
	return ret;
}

/* urb = NULL until it is there, and one way out for all. */
int bad_one_way_out(struct tap *tap, const char __user *from)
{
	struct urb *urb = NULL;
	void *buf = NULL;
	int ret = -ENOMEM;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		goto error;
	buf = usb_alloc_coherent(tap->udev, SIZE, GFP_KERNEL, &urb->transfer_dma);	/* want(plugin): coherent_leak */
	if (!buf)
		goto error;
	if (copy_from_user(buf, from, SIZE)) {
		ret = -EFAULT;
		goto error;
	}
	usb_fill_bulk_urb(urb, tap->udev, usb_sndbulkpipe(tap->udev, 2), buf, SIZE, done, tap);
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_anchor_urb(urb, &tap->submitted);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		return ret;
	usb_free_urb(urb);
	return 0;
error:
	if (urb) {
		usb_free_coherent(tap->udev, SIZE, buf, urb->transfer_dma);
		usb_free_urb(urb);
	}
	return ret;
}
