// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * findings.c - order, duplicates, ordinals and fingerprints of findings.
 *
 * The order depends on nothing but the findings themselves, so that two runs,
 * and two orders of solving, print the same.
 */
#include "arena.h"
#include "findings.h"

#include <stdlib.h>
#include <string.h>

struct findings *findings_new(void)
{
	struct arena *a = arena_new();
	struct findings *f = arena_new_array(a, struct findings, 1);

	f->arena = a;
	f->main_file = "";
	return f;
}

void findings_free(struct findings *f)
{
	if (f)
		arena_free(f->arena);
}

static int cmp_str(const char *a, const char *b)
{
	if (a == b)
		return 0;
	return strcmp(a ? a : "", b ? b : "");
}

static int cmp_num(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int cmp_loc(const struct loc *a, const struct loc *b)
{
	int c = cmp_str(a->file, b->file);

	if (!c)
		c = cmp_num(a->line, b->line);
	return c ? c : cmp_num(a->col, b->col);
}

/* What makes two findings the same fault. */
static int cmp_same(const struct finding *a, const struct finding *b)
{
	int c = cmp_loc(&a->loc, &b->loc);

	if (!c)
		c = cmp_num(a->rule, b->rule);
	if (!c)
		c = cmp_str(a->func, b->func);
	if (!c)
		c = cmp_str(a->callee, b->callee);
	return c ? c : cmp_str(a->message, b->message);
}

static int cmp_events(const struct finding *a, const struct finding *b)
{
	uint32_t i;
	int c;

	for (i = 0; i < a->n_events && i < b->n_events; i++) {
		c = cmp_loc(&a->events[i].loc, &b->events[i].loc);
		if (!c)
			c = cmp_str(a->events[i].text, b->events[i].text);
		if (c)
			return c;
	}
	return 0;
}

/*
 * Total order.  Of two that are the same fault the graver, surer one with the
 * shorter path comes first and is kept.
 */
static int cmp_finding(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int c = cmp_same(a, b);

	if (!c)
		c = cmp_num(b->severity, a->severity);
	if (!c)
		c = cmp_num(b->confidence, a->confidence);
	if (!c)
		c = cmp_num(a->n_events, b->n_events);
	if (!c)
		c = cmp_events(a, b);
	if (!c)
		c = cmp_str(a->subject, b->subject);
	return c ? c : cmp_str(a->engine, b->engine);
}

static int cmp_site(const void *pa, const void *pb)
{
	const struct site *a = pa, *b = pb;
	int c = cmp_loc(&a->loc, &b->loc);

	if (!c)
		c = cmp_num(a->arg, b->arg);
	if (!c)
		c = cmp_str(a->callee, b->callee);
	if (!c)
		c = cmp_str(a->func, b->func);
	return c ? c : cmp_loc(&a->end, &b->end);
}

static void finish_sites(struct findings *f)
{
	size_t i, n = 0;

	if (!f->n_sites)
		return;
	qsort(f->sites, f->n_sites, sizeof(*f->sites), cmp_site);
	for (i = 0; i < f->n_sites; i++)
		if (!n || cmp_site(&f->sites[n - 1], &f->sites[i]))
			f->sites[n++] = f->sites[i];
	f->n_sites = n;
}

/* What an ordinal counts within, and what goes into the fingerprint with it. */
static int cmp_identity(const struct finding *a, const struct finding *b)
{
	int c = cmp_num(a->rule, b->rule);

	if (!c)
		c = cmp_str(a->loc.file, b->loc.file);
	if (!c)
		c = cmp_str(a->func, b->func);
	return c ? c : cmp_str(a->callee, b->callee);
}

static int cmp_ordinal(const void *pa, const void *pb)
{
	const struct finding *const *a = pa, *const *b = pb;
	int c = cmp_identity(*a, *b);

	/* same identity: in order of place, which is the order in the list */
	return c ? c : cmp_num((uintptr_t)*a, (uintptr_t)*b);
}

static uint64_t fnv(uint64_t h, const char *s)
{
	do
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	while (*s++);			/* the end counts: "ab","c" is not "a","bc" */
	return h;
}

/* Without the ./ and ../ that depend on where the compiler was started. */
static const char *file_identity(const char *file)
{
	while (file) {
		if (!strncmp(file, "./", 2))
			file += 2;
		else if (!strncmp(file, "../", 3))
			file += 3;
		else
			return file;
	}
	return "";
}

static uint64_t fingerprint(const struct finding *d)
{
	uint64_t h = fnv(0xcbf29ce484222325u, rules[d->rule].id);
	unsigned i;

	h = fnv(h, file_identity(d->loc.file));
	h = fnv(h, d->func ? d->func : "");
	h = fnv(h, d->callee ? d->callee : "");
	for (i = 0; i < 4; i++)
		h = (h ^ ((d->ordinal >> 8 * i) & 0xff)) * 0x100000001b3u;
	return h;
}

void findings_finish(struct findings *f)
{
	struct finding **by_identity;
	size_t i, n = 0;

	finish_sites(f);
	if (!f->n)
		return;
	qsort(f->list, f->n, sizeof(*f->list), cmp_finding);
	for (i = 0; i < f->n; i++)
		if (!n || cmp_same(&f->list[n - 1], &f->list[i]))
			f->list[n++] = f->list[i];
	f->n = n;

	by_identity = arena_new_array(f->arena, struct finding *, n);
	for (i = 0; i < n; i++)
		by_identity[i] = &f->list[i];
	qsort(by_identity, n, sizeof(*by_identity), cmp_ordinal);
	for (i = 0; i < n; i++) {
		struct finding *d = by_identity[i];

		d->ordinal = i && !cmp_identity(by_identity[i - 1], d) ?
			     by_identity[i - 1]->ordinal + 1 : 1;
		d->fingerprint = fingerprint(d);
	}
}
