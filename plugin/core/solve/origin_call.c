// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * origin_call.c - pointers that come out of calls: allocators, helpers that
 * return or store one of their arguments, out-parameters.
 */
#include <string.h>
#include "origin_int.h"

/* A callee's origin, seen from this call. */
static void walk_callee_origin(struct query *q, const struct insn *call, uint32_t insn,
			       const struct origin *o, struct adj adj)
{
	struct operand arg;

	if (o->kind == ORG_MEM) {
		origin_emit(q, *o, &adj);
		return;
	}
	if (o->param >= call->n_args) {
		origin_emit_mem(q, MEM_unknown, &adj);
		return;
	}
	arg = call->args[o->param];
	adj.off += o->off;
	adj.inexact |= o->inexact;
	adj.excluded |= o->excluded;
	if (o->member.outer_rec != NONE) {
		if (adj.member.outer_rec == NONE) {
			adj.member = o->member;
		} else {
			adj.member.outer_rec = o->member.outer_rec;
			adj.member.outer_field = o->member.outer_field;
			adj.member.off += o->member.off;
		}
	}
	if (o->kind == ORG_PARAM) {
		origin_walk(q, arg, adj);
	} else if (arg.kind == OPND_VALUE) {
		struct step st = o->load;
		struct place p = { .base = BASE_VALUE, .id = arg.value, .off = o->load_off,
				   .n_path = st.record != NONE, .path = &st };

		origin_walk_load(q, &p, insn, adj);
	}
}

static void walk_alloc(struct query *q, const struct insn *call, const struct fact *fact,
		       const struct adj *adj)
{
	struct origin o = origin_memory(mem_by_name(fact->text[KEY_KIND]));
	struct intval size = int_product(q->f, call, fact->text[KEY_SIZE]);
	int64_t gfp = fact->num[KEY_GFP];
	const struct fact *high = model_find(q->f->s->m, "__GFP_HIGHMEM", ROLE_GFP);

	if (o.mem == N_MEM)
		o.mem = MEM_unknown;
	if (o.mem == MEM_pages && gfp >= 0 && gfp < call->n_args && high &&
	    (int_eval(q->f, call->args[gfp]).ones & (uint64_t)high->num[KEY_MASK]))
		o.mem = MEM_kmap;
	if (int_is_const(size))
		o.size = (int64_t)size.ones;
	o.max_size = size.max;
	o.birth = call->loc;
	o.maker = call_name(q->f->s, call);
	origin_emit(q, o, adj);
}

void origin_walk_call(struct query *q, const struct insn *in, uint32_t insn, struct adj adj)
{
	struct solver *s = q->f->s;
	uint32_t to[MAX_TARGETS];
	const struct fact *fact;
	unsigned n;

	fact = call_fact(s, in, ROLE_RETURNS);
	if (fact) {
		int64_t arg = fact->num[KEY_ARG];

		adj.inexact |= fact->text[KEY_OFF] != NULL;
		if (arg >= 0 && arg < in->n_args)
			origin_walk(q, in->args[arg], adj);
		return;
	}
	fact = call_fact(s, in, ROLE_ALLOC);
	if (fact && !fact->text[KEY_OUT]) {
		walk_alloc(q, in, fact, &adj);
		return;
	}
	if (s->between) {
		origin_emit_hole(q, (struct hole){ .kind = HOLE_RET, .insn = insn }, &adj);
		return;
	}
	n = call_targets(s, q->f, in, to, MAX_TARGETS);
	if (!n)
		origin_emit_mem(q, MEM_unknown, &adj);
	for (unsigned i = 0; i < n; i++) {
		const struct origins *got = func_solved(s, to[i]) ? origins_return(s, to[i]) : NULL;

		if (!got || !got->n)
			origin_emit_mem(q, MEM_unknown, &adj);
		for (size_t k = 0; got && k < got->n; k++)
			walk_callee_origin(q, in, insn, &got->v[k], adj);
	}
}

/* What a call leaves at `off` behind its argument: an out-parameter, a copy. */
struct origins origins_out(struct fx *caller, uint32_t call, uint32_t arg, int64_t off)
{
	struct solver *s = caller->s;
	const struct insn *in = &caller->fn->insns[call];
	struct origins out = { 0 };
	struct query q = { .f = caller, .out = &out, .epoch = ++s->epoch };
	struct adj adj = { .member = no_member };
	const struct fact *fact = call_fact(s, in, ROLE_COPY);
	int64_t src = fact ? fact->num[KEY_SRC] : -1;

	if (src >= 0 && src < in->n_args && in->args[src].kind == OPND_VALUE) {
		struct place p = { .base = BASE_VALUE, .id = in->args[src].value, .off = off };

		origin_walk_load(&q, &p, call, adj);
		return out;
	}
	for (fact = call_fact(s, in, ROLE_ALLOC); fact; fact = fact->next)
		if (fact->num[KEY_OUT] == (int64_t)arg && off == 0)
			walk_alloc(&q, in, fact, &adj);
	if (s->between && !out.n) {
		origin_emit_hole(&q, (struct hole){ .kind = HOLE_OUT, .insn = call, .arg = arg,
						    .off = off }, &adj);
		return out;
	}
	if (in->fn == NONE || !func_solved(s, in->fn) || s->depth > 6) {
		if (!out.n)
			origin_emit_mem(&q, MEM_unknown, &adj);
		return out;
	}
	s->depth++;
	for (size_t i = 0; i < s->fx[in->fn].n_outs; i++) {
		const struct out_store *st = &s->fx[in->fn].outs[i];
		struct origins got;

		if (st->param != arg || st->off != off)
			continue;
		got = origins_of(&s->fx[in->fn], s->fx[in->fn].fn->insns[st->insn].a, st->insn);
		for (size_t k = 0; k < got.n; k++)
			walk_callee_origin(&q, in, call, &got.v[k], adj);
	}
	s->depth--;
	if (!out.n)
		origin_emit_mem(&q, MEM_unknown, &adj);
	return out;
}

const struct origins *origins_return(struct solver *s, uint32_t fn)
{
	struct fx *f = &s->fx[fn];

	if (f->ret_done)
		return &f->ret;
	if (f->ret_busy)
		return NULL;
	f->ret_busy = true;
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		struct origins got;

		if (in->op != OP_RET || in->a.kind == OPND_NONE)
			continue;
		got = origins_of(f, in->a, i);
		for (size_t k = 0; k < got.n; k++)
			origins_add(s->a, &f->ret, &got.v[k]);
	}
	f->ret_busy = false;
	f->ret_done = true;
	return &f->ret;
}
