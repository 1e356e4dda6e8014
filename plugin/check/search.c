// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * search.c - in which folder of -I and the like is a header?
 *
 * Most folders have no linux/ or asm/ below them, and an attempt to open costs as
 * much as one that succeeds: each is asked once whether it has the name's folder,
 * and one that fails often is listed, to be asked no more for what it has not.
 */
#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MANY_MISSES 8
#define N_BITS 8192			/* power of two */

struct subfolder {			/* "linux/" of "linux/usb.h", or "" */
	char *name;
	size_t len;
	struct {
		enum { UNASKED, THERE, NOT_THERE } state;
		unsigned misses;
		uint8_t *listed;	/* a bit for each file's hash; NULL: not yet */
	} in[];				/* by index in -I */
};

int search_join(char path[SEARCH_MAX], const char *dir, size_t len, const char *name)
{
	size_t n = strlen(name);

	if (len + n + 2 > SEARCH_MAX)
		return -1;
	memcpy(path, dir, len);
	path[len] = '/';
	memcpy(path + len + 1, name, n + 1);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static struct subfolder *subfolder(struct search *s, const char *name, size_t len)
{
	size_t i, size;

	for (i = 0; i < s->n; i++)
		if (s->sub[i]->len == len && !memcmp(s->sub[i]->name, name, len))
			return s->sub[i];
	s->sub = xrealloc(s->sub, (s->n + 1) * sizeof(*s->sub));
	size = sizeof(**s->sub) + s->dirs->n * sizeof(s->sub[0]->in[0]);
	s->sub[s->n] = memset(xrealloc(NULL, size), 0, size);
	s->sub[s->n]->name = xprintf("%.*s", (int)len, name);
	s->sub[s->n]->len = len;
	return s->sub[s->n++];
}

static unsigned bit_of(const char *name)
{
	unsigned h = 5381;

	while (*name)
		h = h * 33 + (unsigned char)*name++;
	return h & (N_BITS - 1);
}

/* NULL: it can't be listed, and is asked again each time. */
static uint8_t *list(const char *dir, const struct subfolder *sub)
{
	char *path = xprintf("%s/%s", dir, sub->name);
	DIR *d = opendir(path);
	uint8_t *bits = NULL;
	struct dirent *e;
	unsigned bit;

	free(path);
	if (!d)
		return NULL;
	bits = memset(xrealloc(NULL, N_BITS / 8), 0, N_BITS / 8);
	while ((e = readdir(d))) {
		bit = bit_of(e->d_name);
		bits[bit / 8] |= (uint8_t)(1u << bit % 8);
	}
	closedir(d);
	return bits;
}

static bool has_folder(const char *dir, const struct subfolder *sub)
{
	char *path = xprintf("%s/%s", dir, sub->name);
	bool there = !access(path, F_OK);

	free(path);
	return there;
}

/* May it be there?  bit: of the name without its folder. */
static bool worth_a_try(struct subfolder *sub, const char *dir, size_t i, unsigned bit)
{
	if (sub->in[i].state == UNASKED)
		sub->in[i].state = has_folder(dir, sub) ? THERE : NOT_THERE;
	if (sub->in[i].state == NOT_THERE)
		return false;
	return !sub->in[i].listed || sub->in[i].listed[bit / 8] & 1u << bit % 8;
}

int search_open(struct search *s, const char *name, char path[SEARCH_MAX])
{
	const char *base = base_name(name);
	unsigned bit = bit_of(base);
	struct subfolder *sub;
	size_t i;
	int fd;

	if (name[0] == '/')
		return search_join(path, "", 0, name + 1);
	sub = subfolder(s, name, (size_t)(base - name));
	for (i = 0; i < s->dirs->n; i++) {
		const char *dir = s->dirs->v[i];

		if (!worth_a_try(sub, dir, i, bit))
			continue;
		fd = search_join(path, dir, strlen(dir), name);
		if (fd >= 0)
			return fd;
		if (++sub->in[i].misses == MANY_MISSES)
			sub->in[i].listed = list(dir, sub);
	}
	return -1;
}
