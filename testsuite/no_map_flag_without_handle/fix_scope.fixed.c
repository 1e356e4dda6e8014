// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: one URB, one coherent buffer, one function.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void scope_done(struct urb *urb)
{
	complete(urb->context);
}

int bad_read(struct usb_device *udev, u8 *out)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	struct completion wait;
	dma_addr_t dma;
	u8 *buf;
	int ret;

	if (!urb)
		return -ENOMEM;
	buf = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	if (!buf) {
		usb_free_urb(urb);
		return -ENOMEM;
	}
	init_completion(&wait);
	usb_fill_bulk_urb(urb, udev, usb_rcvbulkpipe(udev, 1), buf, 64,
			  scope_done, &wait);
	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;	/* want: no_map_flag_without_handle */
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret) {
		wait_for_completion(&wait);
		ret = urb->status ? urb->status : urb->actual_length;
		memcpy(out, buf, 8);
	}
	usb_free_coherent(udev, 64, buf, dma);
	usb_free_urb(urb);
	return ret;
}
