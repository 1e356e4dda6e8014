// SPDX-License-Identifier: GPL-2.0-or-later
/* map.c - see map.h. */
#include "map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t slot_of(const struct map *m, const struct map_key *key)
{
	uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
	size_t i;

	for (i = 0; i < 4; i++) {
		h = (h ^ key->k[i]) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	for (i = h & (m->size - 1); m->v[i].value && memcmp(&m->v[i].key, key, sizeof(*key)); )
		i = (i + 1) & (m->size - 1);
	return i;
}

static void grow(struct map *m)
{
	struct map old = *m;

	m->size = old.size ? 2 * old.size : 1024;
	m->v = calloc(m->size, sizeof(*m->v));
	if (!m->v) {
		fputs("usbdma: out of memory\n", stderr);
		exit(2);
	}
	for (size_t i = 0; i < old.size; i++)
		if (old.v[i].value)
			m->v[slot_of(m, &old.v[i].key)] = old.v[i];
	free(old.v);
}

/* The caller stores a value: an entry counts from then on. */
uint32_t *map_at(struct map *m, struct map_key key)
{
	size_t i;

	if (2 * m->n >= m->size)
		grow(m);
	i = slot_of(m, &key);
	if (!m->v[i].value) {
		m->v[i].key = key;
		m->n++;
	}
	return &m->v[i].value;
}

uint32_t map_get(const struct map *m, struct map_key key)
{
	return m->size ? m->v[slot_of(m, &key)].value : 0;
}

void map_free(struct map *m)
{
	free(m->v);
	memset(m, 0, sizeof(*m));
}
