// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_event.c - what a function does to URBs, in the order of its code.
 *
 * A call of a helper of this file stands for the helper's events on its
 * parameters and on members of the module's records.
 */
#include <string.h>
#include "urb.h"

#define MAX_IMPORT 24		/* events that one call may bring */
#define MAX_DEPTH 8

static const struct { const char *name; enum urb_what what; } what_names[] = {
	{ "flags", UW_FLAGS }, { "dma", UW_DMA }, { "buffer", UW_BUFFER },
	{ "length", UW_LENGTH }, { "sg", UW_SG }, { "sg_count", UW_SG }, { "complete", UW_COMPLETE },
};

static void note_record(struct solver *s, uint32_t r)
{
	const struct record *rec = &s->u->records[r];

	for (uint32_t i = 0; i < rec->n_fields; i++) {
		const struct fact *fact = model_find_field(s->m, rec->name, rec->fields[i].name,
							   ROLE_URB_FIELD);

		for (unsigned k = 0; fact && k < sizeof(what_names) / sizeof(*what_names); k++) {
			if (strcmp(what_names[k].name, fact->text[KEY_WHAT]))
				continue;
			if (!s->urbs->what[r])
				s->urbs->what[r] = arena_new_array(s->a, uint8_t, rec->n_fields);
			s->urbs->what[r][i] = (uint8_t)what_names[k].what;
			s->urbs->any = true;
		}
	}
}

/* Only records of a name that the table has: two words to compare, mostly. */
void urb_init(struct solver *s)
{
	unsigned n;
	const struct fact *const *all = model_all(s->m, &n);
	const char *last = "";

	s->urbs = arena_new_array(s->a, struct urb_unit, 1);
	s->urbs->of = arena_new_array(s->a, struct urbs, s->u->n_funcs + 1);
	s->urbs->what = arena_new_array(s->a, uint8_t *, s->u->n_records + 1);
	for (unsigned i = 0; i < n; i++) {
		size_t len = strcspn(all[i]->name, ".");

		if (all[i]->role != ROLE_URB_FIELD ||
		    (!strncmp(last, all[i]->name, len) && last[len] == '.'))
			continue;
		last = all[i]->name;
		for (uint32_t r = 0; r < s->u->n_records; r++)
			if (!strncmp(s->u->records[r].name, last, len) &&
			    !s->u->records[r].name[len])
				note_record(s, r);
	}
}

enum urb_what urb_what(const struct solver *s, const struct place *p)
{
	struct step st;

	if (!p->n_path)
		return UW_NONE;
	st = p->path[p->n_path - 1];
	return s->urbs->what[st.record] ?
	       (enum urb_what)s->urbs->what[st.record][st.field] : UW_NONE;
}

struct urb_field *urb_field(struct solver *s, struct step st)
{
	struct urb_unit *uu = s->urbs;
	struct urb_field new = { .st = st };

	for (size_t i = 0; i < uu->n_fields; i++)
		if (uu->fields[i].st.record == st.record && uu->fields[i].st.field == st.field)
			return &uu->fields[i];
	VEC_PUSH(s->a, uu->fields, uu->n_fields, uu->cap_fields, new);
	return &uu->fields[uu->n_fields - 1];
}

/* ---- one event ---- */

/* So that a release of the buffer finds its URB. */
static void note_fill(struct fx *f, struct urb *u, struct operand buf)
{
	struct urbs *us = &f->s->urbs->of[f->id];
	const struct insn *def = fx_def_value(f, fx_copy_root(f, buf.value));
	struct urb_fill fill = { u, buf, cell_of(f, buf.value), def && def->op == OP_LOAD };

	VEC_PUSH(f->s->a, us->fills, us->n_fills, us->cap_fills, fill);
}

static struct urb_event *add(struct fx *f, struct urb *u, struct urb_event e)
{
	if (!u)
		return NULL;
	if (!e.where) {
		e.where = e.buf_where = f;
		e.at = e.buf_at = e.insn;
	}
	VEC_PUSH(f->s->a, u->v, u->n, u->cap, e);
	if (e.op == UE_FILL && e.buf_where == f && e.buf.kind == OPND_VALUE)
		note_fill(f, u, e.buf);
	return &u->v[u->n - 1];
}

/* What a store does to the bits of `role` in the flags. */
static enum bit_effect effect(struct fx *f, const struct insn *in, enum role role)
{
	const struct insn *def = fx_def(f, in->a);
	struct step st = in->place.path[in->place.n_path - 1];
	const struct record *r = &f->s->u->records[st.record];
	const struct fact *fact = model_find_field(f->s->m, r->name, r->fields[st.field].name,
						   role);
	uint64_t mask = fact ? (uint64_t)fact->num[KEY_MASK] : 0;
	struct intval v = int_eval(f, in->a);

	if ((v.ones & mask) == mask)
		return BIT_SET;
	for (unsigned i = 0; def && i < 8; i++) {	/* flags |= other; flags &= ~other */
		if (def->op == OP_LOAD && urb_what(f->s, &def->place) == UW_FLAGS)
			return (v.zeros & mask) ? BIT_CLEAR : BIT_KEEP;
		if (def->op == OP_BIN && def->bin == BIN_AND && def->b.kind == OPND_INT &&
		    !((uint64_t)def->b.num & mask))
			return BIT_CLEAR;
		if (def->op == OP_BIN && def->bin == BIN_OR && def->b.kind == OPND_VALUE)
			return BIT_UNKNOWN;
		if (def->op != OP_COPY && (def->op != OP_BIN ||
		    (def->bin != BIN_OR && def->bin != BIN_AND)))
			break;
		def = fx_def(f, def->a);
	}
	return (v.zeros & mask) ? BIT_CLEAR : BIT_UNKNOWN;
}

static struct urb *urb_of_place(struct fx *f, const struct place *p, uint32_t insn)
{
	struct place whole = *p;

	if (p->base == BASE_VALUE && p->n_path == 1)
		return urb_of(f, (struct operand){ .kind = OPND_VALUE, .value = p->id }, insn);
	whole.n_path = p->n_path - 1;	/* an URB inside another record */
	if (!whole.n_path)
		return NULL;
	return urb_field_in(f, whole.path[whole.n_path - 1], 0,
			    f->s->u->records[whole.path[whole.n_path - 1].record]
			    .fields[whole.path[whole.n_path - 1].field].name);
}

static uint32_t func_of(struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);

	for (unsigned i = 0; in && in->op == OP_COPY && i < 4; i++)
		in = fx_def(f, in->a);
	return in && in->op == OP_FUNC ? in->fn : NONE;
}

static void store_event(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	enum urb_what what = urb_what(f->s, &in->place);
	struct urb_event e = { .insn = n, .complete = NONE };
	struct urb *u;

	if (what == UW_NONE || what == UW_COMPLETE)
		return;
	u = urb_of_place(f, &in->place, n);
	switch (what) {
	case UW_FLAGS:
		e.op = UE_FLAGS;
		e.no_map = effect(f, in, ROLE_NO_MAP);
		e.free_buffer = effect(f, in, ROLE_FREE_BUFFER);
		break;
	case UW_DMA:
		e.op = UE_DMA;
		e.value = in->a;
		break;
	case UW_BUFFER:
		e.op = UE_FILL;
		e.buf = in->a;
		break;
	case UW_LENGTH:
		e.op = UE_LENGTH;
		e.len = in->a;
		break;
	default:
		e.op = UE_SG;
		break;
	}
	add(f, u, e);
}

/* Two names turn out to be one URB: their events in the order of the code. */
static void merge(struct fx *f, struct urb *to, struct urb *u)
{
	struct urb_event *a = to->v, *b = u->v;
	size_t n = to->n, m = u->n, i = 0, k = 0;

	to->fresh |= u->fresh;
	if (to->param < 0)
		to->param = u->param;
	to->v = NULL;
	to->n = to->cap = 0;
	while (i < n || k < m) {
		struct urb_event e = k >= m || (i < n && a[i].insn <= b[k].insn) ? a[i++] : b[k++];

		VEC_PUSH(f->s->a, to->v, to->n, to->cap, e);
	}
	u->same = to->same;
}

/* dev->urb = urb: from here on they are the same. */
static void alias_event(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	struct step st;
	struct urb *u, *to;
	uint32_t cell;

	if (in->a.kind != OPND_VALUE || in->place.cls != TC_POINTER)
		return;
	if (in->place.n_path)
		st = in->place.path[in->place.n_path - 1];
	else if (!field_element(f, &in->place, &st))
		return;
	cell = cell_of(f, in->a.value);
	u = urb_of_cell(f, cell);
	if (!u || u->joined || !field_joinable(f->s, st))
		return;
	to = urb_field_in(f, st, in->place.indexed || !in->place.n_path ? -1 : 0,
			  f->s->u->records[st.record].fields[st.field].name);
	if (to && u != to)
		merge(f, to, u);
}

/* ---- calls ---- */

static const struct { const char *name; enum urb_op op; } op_names[] = {
	{ "alloc", UE_ALLOC }, { "submit", UE_SUBMIT }, { "kill", UE_KILL },
	{ "unlink", UE_UNLINK }, { "free", UE_FREE },
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
		add(f, u, e);
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
		e.complete = func_of(f, in->args[fact->num[KEY_COMPLETE]]);
	add(f, urb_of(f, e.urb, n), e);
}

/* usb_alloc_coherent(..., &urb->transfer_dma) */
static void address_args(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];

	for (uint32_t i = 0; i < in->n_args; i++) {
		const struct insn *def = fx_def(f, in->args[i]);
		struct urb_event e = { .op = UE_DMA, .insn = n, .complete = NONE };

		if (def && def->op == OP_ADDR && urb_what(f->s, &def->place) == UW_DMA)
			add(f, urb_of_place(f, &def->place, n), e);
	}
}

static void free_call(struct fx *f, uint32_t n, const struct fact *fact)
{
	const struct insn *in = &f->fn->insns[n], *def;
	struct urb_event e = { .op = UE_BUFFER_FREE, .insn = n, .complete = NONE };
	int64_t arg = fact->num[KEY_ARG];
	struct urbs *us = &f->s->urbs->of[f->id];
	uint32_t cell;

	if (arg < 0 || arg >= in->n_args || in->args[arg].kind != OPND_VALUE)
		return;
	e.buf = in->args[arg];
	def = fx_def_value(f, fx_copy_root(f, e.buf.value));
	if (def && def->op == OP_LOAD && urb_what(f->s, &def->place) == UW_BUFFER) {
		f->s->urbs->frees_urb_buffer = true;
		add(f, urb_of_place(f, &def->place, n), e);
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
			add(f, u, e);
	}
}

/* The caller's name for what the helper's event is about; NULL: nothing it knows. */
static struct urb *import_urb(struct fx *f, const struct insn *call, uint32_t n,
			      const struct urb *theirs)
{
	struct operand o;

	if (theirs->joined)
		return urb_field_in(f, theirs->field, theirs->elem, theirs->name);
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

		if (theirs->same != i || !theirs->n)
			continue;
		u = import_urb(f, call, n, theirs);
		if (u && theirs->fresh && !u->n)
			u->fresh = true;
		for (size_t k = 0; u && k < theirs->n && left; k++, left--) {
			struct urb_event e = theirs->v[k];

			if (depth_of(e.trail) >= MAX_DEPTH)
				continue;
			e.insn = n;
			import_buffer(f, call, n, &e);
			e.trail = trail_push(s, e.trail, call->loc,
					     text(s, "calls %s() here", s->u->funcs[callee].name));
			add(f, u, e);
		}
	}
}

static void call_events(struct fx *f, uint32_t n)
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

/* ---- what the unit as a whole does ---- */

static void join(struct fx *f, struct urb_field *j, const struct urb_event *e)
{
	switch (e->op) {
	case UE_FLAGS:
		if (e->no_map == BIT_SET)
			VEC_PUSH(f->s->a, j->setters, j->n_setters, j->cap_setters, e->where);
		j->flag_unknown |= e->no_map == BIT_UNKNOWN;
		break;
	case UE_DMA:
		j->dma = true;
		break;
	case UE_SUBMIT:
		j->submitted = true;
		break;
	case UE_KILL:
		j->killed = true;
		break;
	case UE_FREE:
		j->freed = true;
		break;
	case UE_BUFFER_FREE:
		j->buffer_freed = true;
		break;
	default:
		break;
	}
}

/* Nobody of this file may say which URB a parameter of this function is. */
static bool called_from_outside(const struct fx *f)
{
	return !f->s->callers[f->id].n || (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED));
}

static void join_all(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];

	for (size_t i = 0; i < us->n; i++) {
		const struct urb *u = us->v[i];
		struct urb_field *j = NULL;

		if (u->same != i)
			continue;
		if (u->joined)
			j = urb_field(f->s, u->field);
		else if (!u->fresh && (u->param < 0 || called_from_outside(f)))
			j = &f->s->urbs->wild;
		for (size_t k = 0; j && k < u->n; k++)
			join(f, j, &u->v[k]);
	}
}

void urb_events(struct fx *f)
{
	const struct func *fn = f->fn;
	struct urbs *us = &f->s->urbs->of[f->id];

	for (uint32_t n = 0; n < fn->n_insns && !f->gave_up; n++) {
		const struct insn *in = &fn->insns[n];

		if (in->op == OP_CALL) {
			call_events(f, n);
		} else if (in->op == OP_STORE) {
			store_event(f, n);
			if (us->n)
				alias_event(f, n);
		}
	}
	if (us->n)
		join_all(f);
}
