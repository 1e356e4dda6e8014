/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mem.h - kinds of memory: their names in api.tab, whether DMA may use them, and
 * how a message says it.
 */
#ifndef USBDMA_MEM_H
#define USBDMA_MEM_H

#include <stdbool.h>

#define MEM_KINDS(X)							\
	X(unknown, 0, "of unknown origin")				\
	X(null, 1, "NULL")						\
	X(heap, 1, "from the slab")					\
	X(pages, 1, "whole pages")					\
	X(skb, 1, "packet data")					\
	X(coherent, 1, "coherent memory")				\
	X(kzalloc_priv, 1, "a driver's private area")			\
	X(stack, 0, "on the stack")					\
	X(static, 0, "static data of the module")			\
	X(rodata, 0, "read-only data of the module")			\
	X(maybe_rodata, 0, "possibly read-only data")			\
	X(vmalloc, 0, "vmalloc memory")					\
	X(vmap, 0, "vmalloc memory")					\
	X(maybe_vmalloc, 0, "vmalloc memory when the slab is short")	\
	X(kmap, 0, "a temporary highmem mapping")			\
	X(firmware, 0, "the firmware image, which lives in vmalloc memory") \
	X(netdev_priv, 0, "in netdev_priv(), which may be vmalloc memory") \
	X(foreign, 0, "a buffer with no DMA guarantee")			\
	X(user, 0, "a user-space address")				\
	X(iomem, 0, "device memory")					\
	X(percpu, 0, "per-CPU data")

enum mem {
#define X(name, good, text) MEM_##name,
	MEM_KINDS(X)
#undef X
	N_MEM
};

struct mem_info {
	const char *name, *text;
	bool good;
};
extern const struct mem_info mem_info[N_MEM];
enum mem mem_by_name(const char *name);		/* N_MEM when there is none */
#define MEM_BIT(m) (1u << (m))

#endif
