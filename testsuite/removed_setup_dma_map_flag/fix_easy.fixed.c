// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The flag beside another one.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008
#define URB_NO_DMA_MAP 0x0004


int bad_flags(struct urb *urb)
{
	urb->transfer_flags |= URB_ZERO_PACKET;	/* want: removed_setup_dma_map_flag */
	return urb->transfer_flags & URB_ZERO_PACKET;
}
