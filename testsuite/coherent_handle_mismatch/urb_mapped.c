// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The handle lives in an URB without the no-map flag: usbcore maps the buffer
 * when the URB is submitted, and what transfer_dma held is gone.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SIZE	16

struct remote {
	struct usb_device *udev;
	struct urb *irq;
	u8 *data, *key;
	dma_addr_t data_dma;
};

static void good_irq(struct urb *urb)
{
	dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int bad_open(struct remote *r)
{
	int ret;

	r->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!r->irq)
		return -ENOMEM;
	r->key = usb_alloc_coherent(r->udev, SIZE, GFP_KERNEL, &r->irq->transfer_dma);
	if (!r->key) {
		usb_free_urb(r->irq);
		return -ENOMEM;
	}
	if (!r->udev->parent) {
		/* not submitted yet: still the handle */
		usb_free_coherent(r->udev, SIZE, r->key, r->irq->transfer_dma);
		usb_free_urb(r->irq);
		return -ENODEV;
	}
	usb_fill_int_urb(r->irq, r->udev, usb_rcvintpipe(r->udev, 1), r->key, SIZE,	/* want: missing_no_map_flag */
			 good_irq, r, 8);
	r->irq->transfer_flags |= URB_SHORT_NOT_OK;
	ret = usb_submit_urb(r->irq, GFP_KERNEL);
	if (ret) {
		usb_free_coherent(r->udev, SIZE, r->key, r->irq->transfer_dma);	/* want: coherent_handle_mismatch */
		usb_free_urb(r->irq);
	}
	return ret;
}

void bad_close(struct remote *r)
{
	usb_kill_urb(r->irq);
	usb_free_coherent(r->udev, SIZE, r->key, r->irq->transfer_dma);	/* want: coherent_handle_mismatch */
	usb_free_urb(r->irq);
}

/* A handle of its own survives, whatever becomes of the URB's. */
int good_own_handle(struct remote *r)
{
	r->data = usb_alloc_coherent(r->udev, SIZE, GFP_KERNEL, &r->data_dma);
	if (!r->data)
		return -ENOMEM;
	r->data[0] = 0;
	return 0;
}

void good_own_close(struct remote *r)
{
	usb_free_coherent(r->udev, SIZE, r->data, r->data_dma);
}
