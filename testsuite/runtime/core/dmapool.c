// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dma_pool: blocks of coherent pages.  As in the kernel without DMAPOOL_DEBUG a
 * block that is freed twice is handed out twice; the model reports it.
 */
#include "core.h"

struct pool_page {
	struct pool_page *next;
	char *vaddr;
	dma_addr_t dma;
	unsigned long page;
	size_t size;
	unsigned int used, n_free;
	unsigned int free[];		/* a stack of offsets, room for double frees */
};

struct dma_pool {
	const char *name;
	struct device *dev;
	size_t size, stride;
	struct pool_page *pages;
};

struct dma_pool *dma_pool_create(const char *name, struct device *dev, size_t size,
				 size_t align, size_t boundary)
{
	struct dma_pool *pool;
	RT_API;

	if (!size || (align & (align - 1)))
		return NULL;
	pool = __builtin_calloc(1, sizeof(*pool));
	if (!pool)
		return NULL;
	pool->name = name;
	pool->dev = dev;
	pool->size = size;
	if (!align)
		align = 1;
	pool->stride = (size + align - 1) & ~(align - 1);
	return pool;
}

static struct pool_page *add_page(struct dma_pool *pool, gfp_t gfp)
{
	size_t size = PAGE_ALIGN(pool->stride);
	unsigned int n = size / pool->stride;
	struct pool_page *page = __builtin_calloc(1, sizeof(*page) + 2 * n * sizeof(page->free[0]));

	if (!page)
		return NULL;
	page->size = size;
	page->vaddr = rt_coherent_alloc(pool->dev, size, &page->dma, gfp, &page->page);
	if (!page->vaddr) {
		__builtin_free(page);
		return NULL;
	}
	memset(page->vaddr, rt_new_byte, size);	/* blocks are not zeroed, unlike pages */
	for (unsigned int i = 0; i < n; i++)
		page->free[i] = (n - 1 - i) * pool->stride;
	page->n_free = n;
	page->next = pool->pages;
	pool->pages = page;
	return page;
}

void *dma_pool_alloc(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle)
{
	struct pool_page *page = pool->pages;
	struct rt_object *object;
	unsigned int offset;
	RT_API;

	rt_check_gfp(gfp);
	while (page && !page->n_free)
		page = page->next;
	if (!page)
		page = add_page(pool, gfp);
	if (!page || rt_fault("coherent"))
		return NULL;
	offset = page->free[--page->n_free];
	page->used++;
	*handle = page->dma + offset;
	object = rt_object_add((rt_addr)page->vaddr + offset, pool->size, RT_COHERENT,
			       "pool-block");
	object->first_page = *handle;
	if (gfp & __GFP_ZERO)
		memset(page->vaddr + offset, 0, pool->size);
	return page->vaddr + offset;
}

/* The handle is of no page of the pool: what was wrong with the memory? */
static bool in_pool(const struct dma_pool *pool, rt_addr at)
{
	for (const struct pool_page *page = pool->pages; page; page = page->next)
		if (at >= (rt_addr)page->vaddr && at < (rt_addr)page->vaddr + page->size)
			return true;
	return false;
}

static const char *rule_of_no_page(const struct dma_pool *pool, const struct rt_object *object)
{
	if (object && object->kind == RT_COHERENT && !in_pool(pool, object->at))
		return "coherent_size_mismatch";
	if (object && object->kind == RT_SLAB && !object->freed && object->born)
		return "coherent_wrong_release";
	return "coherent_handle_mismatch";
}

void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr)
{
	struct rt_object *object = rt_object_find((rt_addr)vaddr);
	struct pool_page *page = pool->pages;
	RT_API;

	while (page && !(addr >= page->dma && addr < page->dma + page->size))
		page = page->next;
	if (!page) {
		rt_report_slug(RT_P_BAD_DMA, rule_of_no_page(pool, object), (rt_addr)vaddr,
			       pool->size);
		return;
	}
	if (object && object->freed)
		rt_report(RT_X_POOL_TWICE, (rt_addr)vaddr, pool->size);
	else if (object && object->kind == RT_COHERENT)
		rt_object_free(object);
	if (page->n_free < 2 * page->size / pool->stride)
		page->free[page->n_free++] = addr - page->dma;
	page->used--;
}

void rt_pool_destroy(struct dma_pool *pool, bool report)
{
	struct pool_page *page;

	if (!pool)
		return;
	while ((page = pool->pages)) {
		pool->pages = page->next;
		if (page->used && report) {
			rt_report(RT_P_BUSY, (rt_addr)page->vaddr, page->size);
		} else {
			rt_unmap(pool->dev, page->dma, page->size, RT_BOTH, RT_MAP_COHERENT, 0);
			rt_coherent_free(page->vaddr, page->size, page->page);
		}
		__builtin_free(page);
	}
	__builtin_free(pool);
}

void dma_pool_destroy(struct dma_pool *pool)
{
	RT_API;

	rt_pool_destroy(pool, true);
}
