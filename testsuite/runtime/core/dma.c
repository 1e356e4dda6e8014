// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The generic DMA API: which device may map what, masks, coherent memory.  The
 * mappings themselves are host/map.c.
 */
#include "core.h"

static void check_object(unsigned long at, size_t size, enum rt_report id)
{
	struct rt_object *object = rt_object_find(at);

	if (object && object->freed)
		rt_report(RT_X_AFTER_FREE, at, size);
	else if (object && at + size > object->at + object->size)
		rt_report(RT_X_LENGTH, at, size);
}

static u64 mask_of(struct device *dev)
{
	return dev->dma_mask && *dev->dma_mask ? *dev->dma_mask : DMA_BIT_MASK(32);
}

static bool no_mask(struct device *dev)
{
	if (dev->dma_mask)
		return false;
	rt_report(RT_W_NO_MASK, 0, 0);
	return true;
}

/* The controller, the device or an interface of it. */
static bool ours(const struct device *dev)
{
	const struct usb_host_config *config = rt_udev()->actconfig;

	for (int n = 0; config && n < USB_MAXINTERFACES; n++)
		if (config->interface[n] && dev == &config->interface[n]->dev)
			return true;
	return dev == &rt_hcd.sysdev || dev == &rt_udev()->dev;
}

/* A USB device that was given a mask maps for the wrong device: right by accident. */
static void check_device(const struct device *dev, unsigned long at)
{
	if (dev != &rt_hcd.sysdev && ours(dev))
		rt_report(RT_X_DEVICE, at, 0);
}

void rt_maps_for(const struct device *dev)
{
	check_device(dev, 0);
}

dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir, unsigned long attrs)
{
	unsigned long at = (unsigned long)ptr;
	RT_API;

	if (no_mask(dev) || dir == DMA_NONE)
		return DMA_MAPPING_ERROR;
	if (is_vmalloc_addr(ptr)) {
		rt_report(RT_W_VMALLOC, at, size);
		return DMA_MAPPING_ERROR;
	}
	check_device(dev, at);
	check_object(at, size, RT_X_LENGTH);
	if (!virt_addr_valid(ptr))
		rt_report(RT_D_INVALID, at, size);
	else if (rt_on_stack(at))
		rt_report(RT_D_STACK, at, size);
	else if (rt_kind_of(at) == RT_KERNEL || rt_kind_of(at) == RT_STACK)
		rt_report(RT_X_NOT_DMA, at, size);
	if (rt_fault("map"))
		return DMA_MAPPING_ERROR;
	return rt_map(dev, rt_virt_to_phys(at), at, size, (enum rt_dir)dir, RT_MAP_SINGLE,
		      mask_of(dev));
}

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	RT_API;

	check_device(dev, 0);
	rt_unmap(dev, addr, size, (enum rt_dir)dir, RT_MAP_SINGLE, 0);
}

static bool page_of_stack(unsigned long index)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	unsigned long pages = 64;

	for (unsigned long at = here - pages * PAGE_SIZE; at < here + pages * PAGE_SIZE;
	     at += PAGE_SIZE)
		if (rt_on_stack(at) && rt_phys_page(rt_is_linear(at) ? rt_virt_to_phys(at) :
				rt_page_phys(rt_window_page(at))) == (long)index)
			return true;
	return false;
}

static dma_addr_t map_page(struct device *dev, struct page *page, size_t offset, size_t size,
			   enum dma_data_direction dir, enum rt_map_type type)
{
	unsigned long index = rt_page_index(page) + offset / PAGE_SIZE;
	unsigned long at = rt_page_linear(index);

	if (at)
		at += offset % PAGE_SIZE;
	check_device(dev, at);
	if (page_of_stack(index))
		rt_report(RT_D_STACK, at, size);
	else if (at)
		check_object(at, size, RT_X_LENGTH);
	if (rt_fault("map"))
		return DMA_MAPPING_ERROR;
	return rt_map(dev, rt_page_phys(index) + offset % PAGE_SIZE, at, size, (enum rt_dir)dir,
		      type, mask_of(dev));
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	RT_API;

	if (no_mask(dev) || dir == DMA_NONE)
		return DMA_MAPPING_ERROR;
	return map_page(dev, page, offset, size, dir, RT_MAP_SINGLE);
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	RT_API;

	check_device(dev, 0);
	rt_unmap(dev, addr, size, (enum rt_dir)dir, RT_MAP_SINGLE, 0);
}

/* The pieces of one entry as it was mapped: several where the IOMMU merged some. */
static void unmap_entry(struct device *dev, struct scatterlist *s, int nents,
			enum dma_data_direction dir)
{
	dma_addr_t at = s->dma_address, end = at + s->dma_length;

	while (at < end) {
		struct rt_mapping *m = rt_mapping_at(dev, at);
		unsigned long size = m && m->type == RT_MAP_SG && m->bus == at &&
			at + m->size <= end ? m->size : end - at;

		rt_unmap(dev, at, size, (enum rt_dir)dir, RT_MAP_SG, nents);
		at += size;
	}
}

/* An IOMMU makes one piece of entries that end and begin at the border of a page. */
static bool follows(const struct scatterlist *last, const struct scatterlist *s)
{
	return rt_machine->bus == RT_BUS_IOMMU && last && !s->offset &&
		!((last->dma_address + last->dma_length) % PAGE_SIZE);
}

unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			      enum dma_data_direction dir, unsigned long attrs)
{
	struct scatterlist *s, *last = NULL, *undo;
	int i, j, n = 0;
	RT_API;

	if (no_mask(dev))
		return 0;
	for_each_sg(sg, s, nents, i)
		s->dma_length = 0;
	for_each_sg(sg, s, nents, i) {
		dma_addr_t end = follows(last, s) ? last->dma_address + last->dma_length : 0, dma;

		rt_map_join(end);
		dma = map_page(dev, sg_page(s), s->offset, s->length, dir, RT_MAP_SG);
		rt_map_join(0);
		if (dma == DMA_MAPPING_ERROR)
			break;
		rt_mapping_at(dev, dma)->entries = i ? 0 : nents;
		if (end && dma == end) {
			last->dma_length += s->length;
			continue;
		}
		last = last ? sg_next(last) : sg;
		last->dma_address = dma;
		last->dma_length = s->length;
		n++;
	}
	if (i == nents)
		return n;
	for_each_sg(sg, undo, n, j)
		unmap_entry(dev, undo, nents, dir);
	return 0;
}

/* Entries behind those that were used have no length. */
void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct scatterlist *s;
	int i;
	RT_API;

	for_each_sg(sg, s, nents, i)
		unmap_entry(dev, s, nents, dir);
}

int dma_map_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		    unsigned long attrs)
{
	RT_API;

	sgt->nents = dma_map_sg_attrs(dev, sgt->sgl, sgt->orig_nents, dir, attrs);
	return sgt->nents ? 0 : -EIO;
}

void dma_unmap_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir,
		       unsigned long attrs)
{
	RT_API;

	dma_unmap_sg_attrs(dev, sgt->sgl, sgt->orig_nents, dir, attrs);
}

int dma_mapping_error(struct device *dev, dma_addr_t addr)
{
	rt_map_checked(dev, addr);
	return addr == DMA_MAPPING_ERROR ? -ENOMEM : 0;
}

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	RT_API;

	check_device(dev, 0);
	rt_sync(dev, addr, size, (enum rt_dir)dir, 1);
}

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size,
				enum dma_data_direction dir)
{
	RT_API;

	check_device(dev, 0);
	rt_sync(dev, addr, size, (enum rt_dir)dir, 0);
}

static void sync_entry(struct device *dev, struct scatterlist *s, enum dma_data_direction dir,
		       int for_cpu)
{
	dma_addr_t at = s->dma_address, end = at + s->dma_length;

	while (at < end) {
		struct rt_mapping *m = rt_mapping_at(dev, at);
		unsigned long size = m && m->bus + m->size < end ? m->bus + m->size - at : end - at;

		rt_sync(dev, at, size, (enum rt_dir)dir, for_cpu);
		at += size;
	}
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nents,
			 enum dma_data_direction dir)
{
	struct scatterlist *s;
	int i;
	RT_API;

	for_each_sg(sg, s, nents, i)
		sync_entry(dev, s, dir, 1);
}

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg, int nents,
			    enum dma_data_direction dir)
{
	struct scatterlist *s;
	int i;
	RT_API;

	for_each_sg(sg, s, nents, i)
		sync_entry(dev, s, dir, 0);
}

/* ---- coherent memory ---- */

/* Linear where the machine has no need of another address, else remapped. */
static rt_addr coherent_address(unsigned long first, unsigned long n)
{
	unsigned long *pages;
	rt_addr at;

	if (!rt_has(RT_COHERENT_REMAP))
		return rt_page_linear(first);
	pages = __builtin_malloc(n * sizeof(*pages));
	for (unsigned long i = 0; pages && i < n; i++)
		pages[i] = first + i;
	at = pages ? rt_window_map(RT_COHERENT, pages, n) : 0;
	__builtin_free(pages);
	return at;
}

/* The memory alone: pools divide it into objects of their own. */
void *rt_coherent_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
			unsigned long *page)
{
	unsigned long n = PAGE_ALIGN(size) / PAGE_SIZE;
	rt_addr at;
	long first;

	if (!dev->coherent_dma_mask) {
		rt_report(RT_W_NO_MASK, 0, size);
		return NULL;
	}
	rt_check_gfp(gfp);
	first = rt_fault("coherent") ? -1 : rt_pages_alloc(n, 0);
	at = first < 0 ? 0 : coherent_address(first, n);
	if (!at)
		return NULL;
	check_device(dev, at);
	*handle = rt_map(dev, rt_page_phys(first), at, size, RT_BOTH, RT_MAP_COHERENT,
			 dev->coherent_dma_mask);
	*page = first;
	memset((void *)at, 0, size);		/* dma-direct and dma-iommu both zero it */
	return (void *)at;
}

void rt_coherent_free(void *addr, size_t size, unsigned long page)
{
	unsigned long n = PAGE_ALIGN(size) / PAGE_SIZE;

	if (rt_has(RT_COHERENT_REMAP))
		rt_window_unmap((rt_addr)addr, n);
	rt_pages_free(page, n);
}

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs)
{
	struct rt_object *object;
	unsigned long page;
	void *addr;
	RT_API;

	addr = rt_coherent_alloc(dev, size, handle, gfp, &page);
	if (!addr)
		return NULL;
	object = rt_object_add((rt_addr)addr, size, RT_COHERENT, "coherent");
	object->first_page = page;
	return addr;
}

/* usb_alloc_coherent() has pools too: those are left for a larger size only. */
static const char *rule_of_block(const struct rt_object *object)
{
	return strcmp(object->what, "usb_alloc_coherent") ? "coherent_wrong_release"
		: "coherent_size_mismatch";
}

void dma_free_attrs(struct device *dev, size_t size, void *addr, dma_addr_t handle,
		    unsigned long attrs)
{
	struct rt_object *object = rt_object_find((rt_addr)addr);
	RT_API;

	if (!addr)
		return;
	if (irqs_disabled())
		rt_report(RT_W_FREE_IRQ, (rt_addr)addr, size);
	else if (rt_in_irq)		/* a controller without HCD_BH gives back with irqs off */
		rt_report(RT_X_FREE_IRQ, (rt_addr)addr, size);
	if (object && object->kind == RT_COHERENT && object->first_page >= rt_page_count()) {
		rt_report_slug(RT_D_FREE, rule_of_block(object), object->at, object->size);
		return;			/* a block of a pool: its page is not this one's to free */
	}
	rt_unmap(dev, handle, size, RT_BOTH, RT_MAP_COHERENT, 0);
	if (object && object->kind == RT_COHERENT && rt_object_free(object))
		rt_coherent_free(addr, object->size, object->first_page);
}

/* ---- masks ---- */

/* A bus without IOMMU must reach all of the memory. */
int dma_supported(struct device *dev, u64 mask)
{
	return mask >= DMA_BIT_MASK(rt_machine->bus == RT_BUS_IOMMU ? 16 : 32);
}

int dma_set_mask(struct device *dev, u64 mask)
{
	RT_API;

	if (ours(dev))
		rt_report(RT_X_MASK, 0, 0);	/* of a controller too: it is not the driver's */
	if (!dev->dma_mask || !dma_supported(dev, mask))
		return -EIO;
	*dev->dma_mask = mask;
	rt_canary();
	return 0;
}

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	RT_API;

	if (ours(dev))
		rt_report(RT_X_MASK, 0, 0);	/* of a controller too: it is not the driver's */
	if (!dma_supported(dev, mask))
		return -EIO;
	dev->coherent_dma_mask = mask;
	return 0;
}

u64 dma_get_required_mask(struct device *dev)
{
	return DMA_BIT_MASK(32);
}

size_t dma_max_mapping_size(struct device *dev)
{
	return rt_machine->bus == RT_BUS_SWIOTLB ? 256 << 10 : ~0UL;
}

bool dma_need_sync(struct device *dev, dma_addr_t addr)
{
	return rt_machine->bus == RT_BUS_SWIOTLB || rt_machine->cache != RT_CACHE_COHERENT;
}
