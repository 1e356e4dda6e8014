// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_sg.c - memory unfit for DMA in a scatterlist that a USB transfer maps.
 *
 * Entries and transfers are gathered over the unit and matched at the end, by
 * the variable, the member or the allocation that the list is.  An entry whose
 * list goes nowhere, or to the crypto layer, is nobody's fault here.
 */
#include "solve_int.h"

struct sg_list {			/* handed to a transfer */
	uint32_t func;
	struct origin o;
	const char *callee;
	struct loc loc;
};

struct sg_entry {			/* of bad memory */
	struct fx *f;
	struct sink k;
	struct origin o;
	const struct verdict *v;
	uint32_t func;			/* where the lists' parameters count */
	struct origins lists;
};

static bool same_loc(struct loc a, struct loc b)
{
	return a.line && a.line == b.line && a.col == b.col && a.file == b.file;
}

static bool same_step(const struct solver *s, struct step a, struct step b)
{
	return a.record != NONE && a.record == b.record && a.field == b.field &&
	       field_joinable(s, a);
}

static bool same_list(const struct solver *s, uint32_t fa, const struct origin *a, uint32_t fb,
		      const struct origin *b)
{
	struct step ma = { a->member.rec, a->member.field };
	struct step mb = { b->member.rec, b->member.field };

	if (a->object != NONE || b->object != NONE)
		return a->object == b->object;
	if (ma.record != NONE || mb.record != NONE)
		return same_step(s, ma, mb);
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case ORG_MEM:
		return a->mem != MEM_unknown && same_loc(a->birth, b->birth);
	case ORG_PARAM:
		return fa == fb && a->param == b->param;
	case ORG_PARAMLOAD:
		return same_step(s, a->load, b->load);
	}
	return false;
}

static bool list_arg(const struct insn *call, const struct fact *fact, struct operand *o)
{
	int64_t arg = fact->num[KEY_LIST];

	if (call->op != OP_CALL || arg < 0 || arg >= call->n_args)
		return false;
	*o = call->args[arg];
	return true;
}

/* The list of an entry; when a helper's caller names it, as the caller sees it. */
static struct origins entry_lists(struct fx *f, const struct sink *k, uint32_t *func)
{
	struct fx *g = &f->s->fx[k->final_func];
	const struct insn *call = &f->fn->insns[k->insn];
	struct origins none = { 0 }, got;
	struct operand o;

	*func = g->id;
	if (!list_arg(&g->fn->insns[k->final_insn], k->fact, &o))
		return none;
	got = origins_of(g, o, k->final_insn);
	for (size_t i = 0; g != f && call->fn == g->id && i < got.n; i++) {
		if (got.v[i].kind != ORG_PARAM || got.v[i].param >= call->n_args ||
		    got.v[i].member.outer_rec != NONE)
			continue;
		*func = f->id;
		return origins_of(f, call->args[got.v[i].param], k->insn);
	}
	return got;
}

static void add_entry(struct fx *f, const struct sink *k, const struct origin *o)
{
	struct solver *s = f->s;
	struct sg_entry e = { .f = f, .k = *k, .o = *o, .v = bad_buffer(f, k, o) };

	if (!e.v || (int_is_const(k->len) && !k->len.ones))
		return;
	switch (e.v->rule) {
	case RULE_stack_buffer: case RULE_static_buffer: case RULE_rodata_buffer:
	case RULE_vmalloc_buffer: case RULE_kmap_buffer:
		break;
	default:
		return;
	}
	e.lists = entry_lists(f, k, &e.func);
	VEC_PUSH(s->a, s->sg_entries.v, s->sg_entries.n, s->sg_entries.cap, e);
}

void check_sg(struct fx *f, const struct sink *k, const struct origins *o)
{
	struct solver *s = f->s;

	for (size_t i = 0; i < o->n; i++) {
		struct sg_list l = { f->id, o->v[i], k->callee, f->fn->insns[k->insn].loc };

		if (k->what == SINK_SG_LIST)
			VEC_PUSH(s->a, s->sg_lists.v, s->sg_lists.n, s->sg_lists.cap, l);
		else
			add_entry(f, k, &o->v[i]);
	}
}

static const struct sg_list *transfer_of(const struct solver *s, const struct sg_entry *e)
{
	for (size_t i = 0; i < s->sg_lists.n; i++)
		for (size_t j = 0; j < e->lists.n; j++)
			if (same_list(s, s->sg_lists.v[i].func, &s->sg_lists.v[i].o, e->func,
				      &e->lists.v[j]))
				return &s->sg_lists.v[i];
	return NULL;
}

void check_sg_finish(struct solver *s)
{
	for (size_t i = 0; i < s->sg_entries.n; i++) {
		const struct sg_entry *e = &s->sg_entries.v[i];
		const struct sg_list *l = transfer_of(s, e);
		struct finding *d;

		if (!l || told_before(s, &e->k, &e->o, RULE_sg_entry_provenance))
			continue;
		d = finding_new(e->f, RULE_sg_entry_provenance, e->k.insn, e->k.callee);
		if (e->v->severity >= 0 && (int)d->severity > e->v->severity)
			d->severity = (enum severity)e->v->severity;
		d->subject = origin_name(s, &e->o);
		d->message = text(s, "'%s' %s; %s() puts it into a scatterlist for %s, which needs "
				  "memory from kmalloc()", d->subject, e->v->is, e->k.callee,
				  l->callee);
		finding_trail(s, d, &e->o, &e->k);
		finding_event(s, d, l->loc, text(s, "the list goes to %s here", l->callee));
		finding_put(s, d);
	}
}
