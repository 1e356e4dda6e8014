// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shard.c - the same work in parts, on any machines and in any order.
 *
 * A part is every N-th unit of the sorted list, checked, with what was wrong; merge
 * wants each part exactly once and all of the same list.  Text, sealed:
 *
 *	usbdma-shard 1 PART PARTS LIST-HASH LIST-LENGTH
 *	unit BYTES PATH		and behind it that many bytes
 *	problem PATH<tab>WHY
 *	end HASH
 */
#define _GNU_SOURCE			/* memmem */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "out.h"

static uint64_t list_hash(const struct paths *all)
{
	uint64_t h = HASH_START;

	for (size_t i = 0; i < all->n; i++)
		h = hash_bytes(h, all->v[i], strlen(all->v[i]) + 1);
	return h;
}

/* What --units promises must be there, what it does not name is not looked at. */
static void promised(struct link *l, struct paths *all)
{
	struct paths list = { 0 };
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	FILE *in;

	if (!l->o->units)
		return;
	in = fopen(l->o->units, "r");
	if (!in)
		usage_error("%s: %s", l->o->units, strerror(errno));
	while ((n = getline(&line, &cap, in)) > 0) {
		const char *path;

		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		path = arena_intern_n(l->a, line, (size_t)n);
		if (n)
			VEC_PUSH(l->a, list.v, list.n, list.cap, path);
	}
	free(line);
	fclose(in);
	*all = list;
}

static void put_unit(struct link *l, struct out *o, const char *path)
{
	size_t len, before = l->n_units;
	char *text = read_whole(path, &len);

	if (!text) {
		problem_add(l, path, errno == ENOENT ? "no interface facts: the file was not "
			    "checked" : strerror(errno));
		return;
	}
	load_text(l, path, text, len);
	if (l->n_units > before) {
		out_printf(o, "unit %zu %s\n", len, path);
		out_bytes(o, text, len);
	}
	free(text);
}

int shard_check(struct link *l)
{
	struct paths all = { 0 };
	struct out o = { 0 };

	files_find(l, &l->o->inputs, &all);
	promised(l, &all);
	if (!all.n)
		usage_error("no interface facts (*.usbdma) there");
	out_printf(&o, "usbdma-shard 1 %u %u %016" PRIx64 " %zu\n", l->o->shard, l->o->shards,
		   list_hash(&all), all.n);
	for (size_t i = l->o->shard - 1; i < all.n; i += l->o->shards)
		put_unit(l, &o, all.v[i]);
	for (size_t i = 0; i < l->n_problems; i++)
		out_printf(&o, "problem %s\t%s\n", l->problems[i].path, l->problems[i].why);
	out_printf(&o, "end %016" PRIx64 "\n", hash_bytes(HASH_START, o.data, o.len));
	if (!save(l->o->out, &o))
		usage_error("%s: %s", l->o->out, strerror(errno));
	return l->o->strict && l->n_problems ? 1 : 0;
}

struct part {
	const char *path;
	unsigned no, of;
	uint64_t list;
	size_t units;
};

static const char *line_end(const char *p, const char *end)
{
	return memchr(p, '\n', (size_t)(end - p));
}

/* Read one part; usage_error() when it is not one, whole. */
static void read_part(struct link *l, struct part *part)
{
	size_t len;
	char *text = read_whole(part->path, &len), *p, *end;
	const char *why;
	char path[4096];

	if (!text)
		usage_error("%s: %s", part->path, strerror(errno));
	len = iface_sealed(text, len, &why);
	if (!len)
		usage_error("%s: %s; make this part again", part->path, why);
	end = text + len;
	end[-1] = '\0';			/* of the last line before the seal */
	if (sscanf(text, "usbdma-shard 1 %u %u %" SCNx64 " %zu", &part->no, &part->of, &part->list,
		   &part->units) != 4)
		usage_error("%s: not a part of usbdma-link check", part->path);
	end[-1] = '\n';
	for (p = (char *)line_end(text, end) + 1; p < end; ) {
		char *eol = (char *)line_end(p, end), *tab;
		size_t bytes;

		if (!eol || eol - p >= (long)sizeof(path))
			usage_error("%s: a line of a part was expected", part->path);
		*eol = '\0';
		if (sscanf(p, "unit %zu %4095[^\n]", &bytes, path) == 2 &&
		    bytes <= (size_t)(end - eol - 1)) {
			load_text(l, path, eol + 1, bytes);
			p = eol + 1 + bytes;
		} else if (!strncmp(p, "problem ", 8) && (tab = strchr(p, '\t'))) {
			*tab = '\0';
			problem_add(l, p + 8, tab + 1);
			p = eol + 1;
		} else {
			usage_error("%s: a line of a part was expected", part->path);
		}
	}
	free(text);
}

static void fit_together(const struct part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (parts[i].of != parts[0].of || parts[i].list != parts[0].list)
			usage_error("%s and %s are parts of different work", parts[0].path,
				    parts[i].path);
		for (size_t k = 0; k < i; k++)
			if (parts[k].no == parts[i].no)
				usage_error("part %u is given twice: %s and %s", parts[i].no,
					    parts[k].path, parts[i].path);
	}
	for (unsigned no = 1; no <= parts[0].of; no++) {
		bool there = false;

		for (size_t i = 0; i < n; i++)
			there |= parts[i].no == no;
		if (!there)
			usage_error("part %u of %u is missing: nothing is said of its units", no,
				    parts[0].of);
	}
}

int shard_merge(struct link *l)
{
	struct part *parts = arena_new_array(l->a, struct part, l->o->inputs.n + 1);

	for (size_t i = 0; i < l->o->inputs.n; i++) {
		parts[i].path = l->o->inputs.v[i];
		read_part(l, &parts[i]);
	}
	fit_together(parts, l->o->inputs.n);
	load_finish(l);
	return 0;
}
