// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * As it stood in drivers: the only flag, and the first of three.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008
#define URB_NO_DMA_MAP 0x0004


int bad_only(struct urb *urb)
{
	urb->transfer_flags = URB_NO_SETUP_DMA_MAP;	/* want: removed_setup_dma_map_flag */
	return urb->transfer_flags & URB_ZERO_PACKET;
}

int bad_first(struct urb *urb, struct urb *other)
{
	urb->transfer_flags = URB_NO_SETUP_DMA_MAP | URB_ZERO_PACKET | URB_NO_INTERRUPT;	/* want: removed_setup_dma_map_flag */
	other->transfer_flags = urb->transfer_flags & ~0x0008;
	return other->transfer_flags;
}
