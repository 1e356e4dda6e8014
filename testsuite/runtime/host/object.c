// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The shadow map: each allocation with its kind, size, and the line of its birth
 * and death.  Memory of freed objects is poisoned and not handed out again in
 * the same run; red zones lie behind small ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

unsigned long rt_slab_align = 128;
unsigned char rt_new_byte = 0x5a;

static struct rt_object **sorted;
static unsigned long n_sorted, room;
static rt_addr small_next, small_end;

static unsigned long position(rt_addr at)	/* of the last object that begins at or before */
{
	unsigned long low = 0, high = n_sorted;

	while (low < high) {
		unsigned long mid = (low + high) / 2;

		if (sorted[mid]->at <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void drop(unsigned long n)
{
	free(sorted[n]);
	memmove(sorted + n, sorted + n + 1, (n_sorted - n - 1) * sizeof(*sorted));
	n_sorted--;
}

struct rt_object *rt_object_add(rt_addr at, unsigned long size, enum rt_kind kind,
				const char *what)
{
	struct rt_object *object = calloc(1, sizeof(*object));
	unsigned long n = position(at);

	while (n && sorted[n - 1]->at == at && sorted[n - 1]->freed)
		drop(--n);			/* its pages came round again */
	if (n_sorted == room) {
		room = room ? 2 * room : 256;
		sorted = realloc(sorted, room * sizeof(*sorted));
	}
	if (!object || !sorted)
		abort();
	n = position(at);
	memmove(sorted + n + 1, sorted + n, (n_sorted - n) * sizeof(*sorted));
	sorted[n] = object;
	n_sorted++;
	object->at = at;
	object->size = size;
	object->kind = kind;
	object->what = what;
	object->born = rt_site();
	return object;
}

struct rt_object *rt_object_find(rt_addr at)
{
	unsigned long n = position(at);
	struct rt_object *object = n ? sorted[n - 1] : NULL;

	if (!object || at >= object->at + (object->size ? object->size : 1))
		return NULL;
	return object;
}

struct rt_object *rt_object_live(rt_addr at)
{
	struct rt_object *object = rt_object_find(at);

	return object && !object->freed ? object : NULL;
}

/* A block with a red zone behind it, in pages that small blocks share. */
rt_addr rt_small_alloc(unsigned long size, unsigned long align, const char *what)
{
	rt_addr at = (small_next + align - 1) & ~(align - 1);
	unsigned long n = 0;
	long page;

	if (!small_next || at + size + RT_RED_SIZE > small_end) {
		n = size + RT_RED_SIZE > 16 * RT_PAGE ? (size + RT_RED_SIZE) / RT_PAGE + 1 : 16;
		page = rt_pages_alloc(n, 0);
		if (page < 0)
			return 0;
		at = rt_page_linear(page);
		if (n == 16)
			small_end = at + n * RT_PAGE;
	}
	if (!n || n == 16)
		small_next = at + size + RT_RED_SIZE;
	memset((void *)(at + size), RT_RED, RT_RED_SIZE);
	memset((void *)at, rt_new_byte, size);
	rt_object_add(at, size, RT_SLAB, what);
	return at;
}

static int all_bytes(rt_addr at, unsigned long size, unsigned char value)
{
	for (unsigned long i = 0; i < size; i++)
		if (((unsigned char *)at)[i] != value)
			return 0;
	return 1;
}

int rt_object_free(struct rt_object *object)
{
	struct rt_mapping *m;

	if (object->freed) {
		rt_report_slug(RT_X_DOUBLE_FREE, object->freed_by, object->at, object->size);
		return 0;
	}
	m = rt_mapping_of(object->at, object->size);
	if (m)
		rt_report(RT_X_IN_FLIGHT, object->at, object->size);
	if (object->kind == RT_SLAB && !all_bytes(object->at + object->size, RT_RED_SIZE, RT_RED))
		rt_report(RT_X_RED_ZONE, object->at, object->size);
	object->freed = 1;
	object->died = rt_site();
	if (object->kind == RT_SLAB)
		memset((void *)object->at, RT_POISON_FREE, object->size);
	return 1;
}

unsigned int rt_objects_live(enum rt_kind kind)
{
	unsigned int count = 0;

	for (unsigned long n = 0; n < n_sorted; n++)
		count += !sorted[n]->freed && sorted[n]->kind == kind;
	return count;
}

static enum rt_report leak_of(const struct rt_object *object)
{
	return object->kind == RT_COHERENT ? RT_X_LEAK_COHERENT : RT_X_LEAK;
}

/* Objects of the runtime itself have no line of birth in the driver. */
void rt_objects_check(int leaks)
{
	for (unsigned long n = 0; n < n_sorted; n++) {
		struct rt_object *object = sorted[n];

		if (object->kind == RT_SLAB && object->freed &&
		    !all_bytes(object->at, object->size, RT_POISON_FREE))
			rt_report_at(RT_X_AFTER_FREE, NULL, object->at, object->size, object->died);
		if (object->kind == RT_SLAB && !object->freed &&
		    !all_bytes(object->at + object->size, RT_RED_SIZE, RT_RED))
			rt_report_at(RT_X_RED_ZONE, NULL, object->at, object->size, object->born);
		if (leaks && !object->freed && object->born)
			rt_report_at(leak_of(object), NULL, object->at, object->size, object->born);
	}
}
