// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_index.c - the events of all URBs of a function, by instruction.  Made when all
 * events are known.
 */
#include "urb.h"

struct urb_index {
	uint32_t *first;		/* insn -> its first in v; one more at the end */
	struct urb_at *v;
};

static struct urb_index *index_of(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];
	struct urb_index *x = us->index;
	uint32_t sum = 0, n_insns = f->fn->n_insns;

	if (x)
		return x;
	x = us->index = arena_new_array(f->s->a, struct urb_index, 1);
	x->first = arena_new_array(f->s->a, uint32_t, n_insns + 2);
	for (size_t i = 0; i < us->n; i++)
		for (size_t k = 0; us->v[i]->same == i && k < us->v[i]->n; k++)
			x->first[us->v[i]->v[k].insn + 1]++;
	for (uint32_t n = 0; n <= n_insns; n++)
		sum = x->first[n + 1] += sum;
	x->v = arena_new_array(f->s->a, struct urb_at, sum + 1);
	for (size_t i = 0; i < us->n; i++)
		for (size_t k = 0; us->v[i]->same == i && k < us->v[i]->n; k++) {
			struct urb_at at = { (uint32_t)i, (uint32_t)k };

			x->v[x->first[us->v[i]->v[k].insn]++] = at;
		}
	for (uint32_t n = n_insns + 1; n > 0; n--)	/* filling has moved each on */
		x->first[n] = x->first[n - 1];
	x->first[0] = 0;
	return x;
}

const struct urb_at *urb_events_at(struct fx *f, uint32_t insn, size_t *n)
{
	const struct urb_index *x = index_of(f);

	*n = x->first[insn + 1] - x->first[insn];
	return &x->v[x->first[insn]];
}
