// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Conformance: the DMA API by itself, and usb_free_coherent() that is told
 * something else than usb_alloc_coherent() was.
 */
#include "cases.h"

#define SIZE 64

static u8 *buf;

static dma_addr_t map(enum dma_data_direction dir)
{
	dma_addr_t dma;

	buf = kzalloc(SIZE, GFP_KERNEL);
	dma = dma_map_single(rt_sysdev(), buf, SIZE, dir);
	return dma_mapping_error(rt_sysdev(), dma) ? 0 : dma;
}

static void end(void)
{
	kfree(buf);
	ret(0);
}

void mask_hcd24(void)
{
	u8 *desc = kzalloc(18, GFP_KERNEL);

	ret(dma_set_mask(rt_sysdev(), DMA_BIT_MASK(24)));
	device_data(get_desc(desc), desc);
	kfree(desc);
}

void map_err_unchecked(void)
{
	dma_addr_t dma;

	buf = kzalloc(SIZE, GFP_KERNEL);
	dma = dma_map_single(rt_sysdev(), buf, SIZE, DMA_TO_DEVICE);
	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_TO_DEVICE);
	end();
}

void unmap_size(void)
{
	dma_unmap_single(rt_sysdev(), map(DMA_TO_DEVICE), SIZE / 2, DMA_TO_DEVICE);
	end();
}

void unmap_dir(void)
{
	dma_unmap_single(rt_sysdev(), map(DMA_TO_DEVICE), SIZE, DMA_FROM_DEVICE);
	end();
}

void unmap_twice(void)
{
	dma_addr_t dma = map(DMA_TO_DEVICE);

	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_TO_DEVICE);
	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_TO_DEVICE);
	end();
}

void unmap_page_vs_single(void)
{
	dma_unmap_page(rt_sysdev(), map(DMA_TO_DEVICE), SIZE, DMA_TO_DEVICE);
	end();
}

void sync_bad_dir(void)
{
	dma_addr_t dma = map(DMA_FROM_DEVICE);

	dma_sync_single_for_device(rt_sysdev(), dma, SIZE, DMA_TO_DEVICE);
	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_FROM_DEVICE);
	end();
}

void sync_range(void)
{
	dma_addr_t dma = map(DMA_FROM_DEVICE);

	dma_sync_single_for_cpu(rt_sysdev(), dma, 2 * SIZE, DMA_FROM_DEVICE);
	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_FROM_DEVICE);
	end();
}

void sync_unmapped(void)
{
	dma_addr_t dma = map(DMA_FROM_DEVICE);

	dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(rt_sysdev(), dma, SIZE, DMA_FROM_DEVICE);
	end();
}

void sync_coherent_pool(void)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(rt_udev(), SIZE, GFP_KERNEL, &dma);

	dma_sync_single_for_cpu(rt_sysdev(), dma, SIZE, DMA_FROM_DEVICE);
	usb_free_coherent(rt_udev(), SIZE, p, dma);
	ret(0);
}

void map_stack_raw(void)
{
	u8 stack[SIZE] = { 0 };
	dma_addr_t dma = dma_map_single(rt_sysdev(), stack, SIZE, DMA_TO_DEVICE);
	int err = dma_mapping_error(rt_sysdev(), dma);

	ret(err);
	if (!err)
		dma_unmap_single(rt_sysdev(), dma, SIZE, DMA_TO_DEVICE);
}

/* ---- coherent memory ---- */

static void free_as(size_t size, size_t as, unsigned int times)
{
	dma_addr_t dma;
	u8 *p = usb_alloc_coherent(rt_udev(), size, GFP_KERNEL, &dma);

	while (times--)
		usb_free_coherent(rt_udev(), as, p, dma);
	ret(0);
}

void free_wrong_pool(void)
{
	free_as(64, 1024, 1);
}

void free_same_pool_wrong_size(void)
{
	free_as(64, 100, 1);
}

void free_big_as_small(void)
{
	free_as(8192, 64, 1);
}

void free_big_wrong_size(void)
{
	free_as(8192, 12288, 1);
}

void free_twice_pool(void)
{
	dma_addr_t dma;
	u8 *a, *b;

	free_as(64, 64, 2);
	a = usb_alloc_coherent(rt_udev(), 64, GFP_KERNEL, &dma);
	b = usb_alloc_coherent(rt_udev(), 64, GFP_KERNEL, &dma);
	if (a != b)		/* as measured: the same block twice */
		ret(-EINVAL);
}

void free_kmalloc(void)
{
	buf = kmalloc(64, GFP_KERNEL);
	usb_free_coherent(rt_udev(), 64, buf, 0x1000);
	end();
}

void free_null(void)
{
	usb_free_coherent(rt_udev(), 64, NULL, 0);
	ret(0);
}

void alloc_zero(void)
{
	dma_addr_t dma;

	ret(usb_alloc_coherent(rt_udev(), 0, GFP_KERNEL, &dma) ? 0 : -ENOMEM);
}

void leak_map(void)
{
	map(DMA_FROM_DEVICE);
	ret(0);
}

void leak_coherent(void)
{
	dma_addr_t dma;

	usb_alloc_coherent(rt_udev(), 64, GFP_KERNEL, &dma);
	ret(0);
}
