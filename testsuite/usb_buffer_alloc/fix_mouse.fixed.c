// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A transfer with the memory, and an error path.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma);
void usb_buffer_free(struct usb_device *udev, size_t size, void *addr, dma_addr_t dma);


static void mouse_done(struct urb *urb)
{
}

int bad_mouse(struct usb_device *udev)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	dma_addr_t dma;
	u8 *data;
	int ret = -ENOMEM;

	if (!urb)
		return ret;
	data = usb_alloc_coherent(udev, 8, GFP_ATOMIC, &dma);	/* want: usb_buffer_alloc */
	if (!data)
		goto out;
	usb_fill_bulk_urb(urb, udev, usb_sndbulkpipe(udev, 2), data, 8, mouse_done, NULL);
	data[0] = 3;
	memset(data + 1, 0, 7);
	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (!ret)
		usb_kill_urb(urb);
	usb_free_coherent(udev, 8, data, dma);	/* want: usb_buffer_alloc */
out:
	usb_free_urb(urb);
	return ret;
}
