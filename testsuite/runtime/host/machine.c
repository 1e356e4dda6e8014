// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machines: which host controller, how bus addresses are made, what the
 * caches do.  A machine is a line of this table; nothing else knows them.
 */
#include <string.h>

#include "host.h"

#define REMAP RT_COHERENT_REMAP
#define XHCI (RT_IDT | RT_SG_ANY)

static const struct rt_machine machines[] = {
	{ "pio", RT_HCD_PIO, RT_BUS_DIRECT, RT_CACHE_COHERENT, 0,
	  "the controller copies by CPU; usbcore maps nothing" },
	{ "coherent", RT_HCD_DMA, RT_BUS_DIRECT, RT_CACHE_COHERENT, 0,
	  "bus addresses are physical addresses" },
	{ "iommu", RT_HCD_DMA, RT_BUS_IOMMU, RT_CACHE_COHERENT, REMAP,
	  "bus addresses of their own, pages out of reach unless mapped" },
	{ "swiotlb", RT_HCD_DMA, RT_BUS_SWIOTLB, RT_CACHE_COHERENT, 0,
	  "each mapping is bounced" },
	{ "noncoherent-inv", RT_HCD_DMA, RT_BUS_OFFSET, RT_CACHE_INVALIDATE, REMAP,
	  "caches: lines are invalidated after IN; neighbours' writes are lost" },
	{ "noncoherent-clean", RT_HCD_DMA, RT_BUS_OFFSET, RT_CACHE_CLEAN_INVALIDATE, REMAP,
	  "caches: dirty lines are written back over the data of the device" },
	{ "localmem", RT_HCD_LOCAL, RT_BUS_DIRECT, RT_CACHE_COHERENT, 0,
	  "the controller reaches its own small memory only" },
	{ "mixed", RT_HCD_MIXED, RT_BUS_DIRECT, RT_CACHE_COHERENT, 0,
	  "control transfers by CPU, the others by DMA" },
	{ "legacy", RT_HCD_DMA, RT_BUS_DIRECT, RT_CACHE_COHERENT, RT_SHARED_MASK | RT_NO_SG,
	  "before 2020: USB devices share the controller's mask word" },
	{ "xhci", RT_HCD_DMA, RT_BUS_DIRECT, RT_CACHE_COHERENT, XHCI,
	  "coherent, with immediate data" },
	{ "xhci-iommu", RT_HCD_DMA, RT_BUS_IOMMU, RT_CACHE_COHERENT, XHCI | REMAP,
	  "iommu, with immediate data" },
	{ "xhci-swiotlb", RT_HCD_DMA, RT_BUS_SWIOTLB, RT_CACHE_COHERENT, XHCI,
	  "swiotlb, with immediate data" },
	{ "xhci-stack", RT_HCD_DMA, RT_BUS_DIRECT, RT_CACHE_COHERENT, XHCI | RT_STACK_LINEAR,
	  "xhci, stacks in linear memory (VMAP_STACK=n)" },
	{ "uml", RT_HCD_DMA, RT_BUS_DIRECT, RT_CACHE_COHERENT,
	  RT_STACK_LINEAR | RT_STATIC_VMALLOC | RT_DATA_BY_CPU,
	  "user mode Linux, dummy_hcd that maps: data moves by transfer_buffer" },
};

const struct rt_machine *rt_machine = &machines[1];

const struct rt_machine *rt_machine_at(unsigned int n)
{
	return n < sizeof(machines) / sizeof(machines[0]) ? &machines[n] : NULL;
}

const struct rt_machine *rt_machine_named(const char *name)
{
	for (unsigned int n = 0; n < sizeof(machines) / sizeof(machines[0]); n++)
		if (!strcmp(machines[n].name, name))
			return &machines[n];
	return NULL;
}

int rt_has(enum rt_quirk quirk)
{
	return !!(rt_machine->quirks & quirk);
}
