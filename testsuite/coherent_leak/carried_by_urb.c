// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Only the URB knows the buffer, and nobody frees the buffer of an URB.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define N	4
#define SIZE	512

struct tuner {
	struct usb_device *udev;
	struct urb *urbs[N];
};

static void done(struct urb *urb)
{
	if (!urb->status)
		usb_submit_urb(urb, GFP_ATOMIC);
}

int bad_alloc(struct tuner *t)
{
	for (int i = 0; i < N; i++) {
		void *buf;

		t->urbs[i] = usb_alloc_urb(0, GFP_KERNEL);
		if (!t->urbs[i])
			return -ENOMEM;
		buf = usb_alloc_coherent(t->udev, SIZE, GFP_KERNEL,	/* want(plugin): coherent_leak */
					 &t->urbs[i]->transfer_dma);
		if (!buf)
			return -ENOMEM;
		usb_fill_bulk_urb(t->urbs[i], t->udev, usb_rcvbulkpipe(t->udev, 1), buf, SIZE,
				  done, t);
		t->urbs[i]->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	}
	return 0;
}

void good_free(struct tuner *t)
{
	for (int i = 0; i < N; i++) {
		usb_kill_urb(t->urbs[i]);
		usb_free_urb(t->urbs[i]);
	}
}
