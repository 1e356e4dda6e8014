// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model.c - the table of facts about kernel functions, fields and objects.
 *
 * Facts are found by name and role through a hash; several lines of one name
 * and role hang on one another.  A user's line takes the place of the built-in
 * lines of its name and role; user's files add to each other.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_int.h"

extern const char api_tab_text[];	/* rules/api.tab, see plugin/embed.sh */

static const char built_in[] = "<built-in>";

struct entry {				/* all facts of one name and role */
	const char *name;		/* interned; NULL: free slot */
	enum role role;
	bool user;			/* holds user's lines: built-in ones are gone */
	struct fact *first, *last;
};

struct model {
	struct arena *arena;
	struct entry *slots;		/* open addressing, a power of two of them */
	size_t n_slots, n_used;
	const struct fact **all;
	size_t n_all, cap_all;
};

const char *role_name(enum role r)
{
	static const char *const names[N_ROLES] = {
#define X(e, name, need, may) [ROLE_##e] = name,
		MODEL_ROLES(X)
#undef X
	};

	return names[r];
}

/* FNV-1a */
static uint64_t hash_name(const char *name, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * 0x100000001b3u;
	return h;
}

/* The slot of that name and role, or the free one where it belongs. */
static struct entry *slot_of(const struct model *m, uint64_t h, const char *name, size_t len,
			     enum role role)
{
	size_t i;

	h = (h ^ (unsigned char)role) * 0x9e3779b97f4a7c15u;
	i = (size_t)(h >> 32);

	for (;; i++) {
		struct entry *e = &m->slots[i & (m->n_slots - 1)];

		if (!e->name)
			return e;
		if (e->role == role && !strncmp(e->name, name, len) && !e->name[len])
			return e;
	}
}

static struct entry *lookup(const struct model *m, const char *name, size_t len, enum role role)
{
	return slot_of(m, hash_name(name, len), name, len, role);
}

static void grow_slots(struct model *m)
{
	struct entry *old = m->slots;
	size_t n_old = m->n_slots;

	m->n_slots = n_old ? n_old * 2 : 1024;
	m->slots = arena_new_array(m->arena, struct entry, m->n_slots);
	for (size_t i = 0; i < n_old; i++)
		if (old[i].name)
			*lookup(m, old[i].name, strlen(old[i].name), old[i].role) = old[i];
}

static void add_fact(struct model *m, struct fact *f)
{
	bool user = f->file != built_in;
	struct entry *e;

	if (m->n_used * 2 >= m->n_slots)
		grow_slots(m);
	e = lookup(m, f->name, strlen(f->name), f->role);
	if (!e->name) {
		e->name = f->name;
		e->role = f->role;
		m->n_used++;
	} else if (user && !e->user) {
		e->first = NULL;
	}
	e->user = user;
	if (e->first)
		e->last->next = f;
	else
		e->first = f;
	e->last = f;
	VEC_PUSH(m->arena, m->all, m->n_all, m->cap_all, f);
}

/* Takes facts off `all` that nobody can find any more. */
static void drop_overridden(struct model *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_all; i++) {
		const struct fact *f = m->all[i];
		const struct entry *e = lookup(m, f->name, strlen(f->name), f->role);

		if (e->user == (f->file != built_in))
			m->all[n++] = f;
	}
	m->n_all = n;
}

static bool add_text(struct model *m, const char *name, const char *text, size_t len, char **err)
{
	struct fact_list list = { 0 };

	if (!model_parse(m->arena, name, text, len, &list, err))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		if (name == built_in)
			list.v[i]->file = built_in;
		add_fact(m, list.v[i]);
	}
	if (name != built_in)
		drop_overridden(m);
	return true;
}

bool model_add_text(struct model *m, const char *name, const char *text, char **err)
{
	return add_text(m, name, text, strlen(text), err);
}

struct model *model_new(char **err)
{
	struct arena *a = arena_new();
	struct model *m = arena_new_array(a, struct model, 1);

	m->arena = a;
	grow_slots(m);
	if (add_text(m, built_in, api_tab_text, strlen(api_tab_text), err))
		return m;
	model_free(m);
	return NULL;
}

void model_free(struct model *m)
{
	if (m)
		arena_free(m->arena);
}

static char *file_error(const char *path, const char *what)
{
	size_t size = strlen(path) + strlen(what) + 64;
	char *s = malloc(size);

	if (!s)
		abort();
	snprintf(s, size, "%s: %s; expected a readable file of facts", path, what);
	return s;
}

/* The whole file in malloced memory; NULL and errno. */
static char *read_all(FILE *f, size_t *len)
{
	size_t cap = 0, n;
	char *buf = NULL, *more;

	*len = 0;
	do {
		if (*len == cap) {
			cap = cap ? cap * 2 : 65536;
			more = realloc(buf, cap);
			if (!more)
				break;
			buf = more;
		}
		errno = 0;
		n = fread(buf + *len, 1, cap - *len, f);
		*len += n;
	} while (n);
	if (buf && feof(f) && !ferror(f))
		return buf;
	free(buf);
	if (!errno)
		errno = EIO;
	return NULL;
}

bool model_add_file(struct model *m, const char *path, char **err)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	size_t len;
	bool ok;

	if (f)
		text = read_all(f, &len);
	if (!text)
		*err = file_error(path, strerror(errno));
	if (f)
		fclose(f);
	if (!text)
		return false;
	ok = add_text(m, path, text, len, err);
	free(text);
	return ok;
}

static const struct fact *find(const struct model *m, const char *name, size_t len,
			       enum role role)
{
	return lookup(m, name, len, role)->first;
}

const struct fact *model_find(const struct model *m, const char *name, enum role role)
{
	return find(m, name, model_name_len(name, strlen(name)), role);
}

const struct fact *model_find_field(const struct model *m, const char *record,
				    const char *field, enum role role)
{
	char name[1024];
	size_t r = strlen(record), l = strlen(field);

	/* no fact has a name that long: names come from lines of limited length */
	if (r + l + 2 > sizeof(name))
		return NULL;
	memcpy(name, record, r);
	name[r] = '.';
	memcpy(name + r + 1, field, l + 1);
	return find(m, name, r + 1 + l, role);
}

bool model_knows(const struct model *m, const char *name)
{
	static const enum role of_functions[] = {
		ROLE_SINK, ROLE_SETUP, ROLE_BOUNCE, ROLE_ALLOC, ROLE_FREE, ROLE_RETURNS,
		ROLE_COPY, ROLE_GUARD, ROLE_MASK, ROLE_DMA, ROLE_URB, ROLE_LINEAR, ROLE_SG_ENTRY,
		ROLE_SG_SINK, ROLE_COMPLETION, ROLE_IRQS,
		ROLE_SG_REQUEST, ROLE_MAPPING,
	};
	size_t len = model_name_len(name, strlen(name));
	uint64_t h = hash_name(name, len);

	for (size_t i = 0; i < sizeof(of_functions) / sizeof(*of_functions); i++)
		if (slot_of(m, h, name, len, of_functions[i])->first)
			return true;
	return false;
}

const struct fact *const *model_all(const struct model *m, unsigned *n)
{
	*n = (unsigned)m->n_all;
	return m->all;
}
