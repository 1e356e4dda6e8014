// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_attr.c - the key=value lists of the text form of facts.
 *
 * Any order, each key at most once, an unknown key is an error.
 */
#include "arena.h"
#include "facts_lex.h"

#include <stdio.h>

static bool get_flags(struct reader *r, const struct attr *a)
{
	uint32_t *flags = a->to;
	unsigned bit;

	do {
		if (!get_choice(r, a->words, 32, "a flag", &bit))
			return false;
		*flags |= 1u << bit;
	} while (take(r, ','));
	return true;
}

static bool get_ids(struct reader *r, struct id_list *l)
{
	uint32_t id;

	do {
		if (!get_id(r, &id))
			return false;
		VEC_PUSH(r->u->arena, l->ids, l->n, l->cap, id);
	} while (take(r, ','));
	return true;
}

static bool get_names(struct reader *r, const char ***names)
{
	size_t n = 0, cap = 0;
	const char **list = NULL, *s;
	char c = peek(r);

	if (c && c != '@' && c != '~' && c != '\n') {
		do {
			if (!get_name(r, &s))
				return false;
			VEC_PUSH(r->u->arena, list, n, cap, s);
		} while (take(r, ','));
	}
	VEC_PUSH(r->u->arena, list, n, cap, NULL);
	*names = list;
	return true;
}

/* FILE:LINE:COL behind the @ or ~; a file nobody knows is a dash. */
static bool get_loc(struct reader *r, struct loc *l)
{
	uint32_t file;

	if (!take(r, '-')) {
		if (!get_id(r, &file))
			return false;
		if (file >= r->n_files)
			return fault(r, "no file %u: file lines come first", file);
		l->file = r->files[file];
	}
	return need(r, ':') && get_u32(r, &l->line) && need(r, ':') && get_u32(r, &l->col);
}

static bool get_value(struct reader *r, const struct attr *a)
{
	unsigned cls;

	if (a->type == AT_LOC)
		return get_loc(r, a->to);
	if (a->type == AT_BARE) {
		*(bool *)a->to = true;
		return true;
	}
	if (!need(r, '='))
		return false;
	switch (a->type) {
	case AT_U32:
		return get_u32(r, a->to);
	case AT_ID:
		return get_id(r, a->to);
	case AT_SIZE:
		return get_size(r, a->to);
	case AT_FLAGS:
		return get_flags(r, a);
	case AT_IDS:
		return get_ids(r, a->to);
	case AT_NAMES:
		return get_names(r, a->to);
	default:			/* AT_CLASS */
		if (!get_choice(r, class_words, N_CLASSES, "a type class", &cls))
			return false;
		*(enum type_class *)a->to = (enum type_class)cls;
		return true;
	}
}

/* The next key as an index in attrs, or n. */
static unsigned find_attr(struct reader *r, const struct attr *attrs, unsigned n)
{
	struct token key;
	unsigned i;

	skip_blanks(r);
	key.s = r->p;
	if (take(r, '@') || take(r, '~'))
		key.len = 1;
	else if (!get_word(r, &key, "key=value"))
		return n;
	for (i = 0; i < n; i++)
		if (token_is(&key, attrs[i].key))
			return i;
	r->p = key.s;
	return n;
}

bool get_attrs(struct reader *r, const struct attr *attrs, unsigned n, char close)
{
	unsigned seen = 0, i;

	while (close == '\n' ? !at_line_end(r) : !take(r, close)) {
		i = find_attr(r, attrs, n);
		if (i == n)
			return expected(r, close == ']' ? "size, class, record or ]" :
					"a key this line can have");
		if (seen & 1u << i)
			return fault(r, "%s is given twice", attrs[i].key);
		seen |= 1u << i;
		if (!get_value(r, &attrs[i]))
			return false;
	}
	for (i = 0; i < n; i++)
		if (attrs[i].needed && !(seen & 1u << i))
			return fault(r, "expected %s= in this line", attrs[i].key);
	return true;
}
