/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arena.h - memory that is freed in one go, and interned strings.
 *
 * A unit's facts live exactly as long as its checking, so nothing is freed one
 * by one.  Out of memory ends the process with exit status 2 from usbdma-check
 * and usbdma-link; inside GCC xmalloc's own handler speaks first.
 */
#ifndef USBDMA_ARENA_H
#define USBDMA_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);			/* NULL allowed */

/* Zeroed memory, aligned for any type, owned by the arena. n * size is checked. */
void *arena_zalloc(struct arena *a, size_t n, size_t size);

#define arena_new_array(a, type, n) ((type *)arena_zalloc(a, n, sizeof(type)))

/* From now on the arena owns p, which came from malloc(). */
void arena_adopt(struct arena *a, void *p);

/* One copy of each string; equal strings give equal pointers within one arena. */
const char *arena_intern(struct arena *a, const char *s);
const char *arena_intern_n(struct arena *a, const char *s, size_t len);

/* printf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Growing array in an arena: VEC_PUSH(arena, ptr, count, capacity, item).
 * Old copies stay behind until arena_free(), at most as much again as is used.
 */
void *arena_grow(struct arena *a, void *old, size_t count, size_t *cap, size_t size);
#define VEC_PUSH(a, ptr, n, cap, item) do {					\
	if ((n) == (cap))							\
		(ptr) = (__typeof__(ptr))arena_grow(a, ptr, n, &(cap), sizeof(*(ptr))); \
	(ptr)[(n)++] = (item);							\
} while (0)

#ifdef __cplusplus
}
#endif
#endif
