// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Another device on the bus, on the machine where USB devices share the mask word
 * of the controller: its buffer lies above 4 GiB, so a driver that narrows "its"
 * mask breaks a transfer that it has nothing to do with.
 */
#include "core.h"

#define CANARY_SIZE 64

void rt_canary(void)
{
	struct device *dev = &rt_hcd.sysdev;
	u8 sent[CANARY_SIZE], *got = rt_phys_ptr(rt_far_page());
	dma_addr_t dma;

	if (!rt_has(RT_SHARED_MASK))
		return;
	memset(got, 0, CANARY_SIZE);
	memset(sent, 0x5c, CANARY_SIZE);
	dma = rt_map(dev, rt_far_page(), 0, CANARY_SIZE, RT_FROM_DEVICE, RT_MAP_SG,
		     *dev->dma_mask);
	if (dma != DMA_MAPPING_ERROR) {
		rt_dma(dev, dma, sent, CANARY_SIZE, 1);
		rt_unmap(dev, dma, CANARY_SIZE, RT_FROM_DEVICE, RT_MAP_SG, 0);
	}
	if (memcmp(got, sent, CANARY_SIZE))
		rt_report(RT_X_CANARY, 0, CANARY_SIZE);
}
