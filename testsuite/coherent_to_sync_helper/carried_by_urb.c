// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb->transfer_buffer, which the unit made coherent memory, goes to a synchronous transfer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define SIZE	64

struct dev {
	struct usb_device *udev;
	struct urb *in, *out;
};

static void done(struct urb *urb)
{
}

int good_setup(struct dev *dev)
{
	void *buf;

	dev->in = usb_alloc_urb(0, GFP_KERNEL);
	dev->out = usb_alloc_urb(0, GFP_KERNEL);
	if (!dev->in || !dev->out)
		return -ENOMEM;
	buf = usb_alloc_coherent(dev->udev, SIZE, GFP_KERNEL, &dev->in->transfer_dma);
	if (!buf)
		return -ENOMEM;
	usb_fill_int_urb(dev->in, dev->udev, usb_rcvintpipe(dev->udev, 1), buf, SIZE, done, dev, 1);
	dev->in->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	buf = kmalloc(SIZE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	usb_fill_int_urb(dev->out, dev->udev, usb_sndintpipe(dev->udev, 2), buf, SIZE, done,
			 dev, 1);
	return 0;
}

int bad_poll(struct dev *dev)
{
	int len;

	return usb_interrupt_msg(dev->udev, usb_rcvintpipe(dev->udev, 1),	/* want(plugin): coherent_to_sync_helper */
				 dev->in->transfer_buffer, SIZE, &len, 100);
}

int good_push(struct dev *dev)
{
	int len;

	return usb_interrupt_msg(dev->udev, usb_sndintpipe(dev->udev, 2),
				 dev->out->transfer_buffer, SIZE, &len, 100);
}

void good_free(struct dev *dev)
{
	usb_kill_urb(dev->in);
	usb_kill_urb(dev->out);
	usb_free_coherent(dev->udev, SIZE, dev->in->transfer_buffer, dev->in->transfer_dma);
	kfree(dev->out->transfer_buffer);
	usb_free_urb(dev->in);
	usb_free_urb(dev->out);
}
