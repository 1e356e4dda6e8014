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
