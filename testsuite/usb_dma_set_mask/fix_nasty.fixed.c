// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whole conditions, a result that is used again, comments, a block of its own.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_block(struct usb_interface *intf, int n)
{
	if (n > 2) {
		/* old machines *//* want: usb_dma_set_mask */
		n--;
	}/* want: usb_dma_set_mask */
	return n;
}

int bad_warned(struct usb_device *udev, int n)
{
	return n;
}
