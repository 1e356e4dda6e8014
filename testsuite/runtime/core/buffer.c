// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usb_alloc_coherent() and its pools, the controller's local memory, and the
 * historic names.  What usb_free_coherent() is told is compared with what was
 * allocated, also where the kernel does not look.
 */
#include "core.h"

#define LOCAL_UNIT 64
#define LOCAL_UNITS 128			/* 8 KiB, as little as real ones have */

/* The smallest is not smaller than what kmalloc() aligns to, as in init_buffer. */
static size_t pool_size(unsigned int i)
{
	static const size_t sizes[RT_POOLS] = { 32, 128, 512, 2048 };

	if (i)
		return sizes[i];
	return rt_slab_align <= 32 ? 32 : rt_slab_align <= 64 ? 64 : 0;
}

static char *local;
static dma_addr_t local_dma;
static unsigned long local_page;
static u8 local_used[LOCAL_UNITS];

/* ---- local memory: units of 64 bytes; a used run ends with 2 ---- */

void *rt_local_alloc(size_t size, dma_addr_t *dma)
{
	unsigned int n = (size + LOCAL_UNIT - 1) / LOCAL_UNIT, run = 0;

	if (!local)
		local = rt_coherent_alloc(&rt_hcd.sysdev, LOCAL_UNIT * LOCAL_UNITS, &local_dma,
					  GFP_ATOMIC, &local_page);
	for (unsigned int i = 0; local && n && i < LOCAL_UNITS; i++) {
		run = local_used[i] ? 0 : run + 1;
		if (run < n)
			continue;
		memset(local_used + i + 1 - n, 1, n);
		local_used[i] = 2;
		*dma = local_dma + (i + 1 - n) * LOCAL_UNIT;
		return local + (i + 1 - n) * LOCAL_UNIT;
	}
	return NULL;
}

bool rt_local_free(void *p)
{
	unsigned long i = ((char *)p - local) / LOCAL_UNIT;

	if (!local || (char *)p < local || i >= LOCAL_UNITS || !local_used[i])
		return false;
	while (local_used[i] == 1)
		local_used[i++] = 0;
	local_used[i] = 0;
	return true;
}

/* ---- the pools ---- */

static struct dma_pool *pool_for(size_t size)
{
	for (unsigned int i = 0; i < RT_POOLS; i++) {
		size_t block = pool_size(i);

		if (size > block)
			continue;
		if (!rt_hcd.pools[i])
			rt_hcd.pools[i] = dma_pool_create("buffer", &rt_hcd.sysdev, block, block,
							  0);
		return rt_hcd.pools[i];
	}
	return NULL;
}

void rt_pools_destroy(bool report)
{
	for (unsigned int i = 0; i < RT_POOLS; i++) {
		rt_pool_destroy(rt_hcd.pools[i], report);
		rt_hcd.pools[i] = NULL;
	}
	if (local) {
		rt_unmap(&rt_hcd.sysdev, local_dma, LOCAL_UNIT * LOCAL_UNITS, RT_BOTH,
			 RT_MAP_COHERENT, 0);
		rt_coherent_free(local, LOCAL_UNIT * LOCAL_UNITS, local_page);
		local = NULL;
	}
}

static void *alloc(size_t size, gfp_t gfp, dma_addr_t *dma)
{
	struct dma_pool *pool;
	void *p;

	if (rt_machine->hcd == RT_HCD_LOCAL) {
		p = rt_local_alloc(size, dma);
		if (p)
			rt_object_add((rt_addr)p, size, RT_COHERENT, "local-memory");
		return p;
	}
	if (!rt_hcd_maps()) {
		*dma = ~(dma_addr_t)0;
		return kmalloc(size, gfp);
	}
	pool = pool_for(size);
	if (pool)
		return dma_pool_alloc(pool, gfp, dma);
	return dma_alloc_coherent(&rt_hcd.sysdev, size, dma, gfp);
}

void *usb_alloc_coherent(struct usb_device *dev, size_t size, gfp_t mem_flags, dma_addr_t *dma)
{
	struct rt_object *object;
	void *p;
	RT_API;

	if (!dev || !dev->bus || !size)
		return NULL;
	p = alloc(size, mem_flags, dma);
	object = rt_object_live((rt_addr)p);
	if (!p || !object)
		return p;
	object->size = object->kind == RT_SLAB ? object->size : size;
	object->what = "usb_alloc_coherent";
	object->pages = *dma;			/* pages: of an object that owns none, its handle */
	if (object->kind == RT_SLAB)
		object->slug = "coherent_wrong_release";
	return p;
}

static void compare(const struct rt_object *object, size_t size, void *addr, dma_addr_t dma)
{
	if (!object || object->freed || strcmp(object->what, "usb_alloc_coherent"))
		return;
	if (object->size != size)
		rt_report(RT_X_POOL_SIZE, object->at, object->size);
	if (object->at != (rt_addr)addr || (dma_addr_t)object->pages != dma)
		rt_report(RT_X_POOL_HANDLE, object->at, object->size);
	if (rt_active_urb(object->at, object->size))
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
}

void usb_free_coherent(struct usb_device *dev, size_t size, void *addr, dma_addr_t dma)
{
	struct rt_object *object = rt_object_find((rt_addr)addr);
	struct dma_pool *pool;
	RT_API;

	if (!dev || !dev->bus || !addr)
		return;
	compare(object, size, addr, dma);
	if (rt_machine->hcd == RT_HCD_LOCAL) {
		if (!rt_local_free(addr))
			rt_report(RT_X_BAD_FREE, (rt_addr)addr, size);
		else if (object)
			object->freed = 1;
		return;
	}
	if (!rt_hcd_maps()) {
		rt_free(addr, RT_X_POOL_HANDLE);
		return;
	}
	pool = pool_for(size);
	if (pool)
		dma_pool_free(pool, addr, dma);
	else
		dma_free_coherent(&rt_hcd.sysdev, size, addr, dma);
}
