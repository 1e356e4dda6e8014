// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages, highmem and its windows, vmalloc.  The page of an address that is not
 * linear is somebody else's, as the kernel's arithmetic gives it.
 */
#include "core.h"

static struct page *mem_map;

struct page *rt_page(unsigned long index)
{
	if (!mem_map)		/* the kernel's own, before any driver runs */
		mem_map = __builtin_calloc(rt_page_count(), sizeof(*mem_map));
	mem_map[index].virt = (void *)rt_page_linear(index);
	return &mem_map[index];
}

unsigned long rt_page_index(const struct page *page)
{
	return page - mem_map;
}

void *page_address(const struct page *page)
{
	if (!page->virt)
		rt_null_kind = RT_KMAP;		/* a highmem page */
	return page->virt;
}

struct page *virt_to_page(const void *x)
{
	long index = rt_phys_page(rt_virt_to_phys((rt_addr)x));

	return rt_page(index < 0 ? 0 : index);
}

struct page *virt_to_head_page(const void *x)
{
	return virt_to_page(x);
}

phys_addr_t virt_to_phys(const volatile void *x)
{
	return rt_virt_to_phys((rt_addr)x);
}

void *phys_to_virt(phys_addr_t x)
{
	long index = rt_phys_page(x);

	return index < 0 ? NULL : (void *)(rt_page_linear(index) + x % PAGE_SIZE);
}

bool __virt_addr_valid(unsigned long kaddr)
{
	return rt_is_linear(kaddr) || rt_kind_of(kaddr) == RT_KERNEL;
}

bool PageHighMem(const struct page *page)
{
	return rt_page_is_high(rt_page_index(page));
}

void get_page(struct page *page)
{
	page->_refcount++;
}

int get_order(unsigned long size)
{
	int order = 0;

	while ((PAGE_SIZE << order) < size)
		order++;
	return order;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	unsigned long n = 1UL << order;
	struct page *page;
	long first;
	RT_API;

	rt_check_gfp(gfp);
	first = rt_fault("page") ? -1 : rt_pages_alloc(n, !!(gfp & __GFP_HIGHMEM));
	if (first < 0)
		return NULL;
	for (unsigned long i = 0; i < n; i++) {
		page = rt_page(first + i);
		if (gfp & __GFP_ZERO)
			memset(rt_phys_ptr(rt_page_phys(first + i)), 0, PAGE_SIZE);
	}
	page = rt_page(first);
	page->_refcount = 1;
	page->private = order;
	if (page->virt)
		rt_object_add((rt_addr)page->virt, n * PAGE_SIZE, RT_PAGES, "page");
	return page;
}

struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	RT_API;

	return alloc_pages(gfp, order);
}

void __free_pages(struct page *page, unsigned int order)
{
	struct rt_object *object;
	RT_API;

	if (--page->_refcount > 0)
		return;
	object = page->virt ? rt_object_find((rt_addr)page->virt) : NULL;
	if (page->_refcount < 0 || (page->virt && (!object || object->kind != RT_PAGES))) {
		rt_report(RT_X_BAD_FREE, (rt_addr)page->virt, PAGE_SIZE << order);
		return;
	}
	if (object && rt_active_urb(object->at, object->size))
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
	if (!object || rt_object_free(object))
		rt_pages_free(rt_page_index(page), 1UL << order);
}

void put_page(struct page *page)
{
	RT_API;

	__free_pages(page, page->private);
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;
	RT_API;

	page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);
	return page ? (unsigned long)page->virt : 0;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	RT_API;

	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

void free_pages(unsigned long addr, unsigned int order)
{
	RT_API;

	if (addr && rt_is_linear(addr))
		__free_pages(virt_to_page((void *)addr), order);
	else if (addr)
		rt_report(RT_X_BAD_FREE, addr, 0);
}

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	RT_API;

	return (void *)__get_free_pages(gfp, get_order(size));
}

void free_pages_exact(void *virt, size_t size)
{
	RT_API;

	free_pages((unsigned long)virt, get_order(size));
}

/* ---- highmem: an address for as long as it is needed ---- */

void *kmap(struct page *page)
{
	unsigned long index = rt_page_index(page);

	if (page->virt)
		return page->virt;
	return (void *)rt_window_map(RT_KMAP, &index, 1);
}

void *kmap_atomic(struct page *page)
{
	return kmap(page);
}

void *kmap_local_page(struct page *page)
{
	return kmap(page);
}

void __kunmap_local(const void *addr)
{
	if (rt_kind_of((rt_addr)addr) == RT_KMAP)
		rt_window_unmap((rt_addr)addr & PAGE_MASK, 1);
}

void __kunmap_atomic(const void *addr)
{
	__kunmap_local(addr);
}

/* The window stays: kmap() of the same page may be in use elsewhere. */
void kunmap(struct page *page)
{
}

void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len)
{
	memcpy(to, (char *)rt_phys_ptr(rt_page_phys(rt_page_index(page))) + offset, len);
}

void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len)
{
	memcpy((char *)rt_phys_ptr(rt_page_phys(rt_page_index(page))) + offset, from, len);
}

/* ---- vmalloc: pages in no order ---- */

static void *map_pages(struct page **pages, unsigned int count, const char *what)
{
	unsigned long *index = __builtin_malloc(count * sizeof(*index));
	rt_addr at = 0;

	for (unsigned int i = 0; index && i < count; i++)
		index[i] = rt_page_index(pages[i]);
	if (index)
		at = rt_window_map(RT_VMALLOC, index, count);
	__builtin_free(index);
	if (at)
		rt_object_add(at, count * PAGE_SIZE, RT_VMALLOC, what);
	return (void *)at;
}

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	unsigned long n = PAGE_ALIGN(size) / PAGE_SIZE;
	struct page **pages;
	struct rt_object *object;
	void *p = NULL;
	long first;
	RT_API;

	rt_check_gfp(gfp);
	first = size && !rt_fault("vmalloc") ? rt_pages_alloc(n, 0) : -1;
	pages = first < 0 ? NULL : __builtin_malloc(n * sizeof(*pages));
	for (unsigned long i = 0; pages && i < n; i++)
		pages[i] = rt_page(first + n - 1 - i);
	if (pages)
		p = map_pages(pages, n, "vmalloc");
	__builtin_free(pages);
	if (!p)
		return NULL;
	object = rt_object_live((rt_addr)p);
	object->first_page = first;
	object->pages = n;
	if (gfp & __GFP_ZERO)
		memset(p, 0, n * PAGE_SIZE);
	return p;
}

void *vmalloc(unsigned long size)
{
	RT_API;

	return __vmalloc(size, GFP_KERNEL);
}

void *vzalloc(unsigned long size)
{
	RT_API;

	return __vmalloc(size, GFP_KERNEL | __GFP_ZERO);
}

void *vmalloc_node(unsigned long size, int node)
{
	RT_API;

	return vmalloc(size);
}

void *vzalloc_node(unsigned long size, int node)
{
	RT_API;

	return vzalloc(size);
}

void *vmalloc_user(unsigned long size)
{
	RT_API;

	return vzalloc(size);
}

void *vmalloc_32(unsigned long size)
{
	RT_API;

	return vmalloc(size);
}

void *vmalloc_array(size_t n, size_t size)
{
	RT_API;

	return vmalloc(n * size);
}

void *vcalloc(size_t n, size_t size)
{
	RT_API;

	return vzalloc(n * size);
}

void vfree(const void *addr)
{
	struct rt_object *object = rt_object_find((rt_addr)addr);
	RT_API;

	if (!addr)
		return;
	if (!object || object->kind != RT_VMALLOC || object->at != (rt_addr)addr) {
		if (object && object->kind == RT_COHERENT)
			rt_report_slug(RT_X_BAD_FREE, "coherent_wrong_release", object->at,
				       object->size);
		else
			rt_report(RT_X_BAD_FREE, (rt_addr)addr, 0);
		return;
	}
	if (!object->freed && rt_active_urb(object->at, object->size))
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
	if (!rt_object_free(object))
		return;
	rt_window_unmap(object->at, object->size / PAGE_SIZE);
	if (object->pages)
		rt_pages_free(object->first_page, object->pages);
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	RT_API;

	return map_pages(pages, count, "vmap");
}

void vunmap(const void *addr)
{
	RT_API;

	vfree(addr);
}

struct page *vmalloc_to_page(const void *addr)
{
	long index = rt_window_page((rt_addr)addr);

	return index < 0 ? NULL : rt_page(index);
}

unsigned long vmalloc_to_pfn(const void *addr)
{
	return rt_page_phys(rt_window_page((rt_addr)addr)) >> PAGE_SHIFT;
}

bool is_vmalloc_addr(const void *x)
{
	return rt_in_vmalloc_range((rt_addr)x);
}

bool is_vmalloc_or_module_addr(const void *x)
{
	enum rt_kind kind = rt_kind_of((rt_addr)x);

	return is_vmalloc_addr(x) || kind == RT_STATIC || kind == RT_RODATA || kind == RT_TEXT;
}

int object_is_on_stack(const void *obj)
{
	return rt_on_stack((rt_addr)obj);
}
