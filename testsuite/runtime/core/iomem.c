// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory that is neither kmalloc's nor pages: registers and on-chip memory behind
 * ioremap(), and per-CPU storage.  There is one CPU; its copy lies apart from the
 * module, as in the kernel.
 */
#include <linux/io.h>
#include <linux/percpu.h>

#include "core.h"

/* ---- windows of pages of their own ---- */

static void *window(size_t size, enum rt_kind kind, const char *what, const char *slug)
{
	unsigned long n = PAGE_ALIGN(size) / PAGE_SIZE, *index;
	struct rt_object *object;
	rt_addr at = 0;
	long first;

	first = size ? rt_pages_alloc(n, 0) : -1;
	index = first < 0 ? NULL : __builtin_malloc(n * sizeof(*index));
	for (unsigned long i = 0; index && i < n; i++)
		index[i] = first + i;
	if (index)
		at = rt_window_map(kind, index, n);
	__builtin_free(index);
	if (!at)
		return NULL;
	memset((void *)at, 0, n * PAGE_SIZE);
	object = rt_object_add(at, size, kind, what);
	object->slug = slug;
	object->first_page = first;
	object->pages = n;
	return (void *)at;
}

static void close_window(const void *addr, const char *what)
{
	struct rt_object *object = rt_object_find((rt_addr)addr);

	if (!addr)
		return;
	if (!object || object->at != (rt_addr)addr || strcmp(object->what, what)) {
		rt_report(RT_X_BAD_FREE, (rt_addr)addr, 0);
		return;
	}
	if (!object->freed && rt_active_urb(object->at, object->size))
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
	if (!rt_object_free(object))
		return;
	rt_window_unmap(object->at, object->pages);
	rt_pages_free(object->first_page, object->pages);
}

/* ---- I/O memory ---- */

void __iomem *ioremap(resource_size_t offset, size_t size)
{
	RT_API;

	if (rt_fault("ioremap"))
		return NULL;
	return (void __iomem *)window(size, RT_IOMEM, "ioremap", NULL);
}

void __iomem *ioremap_wc(resource_size_t offset, size_t size)
{
	RT_API;

	return ioremap(offset, size);
}

void iounmap(volatile void __iomem *addr)
{
	RT_API;

	close_window((const void __force *)addr, "ioremap");
}

void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	RT_API;

	return rt_fault("ioremap") ? NULL : window(size, RT_IOMEM, "memremap", NULL);
}

void memunmap(void *addr)
{
	RT_API;

	close_window(addr, "memremap");
}

u8 readb(const volatile void __iomem *addr)
{
	return *(const volatile u8 __force *)addr;
}

u16 readw(const volatile void __iomem *addr)
{
	return *(const volatile u16 __force *)addr;
}

u32 readl(const volatile void __iomem *addr)
{
	return *(const volatile u32 __force *)addr;
}

void writeb(u8 value, volatile void __iomem *addr)
{
	*(volatile u8 __force *)addr = value;
}

void writew(u16 value, volatile void __iomem *addr)
{
	*(volatile u16 __force *)addr = value;
}

void writel(u32 value, volatile void __iomem *addr)
{
	*(volatile u32 __force *)addr = value;
}

void memcpy_fromio(void *dst, const volatile void __iomem *src, size_t n)
{
	memcpy(dst, (const void __force *)src, n);
}

void memcpy_toio(volatile void __iomem *dst, const void *src, size_t n)
{
	memcpy((void __force *)dst, src, n);
}

/* ---- per-CPU storage ---- */

unsigned long __per_cpu_offset[1];

int rt_cpu(void)
{
	return 0;
}

/*
 * The linker put the driver's per-CPU section into its data, so all of its data is
 * copied to where the CPU has its own.
 */
void rt_percpu_init(void)
{
	rt_addr from = 0;
	unsigned long size = rt_image_data(&from);
	char *copy = window(size ? size : 1, RT_VMALLOC, "percpu", "percpu_buffer");

	if (!copy)
		rt_finish(2);
	rt_object_live((rt_addr)copy)->born = 0;
	memcpy(copy, (void *)from, size);
	__per_cpu_offset[0] = (rt_addr)copy - from;
}

void __percpu *__alloc_percpu(size_t size, size_t align)
{
	char *p;
	RT_API;

	rt_check_gfp(GFP_KERNEL);
	p = rt_fault("percpu") ? NULL : window(size, RT_VMALLOC, "alloc_percpu", "percpu_buffer");
	return p ? (void __percpu __force *)((rt_addr)p - __per_cpu_offset[0]) : NULL;
}

void free_percpu(void __percpu *p)
{
	RT_API;

	if (p)
		close_window((void *)((unsigned long __force)p + __per_cpu_offset[0]),
			     "alloc_percpu");
}
