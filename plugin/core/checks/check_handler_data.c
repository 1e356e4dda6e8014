// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_handler_data.c - completion handlers that read what arrived, and look at neither
 * the URB's status nor at how much that was.
 */
#include "flight.h"

/* Is every URB that gets this handler one that receives? */
static bool only_receives(struct solver *s, uint32_t handler)
{
	bool any = false;

	for (uint32_t i = 0; i < s->n_order; i++) {
		const struct urbs *us = &s->urbs->of[s->order[i]];

		for (size_t k = 0; k < us->n; k++)
			for (size_t e = 0; us->v[k]->same == k && e < us->v[k]->n; e++) {
				const struct urb_event *ev = &us->v[k]->v[e];

				if (ev->op != UE_FILL || ev->complete != handler)
					continue;
				if (fill_dir(ev) != DIR_IN)
					return false;
				any = true;
			}
	}
	return any;
}

/* Is the URB handed to somebody who may ask in its place? */
static bool handed_on(struct fx *f, const struct insn *in)
{
	if (in->op != OP_CALL || call_roles(f->s, in) & (ROLE_BIT(URB) | ROLE_BIT(RETURNS)))
		return false;
	for (uint32_t i = 0; i < in->n_args; i++)
		if (in->args[i].kind == OPND_VALUE &&
		    f->param_of[fx_copy_root(f, in->args[i].value)] == 0)
			return true;
	return false;
}

/* Does the function ask how the transfer ended, or can somebody else have asked for it? */
static bool asks(struct fx *f)
{
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (handed_on(f, in))
			return true;
		for (uint32_t i = 0; (in->op == OP_LOAD || in->op == OP_ADDR) &&
				     i < in->place.n_path; i++)
			if (urb_member(f->s, in->place.path[i]) == UW_OUTCOME)
				return true;
	}
	return false;
}

/* The instruction that reads the buffer behind `value`, or NONE. */
static uint32_t first_read(struct fx *f, uint32_t value)
{
	for (uint32_t n = f->def[value] + 1; n < f->fn->n_insns && fx_work(f, 1); n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *copy = call_fact(f->s, in, ROLE_COPY);
		int64_t src = copy ? copy->num[KEY_SRC] : -1;

		if (in->op == OP_LOAD && in->place.base == BASE_VALUE &&
		    fx_root(f, in->place.id) == value)
			return n;
		if (src >= 0 && src < in->n_args && in->args[src].kind == OPND_VALUE &&
		    fx_root(f, in->args[src].value) == value)
			return n;
	}
	return NONE;
}

static void check_handler(struct fx *f)
{
	struct solver *s = f->s;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		uint32_t at;
		struct finding *d;

		if (in->op != OP_LOAD || urb_what(s, &in->place) != UW_BUFFER ||
		    in->place.base != BASE_VALUE ||
		    f->param_of[fx_copy_root(f, in->place.id)] != 0)
			continue;
		at = first_read(f, fx_copy_root(f, in->result));
		if (at == NONE)
			continue;
		d = finding_new(f, RULE_in_data_unchecked, at, call_name(s, &f->fn->insns[at]));
		d->subject = "transfer_buffer";
		d->message = text(s, "%s() reads 'transfer_buffer' and looks at neither 'status' "
				     "nor 'actual_length': the transfer may have failed",
				  f->fn->name);
		finding_event(s, d, d->loc, "read here");
		finding_put(s, d);
		return;
	}
}

void check_handler_data(struct solver *s)
{
	if (!s->cfg->on[RULE_in_data_unchecked] || !s->urbs->any)
		return;
	for (uint32_t i = 0; i < s->n_order; i++) {
		uint32_t fn = s->order[i];

		if (handler_of(s, fn) && s->u->funcs[fn].n_params && !s->callers[fn].n &&
		    !asks(&s->fx[fn]) && only_receives(s, fn))
			check_handler(&s->fx[fn]);
	}
}
