// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * symval_expand.c - one step behind an expression: what the unit stores to a
 * member, what the callers of this file pass as a parameter.
 */
#include "symval.h"

#define MAX_CALLERS 16

struct symset sym_at_call(struct solver *s, const struct sym *x, uint32_t callee,
			  struct fx *caller, uint32_t call)
{
	const struct insn *in = &caller->fn->insns[call];
	struct symset a, b;
	struct sym y = *x;

	switch (x->kind) {
	case SYM_PARAM:
		if (x->func != callee)
			return sym_only(x);
		if (x->id < in->n_args)
			return sym_eval(caller, in->args[x->id]);
		return (struct symset){ .open = true };
	case SYM_FIELD:
		if (!x->a)
			return sym_only(x);
		a = sym_at_call(s, x->a, callee, caller, call);
		y.a = a.n == 1 && !a.open ? a.v[0] : NULL;
		return sym_only(sym_get(s, y));
	case SYM_BIN:
		a = sym_at_call(s, x->a, callee, caller, call);
		b = sym_at_call(s, x->b, callee, caller, call);
		return sym_cross(s, x->bin, &a, &b);
	case SYM_CALL:
		if (!x->a) {
			y.a = sym_call(s, caller->id, call, NONE, NULL);
		} else {
			a = sym_at_call(s, x->a, callee, caller, call);
			y.a = a.v[0];
		}
		return sym_only(sym_get(s, y));
	default:
		return sym_only(x);
	}
}

bool sym_store(struct solver *s, const struct store_ref *ref, struct symset *out,
	       const struct sym **base)
{
	struct fx *f = ref->func != NONE ? &s->fx[ref->func] : NULL;
	const struct insn *in = f ? &f->fn->insns[ref->insn] : NULL, *at = in;

	*base = NULL;
	if (!f) {
		if (s->u->inits[ref->insn].kind != INIT_INT)
			return false;
		*out = sym_only(sym_const(s, s->u->inits[ref->insn].value));
		return true;
	}
	if (ref->call_arg != NONE) {
		*out = sym_call_out(f, ref->insn, ref->call_arg, 0);
		at = fx_def(f, in->args[ref->call_arg]);
	} else {
		*out = sym_eval(f, in->a);
	}
	if (at && at->place.n_path)
		*base = sym_field(f, &at->place, 0)->a;
	return true;
}

static void add_stored(struct solver *s, const struct sym *x, struct symset *out)
{
	const struct field_info *fi = field_get(s, x->st);
	const struct sym *base;

	if (!fi || fi->opaque || !fi->n) {
		out->open = true;
		return;
	}
	for (size_t i = 0; i < fi->n; i++) {
		struct symset got = { 0 };

		got.open = !sym_store(s, &fi->stores[i], &got, &base);
		symset_join(out, &got);
	}
}

static void add_passed(struct solver *s, const struct sym *x, struct symset *out)
{
	const struct func *fn = &s->u->funcs[x->func];

	out->open |= (fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED)) || !s->callers[x->func].n ||
		     s->callers[x->func].n > MAX_CALLERS;
	for (size_t i = 0; i < s->callers[x->func].n && i < MAX_CALLERS; i++) {
		const struct caller *c = &s->callers[x->func].v[i];
		struct symset got = sym_at_call(s, x, x->func, &s->fx[c->func], c->insn);

		symset_join(out, &got);
	}
}

bool sym_expand(struct solver *s, const struct sym *x, struct symset *out)
{
	struct symset a = { 0 }, b = { 0 }, got, kept;
	bool in_a, in_b;

	switch (x->kind) {
	case SYM_FIELD:
		if (sym_urb_member(s, x->st))
			sym_urb_stored(s, x, out);
		else if (field_joinable(s, x->st))
			add_stored(s, x, out);
		else
			return false;
		return true;
	case SYM_PARAM:
		add_passed(s, x, out);
		return true;
	case SYM_BIN:
		in_a = sym_expand(s, x->a, &a);
		in_b = sym_expand(s, x->b, &b);
		if (!in_a && !in_b)
			return false;
		kept = sym_only(x->b);
		got = sym_cross(s, x->bin, &a, &kept);
		symset_join(out, &got);
		kept = sym_only(x->a);
		got = sym_cross(s, x->bin, &kept, &b);
		symset_join(out, &got);
		return true;
	default:
		return false;
	}
}
