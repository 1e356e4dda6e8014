// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_index.c - finds facts by name and role through a hash; several lines of
 * one name and role hang on one another.
 *
 * Two more entries say at one look which roles a name has, and which the members
 * of a record have: mostly none.
 */
#include <string.h>

#include "model_int.h"

_Static_assert(N_ROLES <= 64, "sets of roles have 64 bits");

/* FNV-1a */
static uint64_t hash_name(const char *name, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * 0x100000001b3u;
	return h;
}

const struct entry *index_find(const struct fact_index *x, const char *name, size_t len,
			       unsigned role)
{
	uint64_t h = (hash_name(name, len) ^ (unsigned char)role) * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 32);

	for (;; i++) {
		const struct entry *e = &x->slots[i & (x->n_slots - 1)];

		if (!e->name || (e->role == role && e->len == len && !memcmp(e->name, name, len)))
			return e;
	}
}

static void grow(struct arena *a, struct fact_index *x)
{
	const struct entry *old = x->slots;
	size_t n_old = x->n_slots;

	x->n_slots = n_old ? n_old * 2 : 1024;
	x->slots = arena_new_array(a, struct entry, x->n_slots);
	for (size_t i = 0; i < n_old; i++)
		if (old[i].name)
			*(struct entry *)index_find(x, old[i].name, old[i].len, old[i].role) =
				old[i];
}

void index_init(struct arena *a, struct fact_index *x)
{
	*x = (struct fact_index){ 0 };
	grow(a, x);
}

void index_copy(struct arena *a, struct fact_index *x)
{
	struct entry *slots = arena_new_array(a, struct entry, x->n_slots);

	memcpy(slots, x->slots, x->n_slots * sizeof(*slots));
	x->slots = slots;
}

/* The entry, new if need be.  The slots are the arena's, so they may be written. */
static struct entry *entry_of(struct arena *a, struct fact_index *x, const char *name, size_t len,
			      unsigned role)
{
	struct entry *e;

	if (x->n_used * 2 >= x->n_slots)
		grow(a, x);
	e = (struct entry *)index_find(x, name, len, role);
	if (!e->name) {
		e->name = name;
		e->len = len;
		e->role = role;
		x->n_used++;
	}
	return e;
}

void index_add(struct arena *a, struct fact_index *x, struct fact *f, bool user)
{
	uint64_t bit = (uint64_t)1 << f->role;
	const char *dot = model_name_form(f->role) == NAME_FIELD ? strchr(f->name, '.') : NULL;
	size_t len = strlen(f->name);
	struct entry *e;

	entry_of(a, x, f->name, len, OF_NAME)->roles |= bit;
	if (dot)
		entry_of(a, x, f->name, (size_t)(dot - f->name), OF_RECORD)->roles |= bit;
	e = entry_of(a, x, f->name, len, f->role);
	if (user && !e->user)
		e->first = NULL;
	e->user = user;
	if (e->first)
		e->last->next = f;
	else
		e->first = f;
	e->last = f;
}
