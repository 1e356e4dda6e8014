// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: a tablet with URB and buffer in members,
 * allocated in probe, used in open, with labels to clean up.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define TABLET_LEN	8

struct tablet {
	struct usb_device *udev;
	struct urb *irq;
	struct completion wait;
	u8 *data;
	dma_addr_t data_dma;
	int count;
};

static void tablet_irq(struct urb *urb)
{
	struct tablet *tablet = urb->context;

	if (!urb->status)
		tablet->count += urb->actual_length;
	complete(&tablet->wait);
}

static struct tablet *bad_tablet_new(struct usb_device *udev)
{
	struct tablet *t = kzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return NULL;
	t->udev = udev;
	init_completion(&t->wait);
	t->data = usb_alloc_coherent(udev, TABLET_LEN, GFP_KERNEL, &t->data_dma);
	if (!t->data)
		goto err_free;
	t->irq = usb_alloc_urb(0, GFP_KERNEL);
	if (!t->irq)
		goto err_buffer;
	usb_fill_int_urb(t->irq, udev, usb_rcvintpipe(udev, 3), t->data, TABLET_LEN,
			 tablet_irq, t, 10);
	t->irq->transfer_dma = t->data_dma;
	t->irq->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
	return t;

err_buffer:
	usb_free_coherent(udev, TABLET_LEN, t->data, t->data_dma);
err_free:
	kfree(t);
	return NULL;
}

static int tablet_open(struct tablet *tablet)
{
	int ret = usb_submit_urb(tablet->irq, GFP_KERNEL);

	if (!ret)
		wait_for_completion(&tablet->wait);
	return ret;
}

int run_tablet(struct usb_device *udev, u8 *out)
{
	struct tablet *tablet = bad_tablet_new(udev);
	int ret;

	if (!tablet)
		return -ENOMEM;
	ret = tablet_open(tablet);
	if (!ret)
		ret = tablet->count;
	memcpy(out, tablet->data, tablet->count);
	usb_kill_urb(tablet->irq);
	usb_free_urb(tablet->irq);
	usb_free_coherent(udev, TABLET_LEN, tablet->data, tablet->data_dma);
	kfree(tablet);
	return ret;
}
