// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * completions.c - which functions of the unit are completion handlers, and where
 * an URB gets them: at a fill, at a store, or at a call of a helper that does
 * either with its parameter.
 */
#include "solve_int.h"

/* The functions that `o` can be at this call or store; a helper's callers name them. */
static void add_handlers(struct fx *f, uint32_t insn, struct operand o, unsigned depth)
{
	struct solver *s = f->s;
	const struct insn *in = fx_def(f, o);
	struct handler h = { .in_func = f->id, .insn = insn };
	struct completions *c = s->completions;
	uint32_t root;

	while (in && in->op == OP_COPY)
		in = fx_def(f, in->a);
	if (in && in->op == OP_FUNC) {
		h.func = in->fn;
		VEC_PUSH(s->a, c->v, c->n, c->cap, h);
		return;
	}
	root = o.kind == OPND_VALUE ? fx_copy_root(f, o.value) : NONE;
	if (root == NONE || f->param_of[root] < 0 || depth > 2)
		return;
	for (size_t i = 0; i < s->callers[f->id].n; i++) {
		const struct caller *k = &s->callers[f->id].v[i];
		struct fx *g = &s->fx[k->func];
		uint32_t arg = (uint32_t)f->param_of[root];

		if (arg < g->fn->insns[k->insn].n_args)
			add_handlers(g, k->insn, g->fn->insns[k->insn].args[arg], depth + 1);
	}
}

static void find_handlers(struct solver *s, struct fx *f)
{
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *fact = call_fact(s, in, ROLE_COMPLETION);

		if (fact && fact->num[KEY_ARG] < in->n_args)
			add_handlers(f, n, in->args[fact->num[KEY_ARG]], 0);
		if (in->op == OP_STORE && in->a.kind == OPND_VALUE &&
		    place_fact(s, &in->place, ROLE_COMPLETION_FIELD))
			add_handlers(f, n, in->a, 0);
	}
}

const struct completions *completions(struct solver *s)
{
	if (s->completions)
		return s->completions;
	s->completions = arena_new_array(s->a, struct completions, 1);
	for (uint32_t i = 0; i < s->n_order; i++)
		find_handlers(s, &s->fx[s->order[i]]);
	return s->completions;
}

const struct handler *handler_of(struct solver *s, uint32_t func)
{
	const struct completions *c = completions(s);

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].func == func)
			return &c->v[i];
	return NULL;
}
