// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case: one assignment.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_store(struct urb *urb, u64 handle)
{
	urb->transfer_flags = 0;/* want: setup_dma_use */
	return urb->transfer_flags;
}
