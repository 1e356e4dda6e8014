// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Not rewritten: kmalloc() memory whose handle, a local, would be left without a use.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_heap(struct usb_device *udev)
{
	dma_addr_t dma = 0;
	u8 *buf = kzalloc(64, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	usb_free_coherent(udev, 64, buf, dma);	/* want: coherent_wrong_release */
	return 1;
}
