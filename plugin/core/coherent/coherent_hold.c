// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_hold.c - which variables, and which member, can hold the pointer that a
 * walk is about.  A pointer has MAX_HOLDERS at most; with more it is given up.
 */
#include "coherent.h"

bool coh_holds(const struct coh_walk *w, uint64_t state, uint32_t value)
{
	uint32_t h = w->holders->in[coh_root(w->f, value)];

	return h && (state & HOLDER(h - 1));
}

bool coh_holds_operand(const struct coh_walk *w, uint64_t state, struct operand o)
{
	return o.kind == OPND_VALUE && coh_holds(w, state, o.value);
}

void coh_add_holder(struct coh_walk *w, uint32_t value)
{
	if (value == NONE || w->holders->in[value])
		return;
	if (w->holders->n == MAX_HOLDERS) {
		w->off = true;
		return;
	}
	set_add(w->f, w->holders, value, (uint8_t)(w->holders->n + 1));
	set_add(w->f, w->derived, value, 1);
}

bool coh_of_member(const struct coh_walk *w, const struct place *p)
{
	const struct step *last = p->n_path ? &p->path[p->n_path - 1] : NULL;

	return last && w->st.record == last->record && w->st.field == last->field;
}

/* The values that the member's place is computed from: when they change, so does it. */
static void note_base(struct coh_walk *w, const struct place *p)
{
	uint32_t v = p->id;

	for (unsigned i = 0; p->base == BASE_VALUE && i < MAX_BASE; i++) {
		const struct insn *in = fx_def_value(w->f, v = fx_copy_root(w->f, v));

		w->base[w->n_base++] = v;
		if (!in)
			return;
		if (in->op == OP_LOAD || in->op == OP_ADDR) {
			p = &in->place;
			v = p->id;
		} else if (in->op == OP_BIN && in->a.kind == OPND_VALUE) {
			v = in->a.value;
		} else {
			return;
		}
	}
}

void coh_take_member(struct coh_walk *w, const struct place *p)
{
	if (w->cell != NONE || w->st.record != NONE)
		return;
	w->cell = cell_place(w->f, p);
	w->indexed = p->indexed;
	if (p->n_path)
		w->st = p->path[p->n_path - 1];
	note_base(w, p);
}

/* The first store of the pointer is to the member that keeps it. */
static void spread(struct coh_walk *w, uint32_t value, uint32_t n, uint32_t *stored)
{
	const struct insn *in = &w->f->fn->insns[n];

	switch (in->op) {
	case OP_COPY:
	case OP_ADDR:
		set_add(w->f, w->derived, in->result, 1);
		break;
	case OP_BIN:
		if (in->bin == BIN_ADD && in->a.kind == OPND_VALUE && in->a.value == value)
			set_add(w->f, w->derived, in->result, 1);
		break;
	case OP_PHI:
		coh_add_holder(w, in->result);
		break;
	case OP_STORE:
		if (w->alloc && in->a.kind == OPND_VALUE && in->a.value == value && n < *stored)
			*stored = n;
		break;
	default:
		break;
	}
}

static void add_loads(struct coh_walk *w)
{
	const struct func *fn = w->f->fn;

	if (w->cell == NONE)
		return;
	for (uint32_t n = 0; n < fn->n_insns; n++)
		if (fn->insns[n].op == OP_LOAD && cell_place(w->f, &fn->insns[n].place) == w->cell)
			coh_add_holder(w, fn->insns[n].result);
	fx_work(w->f, fn->n_insns / 16);
}

/* Phis, and loads of the member. */
void coh_find_holders(struct coh_walk *w)
{
	uint32_t stored = NONE;
	bool loads = false;
	size_t i = 0;

	do {
		for (; i < w->derived->n && !w->off; i++) {
			uint32_t v = w->derived->v[i];
			size_t n;
			const uint32_t *at = uses_of(w->f, v, &n);

			for (size_t k = 0; k < n; k++)
				spread(w, v, at[k], &stored);
		}
		if (stored != NONE)
			coh_take_member(w, &w->f->fn->insns[stored].place);
		if (!loads)
			add_loads(w);
		loads = true;
		w->off |= w->f->gave_up;
	} while (i < w->derived->n && !w->off);
}

/* ---- what the walk has to look at ---- */

/* Where this value gets its number: it is another one then. */
static void note_def(struct coh_walk *w, uint32_t value)
{
	struct fx *f = w->f;
	uint32_t n = f->def[value];

	if (n == NONE)
		return;
	if (f->fn->insns[n].op == OP_PHI)
		set_add(f, w->phis, f->block_of[n], 1);
	else
		path_note(f, n);
}

/* All that happens to an URB that gets the pointer. */
static void note_urbs(struct coh_walk *w, uint32_t insn)
{
	struct urbs *us = &w->f->s->urbs->of[w->f->id];
	size_t n;
	const struct urb_at *at = urb_events_at(w->f, insn, &n);

	for (size_t i = 0; i < n; i++) {
		const struct urb *u = us->v[at[i].urb];

		if (u->v[at[i].event].op != UE_FILL || u->v[at[i].event].buf_where != w->f)
			continue;
		for (size_t k = 0; k < u->n; k++)
			path_note(w->f, u->v[k].insn);
		fx_work(w->f, 1 + (unsigned)u->n / 16);
	}
}

/* What changes the member that keeps the pointer. */
static void note_member(struct coh_walk *w)
{
	const struct func *fn = w->f->fn;

	if (w->cell == NONE && w->st.record == NONE)
		return;
	for (uint32_t n = 0; n < fn->n_insns; n++) {
		const struct insn *in = &fn->insns[n];

		if (in->op == OP_STORE ? coh_of_member(w, &in->place) ||
					 cell_place(w->f, &in->place) == w->cell :
		    in->op == OP_CALL && w->st.record != NONE &&
					 coh_call_stores(w->f, in, w->st))
			path_note(w->f, n);
	}
	fx_work(w->f, fn->n_insns / 16);
	for (unsigned i = 0; i < w->n_base; i++)
		note_def(w, w->base[i]);
}

/* Only what can change the state is looked at; the rest of the function costs nothing. */
void coh_note_all(struct coh_walk *w)
{
	struct fx *f = w->f;

	path_note(f, w->start);
	for (size_t i = 0; i < w->derived->n; i++) {
		size_t n;
		const uint32_t *at = uses_of(f, w->derived->v[i], &n);

		for (size_t k = 0; k < n; k++) {
			enum insn_op op = f->fn->insns[at[k]].op;

			if (op != OP_PHI && op != OP_COND && op != OP_RET && op != OP_COPY)
				path_note(f, at[k]);
			note_urbs(w, at[k]);
		}
	}
	for (size_t i = 0; i < w->holders->n; i++)
		note_def(w, w->holders->v[i]);
	note_member(w);
}
