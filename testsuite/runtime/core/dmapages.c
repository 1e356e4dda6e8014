// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages that a driver gets mapped: contiguous ones, and a table of them with an
 * address for the CPU.  They are streaming memory: the driver syncs.
 */
#include "core.h"

struct page *dma_alloc_pages(struct device *dev, size_t size, dma_addr_t *handle,
			     enum dma_data_direction dir, gfp_t gfp)
{
	struct page *page;
	RT_API;

	page = rt_fault("coherent") ? NULL : alloc_pages(gfp, get_order(size));
	if (!page)
		return NULL;
	*handle = dma_map_page_attrs(dev, page, 0, size, dir, 0);
	rt_map_checked(dev, *handle);
	if (*handle != DMA_MAPPING_ERROR)
		return page;
	__free_pages(page, get_order(size));
	return NULL;
}

void dma_free_pages(struct device *dev, size_t size, struct page *page, dma_addr_t handle,
		    enum dma_data_direction dir)
{
	RT_API;

	dma_unmap_page_attrs(dev, handle, size, dir, 0);
	__free_pages(page, get_order(size));
}

/* One entry: the pages are contiguous here. */
struct sg_table *dma_alloc_noncontiguous(struct device *dev, size_t size,
					 enum dma_data_direction dir, gfp_t gfp,
					 unsigned long attrs)
{
	struct sg_table *table;
	struct page *page;
	RT_API;

	table = kmalloc(sizeof(*table), gfp);
	if (!table || sg_alloc_table(table, 1, gfp))
		goto no_table;
	page = dma_alloc_pages(dev, PAGE_ALIGN(size), &table->sgl->dma_address, dir, gfp);
	if (!page)
		goto no_pages;
	sg_set_page(table->sgl, page, PAGE_ALIGN(size), 0);
	table->sgl->dma_length = PAGE_ALIGN(size);
	return table;
no_pages:
	sg_free_table(table);
no_table:
	kfree(table);
	return NULL;
}

void dma_free_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt,
			    enum dma_data_direction dir)
{
	RT_API;

	dma_free_pages(dev, PAGE_ALIGN(size), sg_page(sgt->sgl), sgt->sgl->dma_address, dir);
	sg_free_table(sgt);
	kfree(sgt);
}

void *dma_vmap_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt)
{
	return page_address(sg_page(sgt->sgl));
}

void dma_vunmap_noncontiguous(struct device *dev, void *vaddr)
{
}
