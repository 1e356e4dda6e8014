// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * arena.c - memory that is freed in one go, and interned strings.
 *
 * Chunks are mapped, and given back together.  Built with
 * AddressSanitizer every allocation is a chunk of its own, so that reading past
 * an array of facts is caught in the tests and costs nothing in production.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef __has_feature			/* clang's way to ask */
#define __has_feature(x)	0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define CHUNK_SIZE	((size_t)0)
#else
#define CHUNK_SIZE	((size_t)1024 * 1024)
#endif

#define ALIGNMENT	_Alignof(max_align_t)
#define FIRST_SLOTS	256		/* power of two */

struct chunk {
	struct chunk *next;
	size_t used, size;		/* bytes of data[] */
	max_align_t data[];
};

struct slot {
	const char *s;
	size_t len;
	uint64_t hash;
};

struct arena {
	struct chunk *chunks;		/* the first is the one being filled */
	struct slot *slots;		/* open addressing, n_slots a power of two */
	size_t n_slots, n_strings;
	void **adopted;
	size_t n_adopted, cap_adopted;
};

static void __attribute__((noreturn)) out_of_memory(void)
{
	fputs("usbdma: out of memory\n", stderr);
	exit(2);
}

static void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		out_of_memory();
	return p;
}

struct arena *arena_new(void)
{
	struct arena *a = xcalloc(1, sizeof(*a));

	a->n_slots = FIRST_SLOTS;
	a->slots = xcalloc(a->n_slots, sizeof(*a->slots));
	return a;
}

/*
 * Zeroed.  Fresh pages, since malloc() inside of GCC has mostly used ones, which
 * cost as many instructions to zero as all of the solver; and what is never touched
 * costs nothing.
 */
static struct chunk *chunk_memory(size_t bytes)
{
	void *p;

	if (!CHUNK_SIZE)
		return xcalloc(1, bytes);
	p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		out_of_memory();
	return p;
}

static void chunk_free(struct chunk *c)
{
	if (CHUNK_SIZE)
		munmap(c, sizeof(*c) + c->size);
	else
		free(c);
}

void arena_free(struct arena *a)
{
	struct chunk *c, *next;

	if (!a)
		return;
	while (a->n_adopted)
		free(a->adopted[--a->n_adopted]);
	for (c = a->chunks; c; c = next) {
		next = c->next;
		chunk_free(c);
	}
	free(a->slots);
	free(a);
}

/* A chunk with room for `bytes`; large ones go behind the one being filled. */
static struct chunk *chunk_new(struct arena *a, size_t bytes)
{
	size_t size = bytes > CHUNK_SIZE / 4 ? bytes : CHUNK_SIZE;
	struct chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		out_of_memory();
	c = chunk_memory(sizeof(*c) + size);
	c->size = size;
	if (a->chunks && size == bytes) {
		c->next = a->chunks->next;
		a->chunks->next = c;
	} else {
		c->next = a->chunks;
		a->chunks = c;
	}
	return c;
}

void *arena_zalloc(struct arena *a, size_t n, size_t size)
{
	struct chunk *c = a->chunks;
	size_t bytes, rounded, at;

	if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2)
		out_of_memory();
	rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	/* unrounded when there is one chunk per allocation: its end is then exact */
	if (!CHUNK_SIZE)
		rounded = bytes;
	if (!c || rounded > c->size - c->used || !CHUNK_SIZE)
		c = chunk_new(a, rounded);
	at = c->used;
	c->used += rounded;
	return (char *)c->data + at;
}

void arena_adopt(struct arena *a, void *p)
{
	VEC_PUSH(a, a->adopted, a->n_adopted, a->cap_adopted, p);
}

/* FNV-1a */
static uint64_t hash_bytes(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return h;
}

static struct slot *slot_find(struct slot *slots, size_t n, const char *s, size_t len,
			      uint64_t hash)
{
	size_t i = hash & (n - 1);

	while (slots[i].s && (slots[i].hash != hash || slots[i].len != len ||
			      memcmp(slots[i].s, s, len)))
		i = (i + 1) & (n - 1);
	return &slots[i];
}

static void slots_double(struct arena *a)
{
	size_t n = a->n_slots * 2, i;
	struct slot *slots = xcalloc(n, sizeof(*slots));

	for (i = 0; i < a->n_slots; i++) {
		const struct slot *old = &a->slots[i];

		if (old->s)
			*slot_find(slots, n, old->s, old->len, old->hash) = *old;
	}
	free(a->slots);
	a->slots = slots;
	a->n_slots = n;
}

const char *arena_intern_n(struct arena *a, const char *s, size_t len)
{
	uint64_t hash = hash_bytes(s, len);
	struct slot *slot = slot_find(a->slots, a->n_slots, s, len, hash);
	char *copy;

	if (slot->s)
		return slot->s;
	if (++a->n_strings > a->n_slots / 2) {
		slots_double(a);
		slot = slot_find(a->slots, a->n_slots, s, len, hash);
	}
	copy = arena_zalloc(a, len + 1, 1);
	memcpy(copy, s, len);
	slot->s = copy;
	slot->len = len;
	slot->hash = hash;
	return copy;
}

const char *arena_intern(struct arena *a, const char *s)
{
	return arena_intern_n(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		out_of_memory();
	s = arena_zalloc(a, (size_t)len + 1, 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return s;
}

void *arena_grow(struct arena *a, void *old, size_t count, size_t *cap, size_t size)
{
	size_t new_cap = *cap ? *cap * 2 : 4;
	void *p;

	if (new_cap < *cap)
		out_of_memory();
	p = arena_zalloc(a, new_cap, size);
	if (count)
		memcpy(p, old, count * size);
	*cap = new_cap;
	return p;
}
