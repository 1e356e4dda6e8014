// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * symval_urb.c - what the unit puts into the members of its URBs.
 *
 * The record is the kernel's and every driver's, so a plain join over the unit
 * would mix its URBs.  They are told apart where that is certain: two results
 * of one allocating function, or the completion handler that an URB was filled
 * with.
 */
#include <string.h>
#include "symval.h"

struct fill {				/* usb_fill_bulk_urb() and the like */
	uint32_t func, insn;
	const struct fact *fact;
};

struct sym_urbs {
	size_t n, cap;
	struct fill *fills;
	uint8_t *owned;			/* by record: 0 not asked yet, 1 no, 2 yes */
};

static const struct fact *data_member(const struct solver *s, struct step st)
{
	const struct fact *fact = field_fact(s, st, ROLE_FIELD_SINK);

	return fact && !strcmp(fact->text[KEY_WHAT], "data") ? fact : NULL;
}

/* The member of the buffer among those of the same record. */
static const struct fact *buffer_fact(const struct solver *s, uint32_t record)
{
	const struct fact *fact = NULL;

	for (uint32_t i = 0; i < s->u->records[record].n_fields && !fact; i++)
		fact = data_member(s, (struct step){ record, i });
	return fact;
}

void sym_urb_init(struct solver *s)
{
	struct sym_urbs *u = arena_new_array(s->a, struct sym_urbs, 1);

	s->sym_urbs = u;
	u->owned = arena_new_array(s->a, uint8_t, s->u->n_records + 1);
	for (uint32_t id = 0; id < s->u->n_funcs; id++) {
		const struct func *fn = &s->u->funcs[id];

		for (uint32_t i = 0; func_solved(s, id) && i < fn->n_insns; i++) {
			const struct fact *fact = call_fact(s, &fn->insns[i], ROLE_SINK);
			struct fill fill = { id, i, fact };

			if (fact && fact->num[KEY_URB] >= 0 && fact->num[KEY_BUF] >= 0)
				VEC_PUSH(s->a, u->fills, u->n, u->cap, fill);
		}
	}
}

bool sym_urb_member(struct solver *s, struct step st)
{
	uint8_t *owned = &s->sym_urbs->owned[st.record];

	if (!*owned)
		*owned = !field_joinable(s, st) && buffer_fact(s, st.record) ? 2 : 1;
	return *owned == 2;
}

/* Can these be the same URB? */
static bool may_be(struct solver *s, const struct symset *a, const struct symset *b)
{
	struct symset x = sym_sources(s, a), y = sym_sources(s, b);

	if (x.open || y.open || !x.n || !y.n)
		return true;
	for (unsigned i = 0; i < x.n; i++)
		for (unsigned k = 0; k < y.n; k++) {
			const struct sym *p = x.v[i], *q = y.v[k];
			const struct insn *c, *d;

			if (p->kind == SYM_CONST || q->kind == SYM_CONST)
				continue;	/* NULL is nobody's URB */
			if (p->kind != SYM_CALL || q->kind != SYM_CALL || p == q)
				return true;
			c = &s->fx[p->func].fn->insns[p->id];
			d = &s->fx[q->func].fn->insns[q->id];
			if (c == d || c->fn == NONE || c->fn != d->fn)
				return true;
		}
	return false;
}

static struct symset arg_set(struct solver *s, const struct fill *fill, int64_t arg)
{
	struct fx *f = &s->fx[fill->func];
	const struct insn *in = &f->fn->insns[fill->insn];

	if (arg < 0 || arg >= in->n_args)
		return (struct symset){ .open = true };
	return sym_eval(f, in->args[arg]);
}

static bool passes_func(struct solver *s, const struct fill *fill, uint32_t func)
{
	struct fx *f = &s->fx[fill->func];
	const struct insn *in = &f->fn->insns[fill->insn];

	for (uint32_t i = 0; i < in->n_args; i++) {
		if (fx_func(f, in->args[i]) == func)
			return true;
	}
	return false;
}

/* Is func called in no other way than as the handler of URBs filled here? */
static bool only_handler(struct solver *s, uint32_t func, uint32_t record)
{
	bool filled = false;
	struct step st;
	size_t at = 0;

	if (s->callers[func].n || (s->u->funcs[func].flags & FUNC_GLOBAL))
		return false;
	while (slot_of_func(s, func, &at, &st))
		if (st.record == record)
			return false;
	for (size_t i = 0; i < s->sym_urbs->n; i++)
		filled |= passes_func(s, &s->sym_urbs->fills[i], func);
	return filled;
}

/* The URBs that x can be a member of; open: any. */
static struct symset bases(struct solver *s, const struct sym *x)
{
	struct symset r = { 0 };

	if (!x->a)
		return (struct symset){ .open = true };
	if (x->a->kind != SYM_PARAM || !only_handler(s, x->a->func, x->st.record)) {
		symset_add(&r, x->a);
		return r;
	}
	for (size_t i = 0; i < s->sym_urbs->n; i++) {
		const struct fill *fill = &s->sym_urbs->fills[i];
		struct symset urb;

		if (!passes_func(s, fill, x->a->func))
			continue;
		urb = arg_set(s, fill, fill->fact->num[KEY_URB]);
		symset_join(&r, &urb);
	}
	return r;
}

static void add_fills(struct solver *s, const struct sym *x, const struct symset *urbs,
		      struct symset *out)
{
	const struct record *rec = &s->u->records[x->st.record];
	const char *name = rec->fields[x->st.field].name;
	const struct fact *buffer = buffer_fact(s, x->st.record);
	bool data = data_member(s, x->st) != NULL;
	bool handler = x->a && x->a->kind == SYM_PARAM &&
		       only_handler(s, x->a->func, x->st.record);

	if (!data && (!buffer->text[KEY_LEN] || strcmp(buffer->text[KEY_LEN], name)))
		return;
	for (size_t i = 0; i < s->sym_urbs->n; i++) {
		const struct fill *fill = &s->sym_urbs->fills[i];
		struct symset urb = arg_set(s, fill, fill->fact->num[KEY_URB]), got;

		if (handler ? !passes_func(s, fill, x->a->func) : !may_be(s, &urb, urbs))
			continue;
		got = arg_set(s, fill, fill->fact->num[data ? KEY_BUF : KEY_LEN]);
		symset_join(out, &got);
	}
}

void sym_urb_stored(struct solver *s, const struct sym *x, struct symset *out)
{
	const struct field_info *fi = field_get(s, x->st);
	struct symset urbs;

	if (s->depth > 4 || !fi || fi->opaque) {
		out->open = true;
		return;
	}
	s->depth++;
	urbs = bases(s, x);
	add_fills(s, x, &urbs, out);
	for (size_t i = 0; i < fi->n; i++) {
		const struct store_ref *ref = &fi->stores[i];
		struct symset got = { .open = true }, base = { .open = true };
		const struct sym *b = NULL;

		if (ref->func != NONE && sym_store(s, ref, &got, &b) && b)
			base = (struct symset){ .n = 1, .v = { b } };
		if (may_be(s, &base, &urbs))
			symset_join(out, &got);
	}
	s->depth--;
}

bool sym_urb_same(struct solver *s, const struct sym *x, const struct symset *urb)
{
	struct symset urbs = bases(s, x);

	return may_be(s, &urbs, urb);
}

bool sym_urb_known(struct solver *s, const struct sym *x)
{
	struct symset urbs;

	if (x->kind != SYM_FIELD || !sym_urb_member(s, x->st))
		return false;
	urbs = bases(s, x);
	urbs = sym_sources(s, &urbs);
	if (urbs.open || !urbs.n)
		return false;
	for (unsigned i = 0; i < urbs.n; i++)
		if (urbs.v[i]->kind != SYM_CALL && urbs.v[i]->kind != SYM_CONST)
			return false;
	return true;
}

bool sym_urb_carries(struct solver *s, const struct sym *x, const struct symset *mem)
{
	struct symset urbs = bases(s, x);

	for (size_t i = 0; i < s->sym_urbs->n; i++) {
		const struct fill *fill = &s->sym_urbs->fills[i];
		struct symset urb = arg_set(s, fill, fill->fact->num[KEY_URB]);
		struct symset buf = arg_set(s, fill, fill->fact->num[KEY_BUF]);

		if (!may_be(s, &urb, &urbs))
			continue;
		buf = sym_sources(s, &buf);
		for (unsigned k = 0; k < buf.n; k++)
			for (unsigned m = 0; m < mem->n; m++)
				if (buf.v[k] == mem->v[m])
					return true;
	}
	return false;
}
