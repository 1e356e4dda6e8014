// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_event.c - what a function does to URBs, in the order of its code.
 */
#include <string.h>
#include "urb.h"

static const struct { const char *name; enum urb_what what; } what_names[] = {
	{ "flags", UW_FLAGS }, { "dma", UW_DMA }, { "buffer", UW_BUFFER },
	{ "length", UW_LENGTH }, { "sg", UW_SG }, { "sg_count", UW_SG_COUNT },
	{ "complete", UW_COMPLETE }, { "outcome", UW_OUTCOME }, { "iso_count", UW_ISO_COUNT },
	{ "sg_limit", UW_SG_LIMIT },
};

static void note_record(struct solver *s, uint32_t r)
{
	const struct record *rec = &s->u->records[r];

	for (uint32_t i = 0; i < rec->n_fields; i++) {
		const struct fact *fact = field_fact(s, (struct step){ r, i }, ROLE_URB_FIELD);

		for (unsigned k = 0; fact && k < sizeof(what_names) / sizeof(*what_names); k++) {
			if (strcmp(what_names[k].name, fact->text[KEY_WHAT]))
				continue;
			if (!s->urbs->what[r])
				s->urbs->what[r] = arena_new_array(s->a, uint8_t, rec->n_fields);
			s->urbs->what[r][i] = (uint8_t)what_names[k].what;
			if (what_names[k].what == UW_SG_LIMIT)
				s->urbs->limits = true;
			else
				s->urbs->any = true;
		}
	}
}

void urb_init(struct solver *s)
{
	s->urbs = arena_new_array(s->a, struct urb_unit, 1);
	s->urbs->of = arena_new_array(s->a, struct urbs, s->u->n_funcs + 1);
	s->urbs->what = arena_new_array(s->a, uint8_t *, s->u->n_records + 1);
	for (uint32_t r = 0; r < s->u->n_records; r++)
		if (record_has(s, r, ROLE_URB_FIELD))
			note_record(s, r);
}

enum urb_what urb_what(const struct solver *s, const struct place *p)
{
	return urb_member(s, place_step(p));
}

enum urb_what urb_member(const struct solver *s, struct step st)
{
	return st.record != NONE && s->urbs->what[st.record] ?
	       (enum urb_what)s->urbs->what[st.record][st.field] : UW_NONE;
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

struct urb_event *urb_add(struct fx *f, struct urb *u, struct urb_event e)
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

uint64_t urb_flag_mask(const struct solver *s, const struct place *p, enum role role)
{
	const struct fact *fact = place_fact(s, p, role);

	return fact ? (uint64_t)fact->num[KEY_MASK] : 0;
}

/* What a store does to the bits of `role` in the flags. */
static enum bit_effect effect(struct fx *f, const struct insn *in, enum role role)
{
	const struct insn *def = fx_def(f, in->a);
	uint64_t mask = urb_flag_mask(f->s, &in->place, role);
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

struct urb *urb_of_place(struct fx *f, const struct place *p, uint32_t insn)
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

static void store_event(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	enum urb_what what = urb_what(f->s, &in->place);
	struct urb_event e = { .insn = n, .complete = NONE };
	struct urb *u;

	if (what == UW_NONE || what >= UW_COMPLETE)
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
	urb_add(f, u, e);
}

/* Two names turn out to be one URB: their events in the order of the code. */
static void merge(struct fx *f, struct urb *to, struct urb *u)
{
	struct urb_event *a = to->v, *b = u->v;
	size_t n = to->n, m = u->n, i = 0, k = 0;

	to->fresh |= u->fresh;
	if (to->param < 0)
		to->param = u->param;
	if (to->out < 0)
		to->out = u->out;
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
	struct step st = { NONE, NONE };
	struct urb *u, *to;
	uint32_t cell;

	if (in->a.kind != OPND_VALUE || in->place.cls != TC_POINTER)
		return;
	if (in->place.n_path)
		st = in->place.path[in->place.n_path - 1];
	else if (!field_element(f, &in->place, &st) && in->place.base != BASE_VALUE)
		return;
	cell = cell_of(f, in->a.value);
	u = urb_of_cell(f, cell);
	if (!u || u->joined || (st.record != NONE && !field_joinable(f->s, st)))
		return;
	if (st.record == NONE)
		to = urb_behind(f, &in->place);
	else
		to = urb_field_in(f, st, in->place.indexed || !in->place.n_path ? -1 : 0,
				  f->s->u->records[st.record].fields[st.field].name);
	if (to && u != to)
		merge(f, to, u);
}

void urb_events(struct fx *f)
{
	const struct func *fn = f->fn;
	struct urbs *us = &f->s->urbs->of[f->id];

	for (uint32_t n = 0; n < fn->n_insns && !f->gave_up; n++) {
		const struct insn *in = &fn->insns[n];

		if (in->op == OP_CALL) {
			urb_call_events(f, n);
		} else if (in->op == OP_STORE) {
			store_event(f, n);
			if (us->n)
				alias_event(f, n);
		}
	}
	if (us->n)
		urb_join(f);
}
