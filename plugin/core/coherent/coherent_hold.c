// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_hold.c - which variables, and which member, can hold the pointer that a
 * walk is about.  A pointer has MAX_HOLDERS at most; with more it is given up.
 */
#include "coherent.h"

bool coh_holds(const struct coh_walk *w, uint64_t state, uint32_t value)
{
	uint32_t h = w->holder[coh_root(w->f, value)];

	return h && (state & HOLDER(h - 1));
}

bool coh_holds_operand(const struct coh_walk *w, uint64_t state, struct operand o)
{
	return o.kind == OPND_VALUE && coh_holds(w, state, o.value);
}

void coh_add_holder(struct coh_walk *w, uint32_t value)
{
	if (value == NONE || w->holder[value])
		return;
	if (w->n_holders == MAX_HOLDERS)
		w->off = true;
	else
		w->holder[value] = (uint8_t)++w->n_holders;
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

static bool carries(const struct coh_walk *w, struct operand o)
{
	return o.kind == OPND_VALUE && w->holder[coh_root(w->f, o.value)];
}

/* Phis, and loads of the member; one round more for each phi behind a load. */
void coh_find_holders(struct coh_walk *w)
{
	const struct func *fn = w->f->fn;
	uint32_t before;

	do {
		before = w->n_holders;
		for (uint32_t n = 0; n < fn->n_insns && !w->off; n++) {
			const struct insn *in = &fn->insns[n];

			if (in->op == OP_STORE && carries(w, in->a) && w->alloc)
				coh_take_member(w, &in->place);
			if (in->op == OP_LOAD && w->cell != NONE &&
			    cell_place(w->f, &in->place) == w->cell)
				coh_add_holder(w, in->result);
			for (uint32_t i = 0; in->op == OP_PHI && i < in->n_args; i++)
				if (carries(w, in->args[i]))
					coh_add_holder(w, in->result);
		}
		if (!fx_work(w->f, fn->n_insns))
			w->off = true;
	} while (before != w->n_holders && !w->off);
}
