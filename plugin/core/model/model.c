// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model.c - the table of facts about kernel functions, fields and objects.
 *
 * The built-in table is constant data, made from rules/api.tab by plugin/gen.
 * A user's line takes the place of the built-in lines of its name and role;
 * user's files add to each other.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_int.h"

struct model {
	struct arena *arena;
	struct fact_index index;	/* the built-in one until a user's line comes */
	const struct fact *const *all;
	size_t n_all;
	bool own;			/* index and all are ours to write to */
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

/* From now on the table is a copy, room for n more facts in its list. */
static void own(struct model *m, size_t n)
{
	const struct fact **all = arena_new_array(m->arena, const struct fact *, m->n_all + n);

	if (m->n_all)
		memcpy(all, m->all, m->n_all * sizeof(*all));
	m->all = all;
	if (!m->own)
		index_copy(m->arena, &m->index);
	m->own = true;
}

/* The old list, then the user's, without what nobody can find any more. */
static void add_user_facts(struct model *m, const struct fact_list *list)
{
	const struct fact **all;
	size_t n = 0;

	own(m, list->n);
	all = (const struct fact **)m->all;
	for (size_t i = 0; i < list->n; i++) {
		index_add(m->arena, &m->index, list->v[i], true);
		all[m->n_all++] = list->v[i];
	}
	for (size_t i = 0; i < m->n_all; i++)
		if (index_find(&m->index, all[i]->name, strlen(all[i]->name),
			       all[i]->role)->user == (all[i]->file != model_built_in_name))
			all[n++] = all[i];
	m->n_all = n;
}

static bool add_text(struct model *m, const char *name, const char *text, size_t len, char **err)
{
	struct fact_list list = { 0 };

	if (!model_parse(m->arena, name, text, len, &list, err))
		return false;
	add_user_facts(m, &list);
	return true;
}

bool model_add_text(struct model *m, const char *name, const char *text, char **err)
{
	return add_text(m, name, text, strlen(text), err);
}

struct model *model_new(void)
{
	struct arena *a = arena_new();
	struct model *m = arena_new_array(a, struct model, 1);

	m->arena = a;
	m->index = model_built_in.index;
	m->all = model_built_in.all;
	m->n_all = model_built_in.n_all;
	return m;
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

const struct fact *model_find(const struct model *m, const char *name, enum role role)
{
	return index_find(&m->index, name, model_name_len(name, strlen(name)), role)->first;
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
	return index_find(&m->index, name, r + 1 + l, role)->first;
}

uint64_t model_roles(const struct model *m, const char *name)
{
	return index_find(&m->index, name, model_name_len(name, strlen(name)), OF_NAME)->roles;
}

uint64_t model_record_roles(const struct model *m, const char *record)
{
	return index_find(&m->index, record, strlen(record), OF_RECORD)->roles;
}

bool model_knows(const struct model *m, const char *name)
{
	return model_roles(m, name) & MODEL_OF_FUNCTIONS;
}

const struct fact *const *model_all(const struct model *m, unsigned *n)
{
	*n = (unsigned)m->n_all;
	return m->all;
}
