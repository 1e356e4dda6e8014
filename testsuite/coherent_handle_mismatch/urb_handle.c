// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The handle lives in the URB, which carries the no-map flag: usbcore leaves it
 * alone.  udev and urb->dev are one device.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define SIZE	16

struct mouse {
	struct usb_device *udev;
	struct urb *irq, *ctl;
	u8 *data, *ctl_data;
	dma_addr_t ctl_dma;
};

static void good_irq(struct urb *urb)
{
	dev_dbg(&urb->dev->dev, "%d\n", urb->status);
}

int good_open(struct mouse *m)
{
	m->irq = usb_alloc_urb(0, GFP_KERNEL);
	m->ctl = usb_alloc_urb(0, GFP_KERNEL);
	if (!m->irq || !m->ctl)
		goto free_urbs;
	m->data = usb_alloc_coherent(m->udev, SIZE, GFP_KERNEL, &m->irq->transfer_dma);
	if (!m->data)
		goto free_urbs;
	m->ctl_data = usb_alloc_coherent(m->udev, SIZE, GFP_KERNEL, &m->ctl_dma);
	if (!m->ctl_data)
		goto free_data;
	usb_fill_int_urb(m->irq, m->udev, usb_rcvintpipe(m->udev, 1), m->data, SIZE,
			 good_irq, m, 8);
	m->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	usb_fill_int_urb(m->ctl, m->udev, usb_rcvintpipe(m->udev, 2), m->ctl_data, SIZE,
			 good_irq, m, 8);
	m->ctl->transfer_dma = m->ctl_dma;
	m->ctl->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	if (!usb_submit_urb(m->irq, GFP_KERNEL))
		return 0;
	usb_free_coherent(m->udev, SIZE, m->ctl_data, m->ctl->transfer_dma);
free_data:
	usb_free_coherent(m->udev, SIZE, m->data, m->irq->transfer_dma);
free_urbs:
	usb_free_urb(m->ctl);
	usb_free_urb(m->irq);
	return -ENOMEM;
}

void good_close(struct mouse *m)
{
	usb_kill_urb(m->irq);
	usb_free_coherent(m->irq->dev, SIZE, m->irq->transfer_buffer, m->irq->transfer_dma);
	usb_free_coherent(m->udev, SIZE, m->ctl_data, m->ctl->transfer_dma);
	usb_free_urb(m->ctl);
	usb_free_urb(m->irq);
}

/* The two URBs are told apart: each comes from an allocation of its own. */
void bad_close(struct mouse *m)
{
	usb_kill_urb(m->irq);
	usb_free_coherent(m->udev, SIZE, m->data, m->ctl->transfer_dma);	/* want: coherent_handle_mismatch */
	usb_free_coherent(m->udev, SIZE, m->ctl_data, m->irq->transfer_dma);	/* want: coherent_handle_mismatch */
	usb_free_urb(m->ctl);
	usb_free_urb(m->irq);
}
