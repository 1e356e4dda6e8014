// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * URBs that another file allocates and fills: what their flags are is not to be seen.
 */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/usb.h>

void good_sync(struct device *hcd, struct urb *u)
{
	dma_sync_single_for_cpu(hcd, u->transfer_dma, 64, DMA_FROM_DEVICE);
}
