/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/cache.h - cache lines
 */
#ifndef RT_LINUX_CACHE_H
#define RT_LINUX_CACHE_H

#include <linux/compiler.h>

#ifndef L1_CACHE_SHIFT
#define L1_CACHE_SHIFT 6
#endif
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)
#define SMP_CACHE_BYTES L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x) (((x) + L1_CACHE_BYTES - 1) & ~(L1_CACHE_BYTES - 1))

/*
 * As on arm64: DMA may not share a line of this size.  x86 leaves it at the
 * alignment of kmalloc; the tests want the strict machine.
 */
#ifndef ARCH_DMA_MINALIGN
#define ARCH_DMA_MINALIGN 128
#endif

#define ____cacheline_aligned __attribute__((__aligned__(SMP_CACHE_BYTES)))
#define ____cacheline_aligned_in_smp ____cacheline_aligned
#define __cacheline_aligned ____cacheline_aligned
#define __read_mostly
#define __ro_after_init

#ifndef __cacheline_group_begin
#define __cacheline_group_begin(GROUP) \
	__u8 __cacheline_group_begin__##GROUP[0]
#define __cacheline_group_end(GROUP) \
	__u8 __cacheline_group_end__##GROUP[0]
#define __cacheline_group_begin_aligned(GROUP, ...) \
	__cacheline_group_begin(GROUP) __aligned((__VA_ARGS__ + 0) ? : SMP_CACHE_BYTES)
#define __cacheline_group_end_aligned(GROUP, ...) \
	__cacheline_group_end(GROUP) __aligned((__VA_ARGS__ + 0) ? : SMP_CACHE_BYTES)
#endif

#endif
