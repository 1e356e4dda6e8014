// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_call.c - what the calls of a function do to URBs.
 *
 * A call of a helper of this file stands for the helper's events on its
 * parameters, on what it returns, and on members of the module's records.
 */
#include <string.h>
#include "urb.h"

#define MAX_IMPORT 24		/* events that one call may bring */
#define MAX_DEPTH 8

static const struct { const char *name; enum urb_op op; } op_names[] = {
	{ "alloc", UE_ALLOC }, { "submit", UE_SUBMIT }, { "kill", UE_KILL },
	{ "unlink", UE_UNLINK }, { "free", UE_FREE },
	{ "anchor", UE_ANCHOR },
};

static void urb_call(struct fx *f, uint32_t n, const struct fact *fact)
{
	const struct insn *in = &f->fn->insns[n];
	struct urbs *us = &f->s->urbs->of[f->id];
	struct operand o = { .kind = OPND_VALUE, .value = in->result };
	struct urb_event e = { .insn = n, .complete = NONE };
	struct urb *u;

	if (!strcmp(fact->text[KEY_OP], "wait"))
		us->waits = true;
	if (!strcmp(fact->text[KEY_OP], "kill-anchor"))
		us->kills_anchors = true;
	if (fact->text[KEY_ARG]) {
		if (fact->num[KEY_ARG] >= in->n_args)
			return;
		o = in->args[fact->num[KEY_ARG]];
	} else if (in->result == NONE) {
		return;
	}
	for (unsigned i = 0; i < sizeof(op_names) / sizeof(*op_names); i++) {
		if (strcmp(op_names[i].name, fact->text[KEY_OP]))
			continue;
		u = urb_of(f, o, n);
		e.op = op_names[i].op;
		e.urb = o;
		if (u && e.op == UE_ALLOC)
			u->fresh = true;
		urb_add(f, u, e);
	}
}

static void fill_call(struct fx *f, uint32_t n, const struct fact *fact)
{
	const struct insn *in = &f->fn->insns[n];
	struct urb_event e = { .op = UE_FILL, .insn = n, .complete = NONE };
	int64_t urb = fact->num[KEY_URB], buf = fact->num[KEY_BUF], len;
	const char *spec = fact->text[KEY_LEN];

	if (!fact->text[KEY_URB] || urb >= in->n_args || buf >= in->n_args)
		return;
	e.urb = in->args[urb];
	e.buf = in->args[buf];
	len = fact->num[KEY_LEN];
	if (spec && len >= 0 && len < in->n_args)
		e.len = in->args[len];
	if (fact->text[KEY_COMPLETE] && fact->num[KEY_COMPLETE] < in->n_args)
		e.complete = fx_func(f, in->args[fact->num[KEY_COMPLETE]]);
	urb_add(f, urb_of(f, e.urb, n), e);
}

/* usb_alloc_coherent(..., &urb->transfer_dma) */
static void address_args(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];

	for (uint32_t i = 0; i < in->n_args; i++) {
		const struct insn *def = fx_def(f, in->args[i]);
		struct urb_event e = { .op = UE_DMA, .insn = n, .complete = NONE };

		if (def && def->op == OP_ADDR && urb_what(f->s, &def->place) == UW_DMA)
			urb_add(f, urb_of_place(f, &def->place, n), e);
	}
}

static void free_call(struct fx *f, uint32_t n, const struct fact *fact)
{
	const struct insn *in = &f->fn->insns[n], *def;
	struct urb_event e = { .op = UE_BUFFER_FREE, .insn = n, .complete = NONE };
	int64_t arg = fact->num[KEY_ARG];
	struct urbs *us = &f->s->urbs->of[f->id];
	struct urb_free late = { .f = f, .insn = n };
	uint32_t cell;

	if (arg < 0 || arg >= in->n_args || in->args[arg].kind != OPND_VALUE)
		return;
	e.buf = late.buf = in->args[arg];
	def = fx_def_value(f, fx_copy_root(f, e.buf.value));
	if (def && def->op == OP_LOAD && urb_what(f->s, &def->place) == UW_BUFFER) {
		f->s->urbs->frees_urb_buffer = true;
		urb_add(f, urb_of_place(f, &def->place, n), e);
		return;
	}
	cell = cell_of(f, e.buf.value);
	for (size_t i = 0; i < us->n_fills; i++) {
		const struct urb_fill *fill = &us->fills[i];
		struct urb *u = urb_by_index(f, fill->u->same);

		if (u->n && u->v[u->n - 1].insn == n)
			continue;	/* it has this event */
		if (fill->cell == cell || (fill->load && def && def->op == OP_LOAD &&
					   urb_same_pointer(f, fill->buf, e.buf)))
			urb_add(f, u, e);
	}
	if (us->n && urb_buffer_member(f, e.buf, &late.what))
		VEC_PUSH(f->s->a, f->s->urbs->frees, f->s->urbs->n_frees,
			 f->s->urbs->cap_frees, late);
}

/* Is it, or NULL, what the function returns? */
static bool returns(struct fx *g, const struct urb *u)
{
	bool any = false;

	for (uint32_t i = 0; i < g->fn->n_insns; i++) {
		const struct insn *in = &g->fn->insns[i];

		if (in->op != OP_RET || (in->a.kind == OPND_INT && !in->a.num))
			continue;
		if (in->a.kind != OPND_VALUE || urb_of(g, in->a, i) != u)
			return false;
		any = true;
	}
	return any;
}

/* The caller's name for what the helper's event is about; NULL: nothing it knows. */
static struct urb *import_urb(struct fx *f, const struct insn *call, uint32_t n, struct fx *g,
			      const struct urb *theirs)
{
	struct operand o;

	if (theirs->joined)
		return urb_field_in(f, theirs->field, theirs->elem, theirs->name);
	if (theirs->param < 0 && theirs->fresh && call->result != NONE && returns(g, theirs))
		return urb_of(f, (struct operand){ .kind = OPND_VALUE, .value = call->result }, n);
	if (theirs->param < 0 && theirs->out >= 0 && theirs->out < (int32_t)call->n_args) {
		const struct insn *def = fx_def(f, call->args[theirs->out]);

		return def && def->op == OP_ADDR ? urb_variable(f, &def->place) : NULL;
	}
	if (theirs->param < 0 || theirs->param >= (int32_t)call->n_args)
		return NULL;
	o = call->args[theirs->param];
	return o.kind == OPND_VALUE ? urb_of(f, o, n) : NULL;
}

/* A buffer that the helper got as a parameter is one of ours. */
static void import_buffer(struct fx *f, const struct insn *call, uint32_t n,
			  struct urb_event *e)
{
	uint32_t root;

	if (e->buf.kind != OPND_VALUE)
		return;
	root = fx_copy_root(e->buf_where, e->buf.value);
	if (e->buf_where->param_of[root] < 0 ||
	    e->buf_where->param_of[root] >= (int32_t)call->n_args)
		return;
	e->buf = call->args[e->buf_where->param_of[root]];
	e->buf_where = f;
	e->buf_at = n;
	e->judged = false;
}

static unsigned depth_of(const struct trail *t)
{
	unsigned n = 0;

	for (; t; t = t->older)
		n++;
	return n;
}

/* The helper does more to it than we list: its flags can be anything. */
static void import_cut(struct fx *f, struct urb *u, uint32_t n)
{
	struct urb_event e = { .op = UE_FLAGS, .insn = n, .complete = NONE,
			       .no_map = BIT_UNKNOWN, .free_buffer = BIT_UNKNOWN };

	urb_add(f, u, e);
}

/* A helper that leaves a new URB behind has freed it only where it fails. */
static bool undone(const struct urb *theirs, const struct urb_event *e)
{
	return theirs->fresh && theirs->out >= 0 &&
	       (e->op == UE_FREE || e->op == UE_BUFFER_FREE);
}

static void import(struct fx *f, uint32_t n, uint32_t callee)
{
	struct solver *s = f->s;
	const struct insn *call = &f->fn->insns[n];
	const struct urbs *us = &s->urbs->of[callee];
	unsigned left = MAX_IMPORT;

	s->urbs->of[f->id].waits |= us->waits;
	s->urbs->of[f->id].kills_anchors |= us->kills_anchors;
	for (size_t i = 0; i < us->n; i++) {
		const struct urb *theirs = us->v[i];
		struct urb *u;
		size_t k = 0;

		if (theirs->same != i || !theirs->n)
			continue;
		u = import_urb(f, call, n, &s->fx[callee], theirs);
		if (u && theirs->fresh && !u->n)
			u->fresh = true;
		for (; u && k < theirs->n && left; k++, left--) {
			struct urb_event e = theirs->v[k];

			if (depth_of(e.trail) >= MAX_DEPTH || undone(theirs, &e))
				continue;
			e.insn = n;
			import_buffer(f, call, n, &e);
			e.trail = trail_push(s, e.trail, call->loc,
					     text(s, "calls %s() here", s->u->funcs[callee].name));
			urb_add(f, u, e);
		}
		if (u && k < theirs->n)
			import_cut(f, u, n);
	}
}

/* A function of which nothing is known may map the URB's buffer. */
static void unknown_call(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	struct urb_event e = { .op = UE_DMA, .insn = n, .complete = NONE };

	for (uint32_t i = 0; i < in->n_args; i++) {
		struct urb *u = in->args[i].kind != OPND_VALUE ? NULL :
				urb_of_cell(f, cell_of(f, in->args[i].value));

		if (u)
			urb_add(f, u, e);
	}
}

void urb_call_events(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact;
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	address_args(f, n);
	fact = call_fact(s, in, ROLE_ALLOC);
	if (fact && fact->text[KEY_HANDLE]) {
		struct caller c = { f->id, n };

		VEC_PUSH(s->a, s->urbs->allocs, s->urbs->n_allocs, s->urbs->cap_allocs, c);
	}
	for (fact = call_fact(s, in, ROLE_SINK); fact; fact = fact->next)
		fill_call(f, n, fact);
	for (fact = call_fact(s, in, ROLE_URB); fact; fact = fact->next)
		urb_call(f, n, fact);
	fact = call_fact(s, in, ROLE_FREE);
	if (fact && !call_fact(s, in, ROLE_URB))
		free_call(f, n, fact);
	nt = call_targets(s, f, in, to, MAX_TARGETS);
	for (unsigned i = 0; i < nt && i < 4; i++)
		if (to[i] != f->id && func_solved(s, to[i]))
			import(f, n, to[i]);
	if (nt == 1 && !(s->u->funcs[to[0]].flags & FUNC_BODY) &&
	    !(s->known[to[0]].roles & ~ROLE_BIT(REMOVED)))
		unknown_call(f, n);
}

/* Does the call sleep until somebody else is done, or kill URBs by their anchor? */
bool urb_call_waits(struct fx *f, const struct insn *in)
{
	const struct fact *fact = call_fact(f->s, in, ROLE_URB);
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	if (fact)
		return !strcmp(fact->text[KEY_OP], "wait") ||
		       !strcmp(fact->text[KEY_OP], "kill-anchor");
	nt = call_targets(f->s, f, in, to, MAX_TARGETS);
	for (unsigned i = 0; i < nt; i++)
		if (f->s->urbs->of[to[i]].waits || f->s->urbs->of[to[i]].kills_anchors)
			return true;
	return false;
}
