// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Memory of all kinds, mappings, and the services around them.
 */
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/percpu.h>
#include <linux/uaccess.h>

#include "fuzz.h"

struct buffer buffers[BUFFERS];

struct buffer *some_buffer(void)
{
	struct buffer *b = &buffers[pick(BUFFERS)];

	return b->kind ? b : NULL;
}

void fuzz_alloc(void)
{
	static const u32 sizes[] = { 1, 8, 18, 64, 100, 512, 2000, 4096, 9000, 70000 };
	struct buffer *b = &buffers[pick(BUFFERS)];
	u32 size = sizes[pick(ARRAY_SIZE(sizes))];
	enum kind kind = 1 + pick(KINDS - 1);

	if (b->kind)
		return;
	b->size = size;
	if (kind == SLAB)
		b->p = kmalloc(size, pick(2) ? GFP_KERNEL : GFP_ATOMIC | __GFP_ZERO);
	else if (kind == VMALLOC)
		b->p = pick(2) ? vmalloc(size) : vzalloc(size);
	else if (kind == COHERENT)
		b->p = usb_alloc_coherent(rt_udev(), size, GFP_KERNEL, &b->dma);
	else
		b->p = (u8 *)__get_free_pages(GFP_KERNEL, get_order(size));
	b->kind = b->p ? kind : NONE;
}

void release(struct buffer *b)
{
	switch (b->kind) {
	case SLAB:
		kfree(b->p);
		break;
	case VMALLOC:
		vfree(b->p);
		break;
	case COHERENT:
		usb_free_coherent(rt_udev(), b->size, b->p, b->dma);
		break;
	case PAGE:
		free_pages((unsigned long)b->p, get_order(b->size));
		break;
	default:
		break;
	}
	b->kind = NONE;
}

void fuzz_free(void)
{
	struct buffer *b = some_buffer();

	if (b && !in_flight(b))
		release(b);
}

static void twice(struct buffer *b)
{
	struct buffer copy = *b;
	unsigned int before;

	release(b);
	before = misuse("freed twice");
	release(&copy);
	reported(before);
}

static void by_another(struct buffer *b)
{
	struct buffer copy = *b;
	unsigned int before = misuse("freed by another's call");

	copy.kind = b->kind == SLAB ? VMALLOC : SLAB;
	release(&copy);
	reported(before);
	/* an allocation that is found by the wrong call may be gone: the table forgets it */
	b->kind = NONE;
}

static void with_wrong_size(struct buffer *b)
{
	unsigned int before = misuse("coherent memory freed with another size");

	usb_free_coherent(rt_udev(), b->size + 1 + pick(5000), b->p, b->dma);
	if (rt_kind_of((rt_addr)b->p) != RT_SLAB)	/* without DMA the size says nothing */
		reported(before);
	b->kind = NONE;
}

static void in_the_middle(struct buffer *b)
{
	unsigned int before = misuse("freed in the middle");

	if (b->size < 64)
		return;
	b->p += 16;
	release(b);
	reported(before);
}

void fuzz_free_wrongly(void)
{
	struct buffer *b = some_buffer();
	unsigned int before;

	if (!b || pick(3))
		return;
	if (in_flight(b)) {
		before = misuse("freed in flight");
		release(b);
		reported(before);
		return;
	}
	switch (pick(4)) {
	case 0:
		twice(b);
		break;
	case 1:
		by_another(b);
		break;
	case 2:
		if (b->kind == COHERENT)
			with_wrong_size(b);
		break;
	default:
		if (b->kind != PAGE)
			in_the_middle(b);
	}
}

/* ---- mappings ---- */

static void unmap_wrongly(dma_addr_t dma, u32 size, enum dma_data_direction dir)
{
	struct device *dev = rt_sysdev();
	unsigned int before = misuse("unmapped wrongly");

	if (pick(2)) {
		dma_unmap_single(dev, dma, size + 1, dir);
		reported(before);
		return;
	}
	dma_unmap_single(dev, dma, size, dir);
	before = misuse("unmapped twice");
	dma_unmap_single(dev, dma, size, dir);
	reported(before);
}

void fuzz_map(void)
{
	struct buffer *b = some_buffer();
	struct device *dev = rt_sysdev();
	enum dma_data_direction dir = pick(3);
	unsigned int before;
	dma_addr_t dma;

	if (!b || in_flight(b))
		return;
	before = misuse("vmalloc memory mapped");
	dma = dma_map_single(dev, b->p, b->size, dir);
	if (b->kind == VMALLOC)
		reported(before);
	if (dma_mapping_error(dev, dma))
		return;
	if (pick(2) && dir != DMA_TO_DEVICE)
		dma_sync_single_for_cpu(dev, dma, b->size, dir);
	if (pick(2) && dir != DMA_FROM_DEVICE)
		dma_sync_single_for_device(dev, dma, b->size, dir);
	if (!pick(6)) {
		before = misuse("synced beyond the end");
		dma_sync_single_for_device(dev, dma + 8, b->size, dir);
		if (b->kind != COHERENT)	/* what lies behind that may be mapped too */
			reported(before);
	}
	if (!pick(5))
		unmap_wrongly(dma, b->size, dir);
	else
		dma_unmap_single(dev, dma, b->size, dir);
}

/* ---- the rest ---- */

static void user_memory(void)
{
	u32 size = 1 + pick(5000), n = pick(6000);
	char __user *u = rt_user_alloc(size);
	struct page *pages[2];
	u8 *p = kmalloc(6000, GFP_KERNEL);
	int got;

	if (!p)
		return;
	if (copy_to_user(u, p, n) != (n > size ? n - size : 0))
		rt_say("C missed: copy_to_user");
	if (copy_from_user(p, u, n) != (n > size ? n - size : 0))
		rt_say("C missed: copy_from_user");
	got = pin_user_pages_fast((unsigned long)u, 1 + pick(2), FOLL_WRITE, pages);
	if (got > 0)
		unpin_user_pages(pages, got);
	kfree(p);
}

static void windows(void)
{
	u8 *p = memremap(0x1000, 100 + pick(9000), MEMREMAP_WB);
	int __percpu *counter = alloc_percpu(int);
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);

	if (counter)
		++*this_cpu_ptr(counter);
	free_percpu(counter);
	if (p)
		p[pick(100)] = 1;
	memunmap(p);
	if (!page)
		return;
	p = kmap_local_page(page);
	p[pick(4096)] = 1;
	kunmap_local(p);
	__free_page(page);
}

static void resize(void)
{
	u8 *p = kmalloc(10 + pick(100), GFP_KERNEL), *q;

	q = p ? krealloc(p, pick(300), GFP_KERNEL) : NULL;
	kfree(q);
	kvfree(kvmalloc(pick(9000), GFP_KERNEL));
}

void fuzz_services(void)
{
	static void (*const services[])(void) = { user_memory, windows, resize };

	services[pick(ARRAY_SIZE(services))]();
}

void fuzz_memory_end(void)
{
	for (int i = 0; i < BUFFERS; i++)
		release(&buffers[i]);
}
