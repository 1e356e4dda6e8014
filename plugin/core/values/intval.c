// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * intval.c - integers as known bits: enough to read a pipe's direction, a flag
 * word, a length that is zero or constant.  Sums of unknowns stay unknown.
 */
#include <stdlib.h>
#include "solve_int.h"

#define INT_DEPTH 40

struct intval int_const(int64_t c)
{
	return (struct intval){ .ones = (uint64_t)c, .zeros = ~(uint64_t)c, .may = (uint64_t)c,
				.max = c, .param = -1 };
}

/* Join at a meeting of ways; true when `to` changed. */
bool int_join(struct intval *to, struct intval v)
{
	struct intval old = *to;

	to->ones &= v.ones;
	to->zeros &= v.zeros;
	to->may |= v.may;
	if (v.max > to->max)
		to->max = v.max;
	if (v.param != to->param || v.ones != old.ones || v.zeros != old.zeros)
		to->param = -1;
	if (!to->macro)
		to->macro = v.macro;
	return old.ones != to->ones || old.zeros != to->zeros || old.max != to->max;
}

static int64_t upper(struct intval v)
{
	int64_t by_bits = (int64_t)~v.zeros;

	if (by_bits >= 0 && by_bits < v.max)
		return by_bits;
	return v.max;
}

static bool bounded(struct intval v)
{
	return v.max >= 0 && v.max < INT64_C(1) << 31;
}

/* Arithmetic knows constants and upper bounds only. */
static struct intval int_arith(enum bin_op op, struct intval a, struct intval b)
{
	struct intval r = INT_UNKNOWN;
	bool both = int_is_const(a) && int_is_const(b), bound = bounded(a) && bounded(b);
	int64_t x = (int64_t)a.ones, y = (int64_t)b.ones;

	switch (op) {
	case BIN_ADD:
		if (both)
			return int_const((int64_t)(a.ones + b.ones));
		r.max = bound ? a.max + b.max : INT64_MAX;
		return r;
	case BIN_SUB:
		return both ? int_const((int64_t)(a.ones - b.ones)) : r;
	case BIN_MUL:
		if (both)
			return int_const((int64_t)(a.ones * b.ones));
		r.max = bound ? a.max * b.max : INT64_MAX;
		return r;
	case BIN_DIV:
		return both && y > 0 ? int_const(x / y) : r;
	case BIN_MIN:
		if (both)
			return int_const(x < y ? x : y);
		r.max = a.max < b.max ? a.max : b.max;
		return r;
	case BIN_MAX:
		if (both)
			return int_const(x > y ? x : y);
		r.max = a.max > b.max ? a.max : b.max;
		return r;
	default:
		return r;
	}
}

/* Bits are followed one by one. */
static struct intval int_bin(enum bin_op op, struct intval a, struct intval b)
{
	struct intval r = INT_UNKNOWN;
	int64_t y = (int64_t)b.ones;

	r.macro = b.macro ? b.macro : a.macro;
	if ((op == BIN_OR || op == BIN_AND) && (int_is_const(a) || int_is_const(b)))
		r.param = int_is_const(b) ? a.param : b.param;
	switch (op) {
	case BIN_OR:
		r.ones = a.ones | b.ones;
		r.zeros = a.zeros & b.zeros;
		r.may = a.may | b.may;
		break;
	case BIN_AND:
		r.ones = a.ones & b.ones;
		r.zeros = a.zeros | b.zeros;
		r.may = a.may & b.may;
		break;
	case BIN_XOR:
		r.ones = (a.ones & b.zeros) | (a.zeros & b.ones);
		r.zeros = (a.ones & b.ones) | (a.zeros & b.zeros);
		break;
	case BIN_SHL:
		if (!int_is_const(b) || y < 0 || y > 63)
			break;
		r.ones = a.ones << y;
		r.zeros = (a.zeros << y) | ((UINT64_C(1) << y) - 1);
		r.may = a.may << y;
		break;
	case BIN_SHR:
		if (!int_is_const(b) || y < 1 || y > 63)
			break;
		r.ones = a.ones >> y;
		r.zeros = (a.zeros >> y) | ~(UINT64_MAX >> y);
		break;
	default:
		return int_arith(op, a, b);
	}
	r.may |= r.ones;
	r.max = upper(r);
	return r;
}

/* A cast to a narrower type keeps the low bits. */
static struct intval narrow(const struct value *val, struct intval v)
{
	uint64_t mask;

	if (val->cls != TC_INT || !val->bits || val->bits >= 64)
		return v;
	mask = (UINT64_C(1) << val->bits) - 1;
	if (val->flags & VALUE_UNSIGNED) {
		v.ones &= mask;
		v.may &= mask;
		v.zeros |= ~mask;
	} else if (int_is_const(v)) {
		const char *macro = v.macro;
		int param = v.param;

		if (v.ones & (UINT64_C(1) << (val->bits - 1)))
			v = int_const((int64_t)(v.ones | ~mask));
		else
			v = int_const((int64_t)(v.ones & mask));
		v.macro = macro;
		v.param = param;
	}
	if (!int_is_const(v))
		v.max = upper(v);
	return v;
}

static struct intval eval(struct fx *f, struct operand o, unsigned depth);

struct int_call {			/* the ways through g that one call of it can take */
	const struct fx *g;
	struct fx *caller;
	const struct insn *call;
};

/* if (cmd == GET) dir = USB_DIR_IN: taken with the arguments of the call asked about? */
static bool way_possible(struct fx *f, const struct insn *phi, uint32_t arg)
{
	const struct int_call *at = f->s->int_call;
	uint32_t b = f->block_of[phi - f->fn->insns];
	struct cond conds[MAX_CONDS];
	unsigned n;

	if (!at || at->g != f)
		return true;
	n = fx_conds(f, f->fn->blocks[b].preds[arg], conds, MAX_CONDS);
	return conds_possible(at->caller, at->call, conds, n);
}

static struct intval eval_phi(struct fx *f, const struct insn *in, unsigned depth)
{
	struct intval r = INT_UNKNOWN;
	bool any = false;

	for (uint32_t i = 0; i < in->n_args; i++) {
		struct intval v;

		if (!way_possible(f, in, i))
			continue;
		v = eval(f, in->args[i], depth + 8);
		if (any)
			int_join(&r, v);
		else
			r = v;
		any = true;
	}
	return r;
}

/* The integer that a function of this file returns. */
static struct intval func_int(struct solver *s, uint32_t fn)
{
	struct fx *f = &s->fx[fn];
	struct intval r = INT_UNKNOWN;
	const struct int_call *at = s->int_call;
	bool any = false;

	if (f->ret_int_done)
		return f->ret_int;
	if (f->ret_int_busy)
		return r;
	f->ret_int_busy = true;
	s->int_call = NULL;		/* what is kept is true of all calls */
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		struct intval v;

		if (f->fn->insns[i].op != OP_RET)
			continue;
		v = eval(f, f->fn->insns[i].a, 4);
		if (any)
			int_join(&r, v);
		else
			r = v;
		any = true;
	}
	s->int_call = at;
	f->ret_int_busy = false;
	f->ret_int_done = true;
	f->ret_int = r;
	return r;
}

static struct intval eval_load(struct fx *f, const struct insn *in, unsigned depth)
{
	const struct place *p = &in->place;
	struct intval r = INT_UNKNOWN;
	struct reach reach;

	if (p->base == BASE_OBJECT && f->s->u->objects[p->id].kind <= OBJ_PARAM && !p->indexed) {
		reach = memory_object(f, p->id, p->off, (uint32_t)(in - f->fn->insns));
		if (reach.entry || reach.opaque || !reach.n)
			return r;
		for (size_t i = 0; i < reach.n; i++) {
			const struct insn *st = &f->fn->insns[reach.v[i].insn];
			struct intval v;

			if (st->op != OP_STORE)
				return INT_UNKNOWN;
			v = eval(f, st->a, depth + 8);
			if (i)
				int_join(&r, v);
			else
				r = v;
		}
		return r;
	}
	if (p->n_path)
		return field_int(f->s, p->path[p->n_path - 1]);
	return r;
}

static struct intval eval(struct fx *f, struct operand o, unsigned depth)
{
	const struct insn *in;
	const struct fact *fact;
	struct intval v = INT_UNKNOWN;

	if (o.kind == OPND_INT) {
		v = int_const(o.num);
		v.macro = o.macro;
		return v;
	}
	if (o.kind != OPND_VALUE || depth > INT_DEPTH || !fx_work(f, 1))
		return v;
	if (f->param_of[o.value] >= 0) {
		v.param = f->param_of[o.value];
		return narrow(&f->fn->values[o.value], v);
	}
	in = fx_def(f, o);
	if (!in)
		return v;
	switch (in->op) {
	case OP_COPY:
		v = eval(f, in->a, depth + 1);
		break;
	case OP_BIN:
		v = int_bin(in->bin, eval(f, in->a, depth + 1), eval(f, in->b, depth + 1));
		break;
	case OP_SELECT:
		v = eval(f, in->a, depth + 2);
		int_join(&v, eval(f, in->b, depth + 2));
		break;
	case OP_PHI:
		v = eval_phi(f, in, depth);
		break;
	case OP_LOAD:
		v = eval_load(f, in, depth);
		break;
	case OP_CALL:
		if (in->fn != NONE && func_solved(f->s, in->fn))
			v = int_at_call(f, in, func_int(f->s, in->fn));
		fact = call_fact(f->s, in, ROLE_ZERO_BITS);
		if (fact)
			v.zeros |= (uint64_t)fact->num[KEY_MASK] & ~v.ones;
		break;
	default:
		break;
	}
	return narrow(&f->fn->values[o.value], v);
}

struct intval int_eval(struct fx *f, struct operand o)
{
	return eval(f, o, 0);
}

struct intval int_eval_at_call(struct fx *g, struct operand o, struct fx *caller,
			       const struct insn *call)
{
	struct int_call at = { g, caller, call };
	const struct int_call *old = g->s->int_call;
	struct intval v;

	g->s->int_call = &at;
	v = eval(g, o, 0);
	g->s->int_call = old;
	return int_at_call(caller, call, v);
}

struct intval int_at_call(struct fx *caller, const struct insn *call, struct intval v)
{
	struct intval arg;
	uint64_t known;

	if (v.param < 0)
		return v;
	if ((uint32_t)v.param >= call->n_args)
		return INT_UNKNOWN;
	known = v.ones | v.zeros;
	arg = eval(caller, call->args[v.param], 4);
	arg.ones = v.ones | (arg.ones & ~known);
	arg.zeros = v.zeros | (arg.zeros & ~known);
	arg.may = v.may | (arg.may & ~known);
	arg.max = int_is_const(arg) ? (int64_t)arg.ones : known ? upper(arg) : arg.max;
	return arg;
}

/* "0*1": product of arguments; "#512": a constant. */
struct intval int_product(struct fx *f, const struct insn *call, const char *spec)
{
	struct intval r = int_const(1);
	char *end;

	if (!spec)
		return INT_UNKNOWN;
	if (*spec == '#')
		return int_const(strtoll(spec + 1, NULL, 0));
	for (;;) {
		unsigned long arg = strtoul(spec, &end, 10);

		if (end == spec || arg >= call->n_args)
			return INT_UNKNOWN;
		r = r.max == 1 && int_is_const(r) ? int_eval(f, call->args[arg]) :
			int_bin(BIN_MUL, r, int_eval(f, call->args[arg]));
		if (*end != '*')
			return r;
		spec = end + 1;
	}
}

bool fx_returns_result(struct fx *g, uint32_t insn)
{
	uint32_t result = g->fn->insns[insn].result;

	for (uint32_t n = 0; n < g->fn->n_insns; n++) {
		const struct insn *in = &g->fn->insns[n], *def;

		if (in->op != OP_RET)
			continue;
		if (in->a.kind == OPND_NONE && !fx_dominates(g, g->block_of[insn], g->block_of[n]))
			return false;
		if (in->a.kind == OPND_NONE)
			continue;
		if (in->a.kind != OPND_VALUE || result == NONE)
			return false;
		if (fx_copy_root(g, in->a.value) == fx_copy_root(g, result))
			continue;
		def = fx_def_value(g, fx_copy_root(g, in->a.value));
		if (!def || def->op != OP_PHI)
			return false;
		for (uint32_t i = 0; i < def->n_args; i++) {
			struct intval v = int_eval(g, def->args[i]);

			if ((def->args[i].kind != OPND_VALUE ||
			     fx_copy_root(g, def->args[i].value) != fx_copy_root(g, result)) &&
			    !(int_is_const(v) && v.ones))
				return false;
		}
	}
	return true;
}
