/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * map.h - from up to four words to a number: open addressing, no removal.
 */
#ifndef USBDMA_LINK_MAP_H
#define USBDMA_LINK_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map_key { uintptr_t k[4]; };
struct map {
	struct map_entry { struct map_key key; uint32_t value; } *v;	/* value + 1 */
	size_t n, size;
};

/* Where the value of that key is (0 when it is new); valid until the next call. */
uint32_t *map_at(struct map *m, struct map_key key);
uint32_t map_get(const struct map *m, struct map_key key);	/* 0: not there */
void map_free(struct map *m);

#endif
