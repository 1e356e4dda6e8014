// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * solve.c - the order of work: index, bind, visit callees first, report.
 *
 * Functions that call each other in a circle are visited twice: the second
 * visit sees the first one's summaries.  Nothing is reported in the first.
 */
#include <string.h>
#include "solve_int.h"
#include "solve.h"
#include "flight.h"
#include "coherent.h"

/* The parameter that value v is, plus *off; or -1. */
static int32_t param_behind(const struct fx *f, uint32_t v, int64_t *off)
{
	struct operand base = { .kind = OPND_VALUE, .value = v };
	const struct insn *def;

	for (def = fx_def(f, base); def && def->a.kind == OPND_VALUE; def = fx_def(f, base)) {
		if (def->op == OP_BIN && def->bin == BIN_ADD && def->b.kind == OPND_INT)
			*off += def->b.num;
		else if (def->op != OP_COPY)
			break;
		base.value = def->a.value;
	}
	return f->param_of[base.value];
}

/* An allocator that stores a DMA handle through a parameter of f. */
static void collect_handle(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact = call_fact(f->s, in, ROLE_ALLOC);
	int64_t arg = fact ? fact->num[KEY_HANDLE] : -1;
	struct out_store o = { .insn = n, .arg = (uint32_t)arg };
	int32_t param;

	if (arg < 0 || arg >= in->n_args || in->args[arg].kind != OPND_VALUE)
		return;
	param = param_behind(f, in->args[arg].value, &o.off);
	o.param = (uint32_t)param;
	if (param >= 0)
		VEC_PUSH(f->s->a, f->outs, f->n_outs, f->cap_outs, o);
}

static void collect_outs(struct fx *f)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		struct out_store o = { .insn = i, .off = in->place.off, .arg = NONE };
		int32_t param;

		if (in->op == OP_CALL)
			collect_handle(f, i);
		if (in->op != OP_STORE || in->place.base != BASE_VALUE || in->place.indexed)
			continue;
		param = param_behind(f, in->place.id, &o.off);
		o.param = (uint32_t)param;
		if (param >= 0)
			VEC_PUSH(f->s->a, f->outs, f->n_outs, f->cap_outs, o);
	}
}

/* Records that are private areas: `struct k *k = netdev_priv(net)`. */
static void note_private(struct fx *f)
{
	struct solver *s = f->s;

	for (uint32_t v = 0; v < f->fn->n_values; v++) {
		const struct insn *in;
		const struct fact *fact;
		enum mem mem;

		if (f->fn->values[v].record == NONE)
			continue;
		in = fx_def_value(f, fx_copy_root(f, v));
		fact = in && in->op == OP_CALL ? call_fact(s, in, ROLE_ALLOC) : NULL;
		mem = fact && !fact->text[KEY_OUT] ? mem_by_name(fact->text[KEY_KIND]) : N_MEM;
		if (mem == MEM_netdev_priv || mem == MEM_kzalloc_priv)
			s->record_mem[f->fn->values[v].record] = mem;
	}
}

static void ignore_sink(struct fx *f, const struct sink *k)
{
	struct origins got;

	if (k->ptr.kind != OPND_VALUE)
		return;
	got = origins_of_sink(f, k);
	for (size_t i = 0; i < got.n; i++)
		if (got.v[i].kind != ORG_MEM)
			sink_summarise(f, k, &got.v[i]);
}

static void visit_sites(struct fx *f, const struct sink *k)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[k->insn];
	struct site st = { .loc = in->loc, .end = in->end, .func = f->fn->name,
			   .callee = k->callee, .arg = k->arg };

	if (k->arg != NONE && k->what <= SINK_SETUP)
		VEC_PUSH(s->out->arena, s->out->sites, s->out->n_sites, s->out->cap_sites, st);
	check_sink(f, k);
}

static void give_up(struct solver *s, struct fx *f)
{
	struct event e = { f->fn->loc, text(s, "gave up on %s(): too large to follow",
						    f->fn->name) };

	s->out->n_gave_up++;
	VEC_PUSH(s->out->arena, s->out->notes, s->out->n_notes, s->out->cap_notes, e);
}

static void solve_func(struct solver *s, uint32_t id)
{
	struct fx *f = &s->fx[id];

	for (uint32_t i = 0; i < f->fn->n_insns && !f->gave_up; i++) {
		sinks_visit(f, i, visit_sites);
		check_insn(f, i);
	}
	s->out->n_functions++;
}

/* URBs: what each function does to them, callees first; then every way through it. */
static void solve_urbs(struct solver *s)
{
	urb_init(s);
	if (!s->urbs->any)
		return;
	for (uint32_t i = 0; i < s->n_order; i++)
		urb_events(&s->fx[s->order[i]]);
	urb_join_finish(s);
	for (uint32_t i = 0; i < s->n_order; i++)
		urb_walk(&s->fx[s->order[i]]);
	check_flight(s);
	check_shared(s);
	check_urb_finish(s);
}

/* Calls into other files, by line: there a comment may speak to usbdma-link. */
static void note_leaving(struct solver *s, const struct fx *f)
{
	struct findings *out = s->out;

	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		bool here = in->fn != NONE && (s->u->funcs[in->fn].flags & FUNC_BODY);

		if (in->op == OP_CALL && !here && in->loc.line &&
		    (in->fn == NONE || !model_knows(s->m, s->u->funcs[in->fn].name)))
			VEC_PUSH(out->arena, out->leaving, out->n_leaving, out->cap_leaving,
				 in->loc.line);
	}
}

/* Summaries first, so that circles of calls are seen; then the rules. */
static void solve_all(struct solver *s)
{
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];

		for (uint32_t n = 0; n < f->fn->n_insns && !f->gave_up; n++)
			sinks_visit(f, n, ignore_sink);
	}
	for (uint32_t i = 0; i < s->n_order; i++) {
		note_leaving(s, &s->fx[s->order[i]]);
		solve_func(s, s->order[i]);
	}
	check_embedded_finish(s);
	solve_urbs(s);
	check_sg_finish(s);
	check_coherent_finish(s);
	check_carried(s);
	check_handler_data(s);
	check_urb_unit(s);
	check_sync(s);
	check_sg_walk(s);
	check_mappings(s);
	check_coherent(s);
	for (uint32_t i = 0; i < s->n_order; i++)
		if (s->fx[s->order[i]].gave_up)
			give_up(s, &s->fx[s->order[i]]);
}

void solver_index(struct solver *s)
{
	const struct unit *u = s->u;

	s->fx = arena_new_array(s->a, struct fx, u->n_funcs + 1);
	s->record_mem = arena_new_array(s->a, enum mem, u->n_records + 1);
	s->record_sent = arena_new_array(s->a, bool, u->n_records + 1);
	known_init(s);
	s->buses = unit_buses(s);
	s->coherent = unit_coherent(s);
	if (unit_exempt(s))
		return;
	for (uint32_t i = 0; i < u->n_funcs; i++)
		fx_init(s, i);
	fields_init(s);
	callgraph_init(s);
	for (uint32_t i = 0; i < s->n_order; i++) {
		collect_outs(&s->fx[s->order[i]]);
		note_private(&s->fx[s->order[i]]);
	}
}

void solve(const struct unit *u, const struct model *m, const struct rule_config *cfg,
	   struct findings *out)
{
	struct solver s = { .a = out->arena, .u = u, .m = m, .cfg = cfg, .out = out };

	solver_index(&s);
	out->main_file = arena_intern(out->arena, u->main_file ? u->main_file : "");
	if (unit_exempt(&s)) {
		for (uint32_t i = 0; i < u->n_funcs; i++)
			out->n_functions += func_solved(&s, i);
		findings_finish(out);
		return;
	}
	solve_all(&s);
	findings_finish(out);
}
