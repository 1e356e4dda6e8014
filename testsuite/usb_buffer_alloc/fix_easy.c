// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Taken and given back.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

void *usb_buffer_alloc(struct usb_device *udev, size_t size, gfp_t gfp, dma_addr_t *dma);
void usb_buffer_free(struct usb_device *udev, size_t size, void *addr, dma_addr_t dma);


int bad_both(struct usb_device *udev)
{
	dma_addr_t dma;
	u8 *buf = usb_buffer_alloc(udev, 8, GFP_KERNEL, &dma);	/* want: usb_buffer_alloc */

	if (!buf)
		return -ENOMEM;
	buf[0] = 1;
	usb_buffer_free(udev, 8, buf, dma);	/* want: usb_buffer_alloc */
	return 0;
}
