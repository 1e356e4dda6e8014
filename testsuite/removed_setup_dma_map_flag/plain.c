// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The old flags, with the values they once had: alone, among others, chosen by a
 * condition, in the only statement of a branch.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008
#define URB_NO_DMA_MAP 0x0004

struct keys {
	struct urb *led, *irq;
	dma_addr_t led_dma;
};

void bad_among_others(struct keys *k)
{
	k->led->transfer_dma = k->led_dma;
	/* both were mapped in those days */
	k->led->transfer_flags |= (URB_NO_TRANSFER_DMA_MAP | URB_NO_SETUP_DMA_MAP);	/* want: removed_setup_dma_map_flag */
}

void bad_first_of_three(struct keys *k)
{
	k->irq->transfer_flags = URB_NO_SETUP_DMA_MAP | URB_ZERO_PACKET | URB_NO_INTERRUPT;	/* want: removed_setup_dma_map_flag */
}

void bad_alone(struct keys *k)
{
	k->led->transfer_flags = URB_NO_SETUP_DMA_MAP;	/* want: removed_setup_dma_map_flag */
	k->irq->transfer_flags |= URB_NO_SETUP_DMA_MAP;	/* want: removed_setup_dma_map_flag */
}

void bad_chosen(struct keys *k, bool mapped)
{
	k->led->transfer_flags |= mapped ? URB_NO_SETUP_DMA_MAP | URB_NO_TRANSFER_DMA_MAP : 0;	/* want: removed_setup_dma_map_flag */
}

void bad_only_statement(struct keys *k, bool mapped)
{
	if (mapped)
		k->led->transfer_flags |= URB_NO_SETUP_DMA_MAP;	/* want: removed_setup_dma_map_flag */
}

void bad_oldest_name(struct keys *k)
{
	k->irq->transfer_flags |= URB_NO_DMA_MAP | URB_ZERO_PACKET;	/* want: removed_setup_dma_map_flag */
}

void good_cleared(struct keys *k)
{
	k->irq->transfer_flags &= ~(URB_NO_SETUP_DMA_MAP | URB_NO_DMA_MAP);
}

void good_flag(struct keys *k)
{
	k->led->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}
