// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Chosen by a condition, in parentheses with a comment, two in one function, in a loop.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008
#define URB_NO_DMA_MAP 0x0004


int bad_chosen(struct urb *urb, int mapped)
{
	urb->transfer_flags = mapped ? URB_ZERO_PACKET | URB_NO_SETUP_DMA_MAP : URB_ZERO_PACKET;	/* want: removed_setup_dma_map_flag */
	return urb->transfer_flags & URB_ZERO_PACKET;
}

int bad_two(struct urb *a, struct urb *b, int n)
{
	int i;

	for (i = 0; i < n; i++)
		a->transfer_flags |= (URB_ZERO_PACKET /* short */ | URB_NO_SETUP_DMA_MAP);	/* want: removed_setup_dma_map_flag */
	b->transfer_flags |= URB_NO_SETUP_DMA_MAP;	/* want: removed_setup_dma_map_flag */
	return (a->transfer_flags | b->transfer_flags) & URB_ZERO_PACKET;
}
