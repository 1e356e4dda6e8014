// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * idmap.cc - open addressing over powers of two, never more than half full.
 */
#include "idmap.h"

#include "arena.h"
#include "facts.h"

static size_t slot_of(const struct idmap *m, const void *key)
{
	uint64_t h = (uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(h >> 32) & (m->size - 1);

	while (m->slots[i].key && m->slots[i].key != key)
		i = (i + 1) & (m->size - 1);
	return i;
}

uint32_t idmap_get(const struct idmap *m, const void *key)
{
	size_t i;

	if (!m->size)
		return NONE;
	i = slot_of(m, key);
	return m->slots[i].key ? m->slots[i].id : NONE;
}

static void grow(struct idmap *m, struct arena *a)
{
	struct idmap_slot *old = m->slots;
	size_t n = m->size, i;

	m->size = n ? n * 2 : 256;
	m->slots = arena_new_array(a, struct idmap_slot, m->size);
	for (i = 0; i < n; i++)
		if (old[i].key)
			m->slots[slot_of(m, old[i].key)] = old[i];
}

void idmap_put(struct idmap *m, struct arena *a, const void *key, uint32_t id)
{
	size_t i;

	if (m->used * 2 >= m->size)
		grow(m, a);
	i = slot_of(m, key);
	if (!m->slots[i].key)
		m->used++;
	m->slots[i].key = key;
	m->slots[i].id = id;
}
