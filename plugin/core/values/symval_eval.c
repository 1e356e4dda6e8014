// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * symval_eval.c - which expressions an operand can stand for.
 *
 * Local variables and stores of the same function are followed as memory.c sees
 * them; a member is itself, to be expanded by what the unit stores there; a
 * helper's result and out-parameters are looked through.
 */
#include "symval.h"

#define MAX_DEPTH 24

struct symset sym_only(const struct sym *x)
{
	struct symset r = { 0 };

	symset_add(&r, x);
	return r;
}

static const struct sym *value_sym(struct fx *f, uint32_t value)
{
	return sym_get(f->s, (struct sym){ .kind = SYM_VALUE, .func = f->id, .id = value });
}

struct symset sym_cross(struct solver *s, enum bin_op op, const struct symset *a,
			   const struct symset *b)
{
	struct symset r = { .open = a->open || b->open };

	for (unsigned i = 0; i < a->n; i++)
		for (unsigned k = 0; k < b->n; k++)
			symset_add(&r, sym_bin(s, op, a->v[i], b->v[k]));
	return r;
}

static struct symset eval(struct fx *f, struct operand o, unsigned depth);

static struct symset plus(struct solver *s, const struct symset *a, int64_t off)
{
	struct symset by = sym_only(sym_const(s, off));

	return sym_cross(s, BIN_ADD, a, &by);
}

const struct sym *sym_call(struct solver *s, uint32_t func, uint32_t insn, uint32_t arg,
				  const struct sym *by)
{
	return sym_get(s, (struct sym){ .kind = SYM_CALL, .func = func, .id = insn, .arg = arg,
					.a = by });
}

struct symset sym_call_out(struct fx *f, uint32_t insn, uint32_t arg, int64_t off)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[insn];
	const struct fact *fact = call_fact(s, in, ROLE_ALLOC);
	struct symset r = { 0 };
	struct fx *g;

	if (fact && fact->num[KEY_HANDLE] == (int64_t)arg && !off)
		return sym_only(sym_call(s, f->id, insn, arg, NULL));
	r.open = true;
	if (in->fn == NONE || !func_solved(s, in->fn) || s->depth > 6)
		return r;
	g = &s->fx[in->fn];
	s->depth++;
	for (size_t i = 0; i < g->n_outs; i++) {
		const struct out_store *o = &g->outs[i];
		const struct insn *st = &g->fn->insns[o->insn];
		struct symset got, up;

		if (o->param != arg || o->off != off)
			continue;
		got = st->op == OP_STORE ? eval(g, st->a, 4) : sym_call_out(g, o->insn, o->arg, 0);
		r.open = r.n ? r.open : false;
		r.open |= got.open;
		for (unsigned k = 0; k < got.n; k++) {
			up = sym_at_call(s, got.v[k], g->id, f, insn);
			symset_join(&r, &up);
		}
	}
	s->depth--;
	return r;
}

/* dev->cfg = *cfg: the member of one record becomes that of another of its type. */
static bool same_record(const struct insn *in)
{
	return in->op == OP_COPYMEM && in->place.record != NONE &&
	       in->place.record == in->place2.record && in->place.cls == TC_RECORD;
}

static struct symset reach_set(struct fx *f, const struct reach *reach, const struct place *p,
			       unsigned depth)
{
	struct symset r = { .open = reach->opaque };

	for (size_t i = 0; i < reach->n; i++) {
		const struct reach_item *it = &reach->v[i];
		const struct insn *in = &f->fn->insns[it->insn];
		struct symset got = { .open = true };

		if (in->op == OP_STORE && !it->off)
			got = eval(f, in->a, depth + 1);
		else if (in->op == OP_CALL)
			got = sym_call_out(f, it->insn, it->call_arg, it->off);
		else if (same_record(in) && p->n_path)
			got = sym_only(sym_field(f, p, depth));
		symset_join(&r, &got);
	}
	return r;
}

const struct sym *sym_field(struct fx *f, const struct place *p, unsigned depth)
{
	struct solver *s = f->s;
	struct sym x = { .kind = SYM_FIELD, .st = p->path[p->n_path - 1] };
	struct symset base;

	if (p->base == BASE_OBJECT) {
		x.a = sym_get(s, (struct sym){ .kind = SYM_OBJECT, .id = p->id });
	} else if (!p->indexed) {
		struct operand o = { .kind = OPND_VALUE, .value = p->id };

		base = eval(f, o, depth + 1);
		if (base.n == 1 && !base.open)
			x.a = base.v[0];
	}
	return sym_get(s, x);
}

static struct symset eval_load(struct fx *f, uint32_t insn, unsigned depth)
{
	const struct insn *in = &f->fn->insns[insn];
	const struct place *p = &in->place;
	struct reach reach = { .entry = true };
	int64_t off = p->off;
	struct symset r = { 0 }, base;
	uint32_t object = NONE;

	if (p->base == BASE_OBJECT) {
		object = p->id;
	} else {
		struct operand o = { .kind = OPND_VALUE, .value = p->id };
		const struct sym *b;

		base = eval(f, o, depth + 1);
		b = base.n == 1 && !base.open ? sym_base(base.v[0], &off) : NULL;
		if (b && b->kind == SYM_OBJECT) {
			object = b->id;
			off += p->off;
		}
	}
	if (object != NONE && f->s->u->objects[object].kind <= OBJ_PARAM) {
		if (p->indexed)
			return sym_only(value_sym(f, in->result));
		reach = memory_object(f, object, off, insn);
		r = reach_set(f, &reach, p, depth);
		if (reach.entry)
			symset_add(&r, value_sym(f, in->result));
		return r;
	}
	if (p->base == BASE_VALUE && !p->indexed) {
		struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };
		int64_t at = p->off;
		uint32_t root = memory_root(f, p->id, &at);

		reach = memory_deref(f, root, at, st, insn);
		if (reach.n) {
			r = reach_set(f, &reach, p, depth);
			if (!reach.entry && !reach.opaque)
				return r;
			r.open = false;		/* the member stands for what is not seen */
		}
	}
	symset_add(&r, p->n_path ? sym_field(f, p, depth) : value_sym(f, in->result));
	return r;
}

static struct symset eval_call(struct fx *f, uint32_t insn, unsigned depth)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[insn];
	const struct fact *fact = call_fact(s, in, ROLE_RETURNS);
	const struct sym *self = sym_call(s, f->id, insn, NONE, NULL);
	struct symset r = { 0 };
	struct fx *g;

	if (fact && !fact->text[KEY_OFF] && fact->num[KEY_ARG] >= 0 &&
	    fact->num[KEY_ARG] < in->n_args)
		return eval(f, in->args[fact->num[KEY_ARG]], depth + 1);
	if (in->fn == NONE || !func_solved(s, in->fn) || s->depth > 5)
		return sym_only(self);
	g = &s->fx[in->fn];
	s->depth++;
	for (uint32_t i = 0; i < g->fn->n_insns; i++) {
		struct symset got, up;

		if (g->fn->insns[i].op != OP_RET)
			continue;
		got = eval(g, g->fn->insns[i].a, depth + 4);
		r.open |= got.open;
		for (unsigned k = 0; k < got.n; k++) {
			up = sym_at_call(s, got.v[k], g->id, f, insn);
			symset_join(&r, &up);
		}
	}
	s->depth--;
	return r.open || !r.n ? sym_only(self) : r;
}

/* A cast to a narrower type: constants lose their high bits, the rest is as it was. */
static struct symset narrow(struct fx *f, uint32_t value, struct symset in)
{
	const struct value *v = &f->fn->values[value];
	struct symset r = { .open = in.open };
	uint64_t mask;

	if (v->cls != TC_INT || !v->bits || v->bits >= 64)
		return in;
	mask = (UINT64_C(1) << v->bits) - 1;
	for (unsigned i = 0; i < in.n; i++) {
		uint64_t c = (uint64_t)in.v[i]->num & mask;

		if (in.v[i]->kind != SYM_CONST) {
			symset_add(&r, in.v[i]);
			continue;
		}
		if (!(v->flags & VALUE_UNSIGNED) && c >> (v->bits - 1))
			c |= ~mask;
		symset_add(&r, sym_const(f->s, (int64_t)c));
	}
	return r;
}

static struct symset eval_addr(struct fx *f, const struct insn *in, unsigned depth)
{
	const struct place *p = &in->place;
	struct operand o = { .kind = OPND_VALUE, .value = p->id };
	struct symset base;

	if (p->indexed)
		return sym_only(value_sym(f, in->result));
	if (p->base == BASE_OBJECT)
		base = sym_only(sym_get(f->s, (struct sym){ .kind = SYM_OBJECT, .id = p->id }));
	else
		base = eval(f, o, depth + 1);
	return plus(f->s, &base, p->off);
}

static struct symset eval_insn(struct fx *f, uint32_t n, unsigned depth)
{
	const struct insn *in = &f->fn->insns[n];
	struct symset r = { 0 }, a, b;

	switch (in->op) {
	case OP_COPY:
		return narrow(f, in->result, eval(f, in->a, depth + 1));
	case OP_BIN:
		a = eval(f, in->a, depth + 1);
		b = eval(f, in->b, depth + 1);
		return narrow(f, in->result, sym_cross(f->s, in->bin, &a, &b));
	case OP_ADDR:
		return eval_addr(f, in, depth);
	case OP_LOAD:
		return eval_load(f, n, depth);
	case OP_CALL:
		return eval_call(f, n, depth);
	case OP_SELECT:
		r = eval(f, in->a, depth + 1);
		b = eval(f, in->b, depth + 1);
		symset_join(&r, &b);
		return r;
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args; i++) {
			b = eval(f, in->args[i], depth + 1);
			symset_join(&r, &b);
		}
		return r;
	default:
		return sym_only(value_sym(f, in->result));
	}
}

static struct symset eval(struct fx *f, struct operand o, unsigned depth)
{
	static const struct symset busy = { .open = true };
	struct symset r = { .open = true }, *keep;

	if (o.kind == OPND_INT)
		return sym_only(sym_const(f->s, o.num));
	if (o.kind != OPND_VALUE || !fx_work(f, 1))
		return r;
	if (f->param_of[o.value] >= 0)
		return sym_only(sym_get(f->s, (struct sym){ .kind = SYM_PARAM, .func = f->id,
							.id = (uint32_t)f->param_of[o.value] }));
	if (f->def[o.value] == NONE || depth > MAX_DEPTH)
		return r;
	if (!f->sym)
		f->sym = arena_new_array(f->s->a, const struct symset *, f->fn->n_values + 1);
	if (f->sym[o.value])
		return *f->sym[o.value];
	f->sym[o.value] = &busy;	/* a loop: open where it closes */
	r = eval_insn(f, f->def[o.value], depth);
	keep = arena_new_array(f->s->a, struct symset, 1);
	*keep = r;
	f->sym[o.value] = keep;
	return r;
}

struct symset sym_eval(struct fx *f, struct operand o)
{
	return eval(f, o, 0);
}
