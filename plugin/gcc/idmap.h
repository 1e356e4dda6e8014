/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * idmap.h - from an address to a small number given once.
 *
 * Numbers are given in the order of first sight, and nothing walks the map,
 * so no result ever depends on where things lie in memory.
 */
#ifndef USBDMA_IDMAP_H
#define USBDMA_IDMAP_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct idmap_slot {
	const void *key;
	uint32_t id;
};

struct idmap {
	struct idmap_slot *slots;
	size_t size, used;
};

/* idmap_get: the number of key, or NONE. */
uint32_t idmap_get(const struct idmap *m, const void *key);
void idmap_put(struct idmap *m, struct arena *a, const void *key, uint32_t id);

#endif
