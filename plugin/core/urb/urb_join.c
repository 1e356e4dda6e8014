// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_join.c - what all functions of the unit do to the URBs of one member.
 */
#include "urb.h"

struct urb_field *urb_field(struct solver *s, struct step st)
{
	struct urb_unit *uu = s->urbs;
	struct urb_field new = { .st = st, .complete = NONE };

	for (size_t i = 0; i < uu->n_fields; i++)
		if (uu->fields[i].st.record == st.record && uu->fields[i].st.field == st.field)
			return &uu->fields[i];
	VEC_PUSH(s->a, uu->fields, uu->n_fields, uu->cap_fields, new);
	return &uu->fields[uu->n_fields - 1];
}

static bool holds_buffer(const struct urb_field *j, const struct urb_buffer *b)
{
	for (size_t i = 0; i < j->n_buffers; i++)
		if (j->buffers[i].st.record == b->st.record &&
		    j->buffers[i].st.field == b->st.field && j->buffers[i].elem == b->elem)
			return true;
	return false;
}

static void add_buffer(struct fx *f, struct urb_field *j, const struct urb_event *e)
{
	struct urb_buffer b;

	if (urb_buffer_member(e->buf_where, e->buf, &b) && !holds_buffer(j, &b))
		VEC_PUSH(f->s->a, j->buffers, j->n_buffers, j->cap_buffers, b);
}

/* Has the function just allocated the URB of its k-th event?  Then it is nobody else's. */
static bool own(const struct fx *f, const struct urb *u, size_t k)
{
	uint32_t block = f->block_of[u->v[k].insn];

	while (k && u->v[k - 1].op != UE_ALLOC)
		k--;
	return k && fx_dominates(f, f->block_of[u->v[k - 1].insn], block);
}

static void join(struct fx *f, struct urb_field *j, const struct urb *u, size_t k)
{
	const struct urb_event *e = &u->v[k];
	struct urb_setter by = { f, own(f, u, k) };

	switch (e->op) {
	case UE_ALLOC:
		j->n_alloc += e->where == f;
		break;
	case UE_FILL:
		add_buffer(f, j, e);
		j->many_handlers |= j->complete != NONE && j->complete != e->complete;
		if (e->complete != NONE)
			j->complete = e->complete;
		break;
	case UE_FLAGS:
		if (e->where == f && f->fn->insns[e->insn].op == OP_CALL)
			break;		/* import_cut(): the helper's own are joined */
		if (e->no_map == BIT_SET)
			VEC_PUSH(f->s->a, j->setters, j->n_setters, j->cap_setters, by);
		j->flag_unknown |= e->no_map == BIT_UNKNOWN;
		j->flag_cleared |= e->no_map == BIT_CLEAR;
		break;
	case UE_DMA:
		VEC_PUSH(f->s->a, j->dmas, j->n_dmas, j->cap_dmas, by);
		VEC_PUSH(f->s->a, j->handles, j->n_handles, j->cap_handles, *e);
		break;
	case UE_ANCHOR:
		if (j == &f->s->urbs->wild && !(f->fn->flags & FUNC_GLOBAL))
			VEC_PUSH(f->s->a, f->s->urbs->anchorers, f->s->urbs->n_anchorers,
				 f->s->urbs->cap_anchorers, f);
		else
			j->anchored = true;
		break;
	case UE_SUBMIT:
		j->submitted = true;
		break;
	default:
		break;
	}
}

/* May it be on an anchor?  A completion handler's own URB is one that was filled with it. */
bool urb_anchored(struct solver *s, const struct urb *u)
{
	const struct urb_field *j;

	if (!u->joined || s->urbs->wild.anchored)
		return true;
	j = urb_field(s, u->field);
	for (size_t i = 0; i < s->urbs->n_anchorers; i++)
		if (j->many_handlers || j->complete == NONE ||
		    j->complete == s->urbs->anchorers[i]->id)
			return true;
	return j->anchored;
}

/* Nobody of this file may say which URB a parameter of this function is. */
static bool called_from_outside(const struct fx *f)
{
	return !f->s->callers[f->id].n || (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED));
}

void urb_join(struct fx *f)
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
		if (j)
			j->several |= u->joined && u->elem;
		for (size_t k = 0; j && k < u->n; k++)
			join(f, j, u, k);
	}
}

/* ---- buffers that another function gave to the URB ---- */

/* Does the function end any URB of that member, or fill this one itself? */
static bool settled(const struct urbs *us, const struct urb *u)
{
	for (size_t i = 0; i < us->n; i++) {
		const struct urb *o = us->v[i];

		if (o->same != i || !o->joined || o->field.record != u->field.record ||
		    o->field.field != u->field.field)
			continue;
		for (size_t k = 0; k < o->n; k++)
			if (o->v[k].op == UE_KILL || (o->v[k].op == UE_FILL && o == u))
				return true;
	}
	return false;
}

/* Is the function an operation that runs when all transfers are over? */
static bool runs_late(const struct solver *s, uint32_t fn)
{
	struct step st;
	size_t i = 0;

	while (slot_of_func(s, fn, &i, &st))
		if (field_fact(s, st, ROLE_QUIET_SLOT))
			return true;
	return false;
}

static void add_free(struct solver *s, const struct urb_free *e)
{
	const struct urbs *us = &s->urbs->of[e->f->id];
	struct urb_event new = { .op = UE_BUFFER_FREE, .insn = e->insn, .complete = NONE,
				 .buf = e->buf };

	for (size_t i = 0; i < us->n; i++) {
		struct urb *u = us->v[i];
		size_t k;

		if (u->same != i || !u->joined || !u->n || settled(us, u) ||
		    !holds_buffer(urb_field(s, u->field), &e->what))
			continue;
		if (runs_late(s, e->f->id))
			return;
		urb_add(e->f, u, new);
		new = u->v[u->n - 1];
		for (k = u->n - 1; k && u->v[k - 1].insn > e->insn; k--)
			u->v[k] = u->v[k - 1];
		u->v[k] = new;
	}
}

void urb_join_finish(struct solver *s)
{
	for (size_t i = 0; i < s->urbs->n_frees; i++)
		add_free(s, &s->urbs->frees[i]);
}
