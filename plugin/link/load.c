// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * load.c - from files to units.  A file that is cut, altered, of another version,
 * made with other tables or of a source that has changed since is not used: it
 * is named, and its unit is "not checked".
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "link.h"
#include "map.h"

void problem_add(struct link *l, const char *path, const char *why)
{
	struct problem p = { arena_intern(l->a, path), arena_intern(l->a, why) };

	VEC_PUSH(l->a, l->problems, l->n_problems, l->cap_problems, p);
}

/* The hash of a file of the sources, read once; 0: this run cannot see it. */
static uint64_t hash_now(struct link *l, const char *name)
{
	const char *root = l->o->source, *key = arena_intern(l->a, name);
	uint32_t *at;

	if (!l->seen)
		l->seen = arena_new_array(l->a, struct map, 1);
	at = map_at(l->seen, (struct map_key){ { (uintptr_t)key } });
	if (!*at) {
		const char *path = !root || *key == '/' ? key :
				   arena_printf(l->a, "%s/%s", root, key);

		VEC_PUSH(l->a, l->hashes, l->n_hashes, l->cap_hashes, hash_file(path));
		*at = (uint32_t)l->n_hashes;
	}
	return l->hashes[*at - 1];
}

/*
 * What has changed since the facts were made, or NULL.  A source that cannot be seen
 * is not stale: merge and caches work far from the tree.  Where it is seen, its
 * headers must be there as well.
 */
static const char *changed(struct link *l, const struct iface *f)
{
	uint64_t now;

	if (!f->source || l->o->command == CMD_MERGE)
		return NULL;
	now = hash_now(l, f->main_file);
	if (!now)
		return NULL;
	if (now != f->source)
		return f->main_file;
	for (uint32_t i = 0; i < f->n_deps; i++) {
		const struct if_dep *d = &f->deps[i];

		now = d->hash ? hash_now(l, d->path) : d->hash;
		/* not here: gone, unless this is not where its name begins */
		if (now != d->hash && (now || (*d->path == '/') == (*f->main_file == '/')))
			return d->path;
	}
	return NULL;
}

static bool version_fits(struct link *l, const char *path, const char *text, size_t len)
{
	static const char lead[] = "usbdma-interface ";
	size_t n = sizeof(lead) - 1, k = 0;

	if (len < n || memcmp(text, lead, n)) {
		problem_add(l, path, len ? "not a file of interface facts" : "empty");
		return false;
	}
	while (n + k < len && k < 9 && text[n + k] >= '0' && text[n + k] <= '9')
		k++;
	if (!k || n + k == len || text[n + k] != ' ')
		problem_add(l, path, "truncated or corrupt: no version of the format");
	else if (k > 1 || text[n] != '0' + IFACE_VERSION)
		problem_add(l, path, arena_printf(l->a, "version %.*s of the format, expected %u",
						  (int)k, text + n, IFACE_VERSION));
	else
		return true;
	return false;
}

void load_text(struct link *l, const char *path, const char *text, size_t len)
{
	struct lunit u = { .path = arena_intern(l->a, path) };
	const char *why;
	char *err;

	if (len > 40 && !memcmp(text, "usbdma-interface 2 ", 19) &&
	    !iface_sealed(text, len, &why)) {
		problem_add(l, path, why);
		return;
	}
	if (!version_fits(l, path, text, len))
		return;
	u.f = iface_read(l->a, path, text, len, &err);
	if (!u.f) {
		size_t n = strlen(path);

		problem_add(l, path, err && !strncmp(err, path, n) ? err + n + 1 : "unreadable");
		free(err);
		return;
	}
	if (strcmp(u.f->tool, USBDMA_VERSION))
		problem_add(l, path, arena_printf(l->a, "made by usbdma %s, this is %s: make it "
						  "again", u.f->tool, USBDMA_VERSION));
	else if (u.f->rules != l->rules)
		problem_add(l, path, "made with another table of functions (--model): make it "
			    "again, or give the same");
	else if ((why = changed(l, u.f)))
		problem_add(l, path, arena_printf(l->a, "stale: %s has changed since", why));
	else
		VEC_PUSH(l->a, l->units, l->n_units, l->cap_units, u);
}

/* Malloced; NULL: errno.  fd is closed, and may be -1 with errno set. */
static char *read_fd(int fd, size_t *len)
{
	char *text = NULL;
	struct stat st;
	ssize_t n = 1;
	int e;

	*len = 0;
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode))
		text = malloc((size_t)st.st_size + 1);
	else
		errno = EINVAL;
	while (text && n && *len < (size_t)st.st_size) {
		n = read(fd, text + *len, (size_t)st.st_size - *len);
		if (n < 0 && errno != EINTR) {
			free(text);
			text = NULL;
		}
		*len += n > 0 ? (size_t)n : 0;
	}
	e = errno;
	close(fd);
	errno = e;
	return text;
}

char *read_whole(const char *path, size_t *len)
{
	return read_fd(open(path, O_RDONLY | O_CLOEXEC), len);
}

/*
 * Thousands of small files from a disk: each would be waited for.  So the next ones
 * are opened ahead, and the kernel told that they will be read.
 */
#define AHEAD 128

struct ahead { int fd, error; };

static struct ahead ask_for(const char *path)
{
	struct ahead a = { .fd = open(path, O_RDONLY | O_CLOEXEC) };

	a.error = errno;
	if (a.fd >= 0)
		posix_fadvise(a.fd, 0, 0, POSIX_FADV_WILLNEED);
	return a;
}

static void load_all(struct link *l, const struct paths *all)
{
	struct ahead ring[AHEAD];

	for (size_t i = 0; i < all->n + AHEAD; i++) {
		const char *path = i >= AHEAD ? all->v[i - AHEAD] : NULL;
		struct ahead *a = &ring[i % AHEAD];
		size_t len;
		char *text;

		if (path) {
			errno = a->error;
			text = read_fd(a->fd, &len);
			if (text)
				load_text(l, path, text, len);
			else
				problem_add(l, path, strerror(errno));
			free(text);
		}
		if (i < all->n)
			*a = ask_for(all->v[i]);
	}
}

static int by_unit(const void *pa, const void *pb)
{
	const struct lunit *a = pa, *b = pb;
	int d = strcmp(a->f->main_file, b->f->main_file);

	if (!d)
		d = strcmp(a->f->module, b->f->module);
	return d ? d : strcmp(a->path, b->path);
}

static int by_path(const void *pa, const void *pb)
{
	const struct problem *a = pa, *b = pb;
	int d = strcmp(a->path, b->path);

	return d ? d : strcmp(a->why, b->why);
}

/* Order of names; a unit that is there twice counts once. */
void load_finish(struct link *l)
{
	uint32_t n = 0;

	if (l->n_units)
		qsort(l->units, l->n_units, sizeof(*l->units), by_unit);
	for (uint32_t i = 0; i < l->n_units; i++) {
		const struct lunit *u = &l->units[i], *last = n ? &l->units[n - 1] : NULL;

		if (last && *u->f->main_file && !strcmp(u->f->main_file, last->f->main_file) &&
		    u->f->module == last->f->module) {
			if (u->f->flags != last->f->flags || u->f->source != last->f->source)
				problem_add(l, u->path,
					    arena_printf(l->a, "%s is another build of the same "
							 "unit", last->path));
			continue;
		}
		l->units[n++] = *u;
	}
	l->n_units = n;
	for (uint32_t i = 0; i < n; i++)
		l->units[i].allow_used = arena_new_array(l->a, bool,
							 l->units[i].f->n_allows + 1);
	if (l->n_problems)
		qsort(l->problems, l->n_problems, sizeof(*l->problems), by_path);
}

void load_units(struct link *l)
{
	struct paths all = { 0 };

	files_find(l, &l->o->inputs, &all);
	if (l->o->cache)
		cache_load(l, &all);
	else
		load_all(l, &all);
	load_finish(l);
}
