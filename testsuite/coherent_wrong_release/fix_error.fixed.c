// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: the error path releases with the wrong function.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_error(struct usb_device *udev, int fail)
{
	dma_addr_t dma;
	u8 *buf = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);

	if (!buf)
		return -ENOMEM;
	if (fail) {
		usb_free_coherent(udev, 64, buf, dma);	/* want: coherent_wrong_release */
		return -EIO;
	}
	usb_free_coherent(udev, 64, buf, dma);
	return 0;
}
