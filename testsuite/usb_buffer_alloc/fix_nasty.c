// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In a loop, in a condition, arguments over lines with comments, names in a string.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma);
void usb_buffer_free(struct usb_device *udev, size_t size, void *addr, dma_addr_t dma);


int bad_loop(struct usb_device *udev, int n)
{
	dma_addr_t dma;
	u8 *buf;
	int i;

	for (i = 0; i < n; i++) {
		if (!(buf = usb_buffer_alloc(udev,	/* want: usb_buffer_alloc */
					     64, /* a packet */
					     GFP_KERNEL, &dma))) {
			dev_dbg(&udev->dev, "usb_buffer_alloc failed\n");
			return -ENOMEM;
		}
		buf[i] = i;
		/* usb_buffer_free() takes NULL as well */
		usb_buffer_free(udev, 64, buf, dma);	/* want: usb_buffer_alloc */
	}
	return n;
}
