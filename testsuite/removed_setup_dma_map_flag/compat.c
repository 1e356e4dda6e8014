// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Old flags that a compatibility header defines with their old values.
 */
#include <linux/module.h>
#include <linux/usb.h>

#define URB_NO_SETUP_DMA_MAP 0x0008
#define URB_NO_DMA_MAP 0x0004

void bad_both(struct urb *u)
{
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP | URB_NO_SETUP_DMA_MAP;	/* want(plugin): removed_setup_dma_map_flag */
}

void bad_alone(struct urb *u)
{
	u->transfer_flags = URB_NO_SETUP_DMA_MAP;	/* want(plugin): removed_setup_dma_map_flag */
}

void bad_oldest_name(struct urb *u)
{
	u->transfer_flags |= URB_NO_DMA_MAP;	/* want(plugin): removed_setup_dma_map_flag */
}

void good_flag(struct urb *u)
{
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
}

void good_cleared(struct urb *u)
{
	u->transfer_flags &= ~URB_NO_SETUP_DMA_MAP;
}

#undef URB_NO_SETUP_DMA_MAP
#define URB_NO_SETUP_DMA_MAP 0

void good_defined_as_nothing(struct urb *u)
{
	u->transfer_flags |= URB_NO_TRANSFER_DMA_MAP | URB_NO_SETUP_DMA_MAP;
}
