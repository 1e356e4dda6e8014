// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * cache.c - the facts of the last run in one file: of a unit whose file has the
 * size, time and number it had, the file is not read again.
 *
 *	usbdma-link-cache 1
 *	unit SIZE SECONDS NANOSECONDS INODE PATH	and behind it SIZE bytes
 *
 * Each unit's text carries its own seal: a damaged cache is found out and costs
 * a reading, nothing more.  It is written anew by rename, so that two runs at once
 * do not see halves.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "link.h"
#include "map.h"
#include "out.h"

#define HEAD "usbdma-link-cache 1\n"

struct entry { struct stat st; const char *path, *text; size_t len; };
struct cache {
	struct map by_path;
	struct entry *v;
	size_t n, cap;
	struct out next;
	size_t n_read;
	bool changed;
};

static void read_cache(struct link *l, struct cache *c, char *text, size_t len)
{
	char *p = text + sizeof(HEAD) - 1, *end = text + len, path[4096];

	if (len < sizeof(HEAD) || memcmp(text, HEAD, sizeof(HEAD) - 1))
		return;
	while (p < end) {
		char *eol = memchr(p, '\n', (size_t)(end - p));
		struct entry e = { .len = 0 };
		long long sec, nsec, ino;

		if (!eol)
			return;
		*eol = '\0';
		if (sscanf(p, "unit %zu %lld %lld %lld %4095[^\n]", &e.len, &sec, &nsec, &ino,
			   path) != 5 || e.len > (size_t)(end - eol - 1))
			return;
		e.path = arena_intern(l->a, path);
		e.text = eol + 1;
		e.st.st_mtim.tv_sec = sec;
		e.st.st_mtim.tv_nsec = nsec;
		e.st.st_ino = (ino_t)ino;
		VEC_PUSH(l->a, c->v, c->n, c->cap, e);
		*map_at(&c->by_path, (struct map_key){ { (uintptr_t)e.path } }) = (uint32_t)c->n;
		p = eol + 1 + e.len;
	}
}

/* The text as it was read last time, if the file is still that one. */
static const struct entry *known(const struct cache *c, const char *path, const struct stat *st)
{
	uint32_t i = map_get(&c->by_path, (struct map_key){ { (uintptr_t)path } });
	const struct entry *e = i ? &c->v[i - 1] : NULL;
	const char *why;

	if (!e || e->len != (size_t)st->st_size || e->st.st_ino != st->st_ino ||
	    e->st.st_mtim.tv_sec != st->st_mtim.tv_sec ||
	    e->st.st_mtim.tv_nsec != st->st_mtim.tv_nsec || !iface_sealed(e->text, e->len, &why))
		return NULL;
	return e;
}

static void put(struct cache *c, const struct stat *st, const char *path, const char *text,
		size_t len)
{
	out_printf(&c->next, "unit %zu %lld %ld %lld %s\n", len, (long long)st->st_mtim.tv_sec,
		   st->st_mtim.tv_nsec, (long long)st->st_ino, path);
	out_bytes(&c->next, text, len);
}

static void one_file(struct link *l, struct cache *c, const char *path)
{
	const struct entry *e;
	struct stat st;
	char *text;
	size_t len;

	path = arena_intern(l->a, path);
	if (stat(path, &st)) {
		problem_add(l, path, strerror(errno));
		return;
	}
	e = known(c, path, &st);
	if (e) {
		put(c, &st, path, e->text, e->len);
		load_text(l, path, e->text, e->len);
		return;
	}
	c->changed = true;
	text = read_whole(path, &len);
	if (!text) {
		problem_add(l, path, strerror(errno));
		return;
	}
	c->n_read++;
	put(c, &st, path, text, len);
	load_text(l, path, text, len);
	free(text);
}

void cache_load(struct link *l, const struct paths *files)
{
	struct cache c = { .n = 0 };
	size_t len;
	char *text = read_whole(l->o->cache, &len);

	if (text)
		read_cache(l, &c, text, len);
	out_str(&c.next, HEAD);
	for (size_t i = 0; i < files->n; i++)
		one_file(l, &c, files->v[i]);
	note_add(l, true, "%zu of %zu files read, the others are as they were", c.n_read, files->n);
	if ((c.changed || c.n != files->n) && !save(l->o->cache, &c.next))
		note_add(l, false, "%s: %s: the next run will read everything", l->o->cache,
			 strerror(errno));
	free(c.next.data);
	free(text);
	map_free(&c.by_path);
}
