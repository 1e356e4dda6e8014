// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_walk.c - one URB on all ways through a function: typestate.
 *
 * Strom, Yemini: Typestate (1986).  The state is what usbcore would look at on
 * submission - flags, buffer, handle - and whether the URB may be in flight.
 * What came in from outside is unknown until the function itself changes it.
 */
#include "urb.h"

/* The state in the 64 bits that paths.c keeps. */
static uint64_t pack(const struct urb_state *st)
{
	return st->no_map | (uint64_t)st->free_buffer << 2 | (uint64_t)st->life << 4 |
	       (uint64_t)st->sg << 7 | (uint64_t)(st->gone & 0xff) << 8 |
	       (uint64_t)st->fill << 16 | (uint64_t)st->dma << 32 | (uint64_t)st->flags << 48;
}

static struct urb_state unpack(uint64_t v)
{
	return (struct urb_state){
		.no_map = v & 3, .free_buffer = v >> 2 & 3, .life = v >> 4 & 7,
		.sg = v >> 7 & 1, .gone = v >> 8 & 0xff, .fill = v >> 16 & 0xffff,
		.dma = v >> 32 & 0xffff, .flags = v >> 48 & 0xffff,
	};
}

static void set_flags(struct urb_state *st, const struct urb_event *e, uint32_t n)
{
	if (e->no_map != BIT_KEEP)
		st->no_map = e->no_map;
	if (e->free_buffer != BIT_KEEP)
		st->free_buffer = e->free_buffer;
	if (e->no_map != BIT_KEEP || e->free_buffer == BIT_SET)
		st->flags = n + 2;
}

static void allocated(struct urb_state *st)
{
	*st = (struct urb_state){ .no_map = BIT_CLEAR, .free_buffer = BIT_CLEAR,
				  .life = LIFE_IDLE, .fill = 1, .dma = 1, .flags = 1 };
}

/* usb_submit_urb() that fails leaves the urb with the driver. */
static void submitted(struct path *p, struct urb *u, struct urb_state *st,
		      const struct urb_event *e)
{
	struct urb_state failed = *st;
	uint32_t result = e->trail ? NONE : p->f->fn->insns[e->insn].result;

	check_urb_submit(p->f, u, st, e);
	st->life = LIFE_ACTIVE;
	if (result == NONE)
		return;
	path_want(p->f, result);
	p->state = pack(st);
	path_split(p, result, IS_EQ, pack(&failed));
}

/* False: nothing more can be said of this URB on this way. */
static bool apply(struct path *p, struct urb *u, struct urb_state *st, uint32_t n)
{
	const struct urb_event *e = &u->v[n];

	switch (e->op) {
	case UE_ALLOC:
		allocated(st);
		break;
	case UE_FILL:
		st->fill = n + 2;
		st->gone = 0;
		break;
	case UE_FLAGS:
		set_flags(st, e, n);
		break;
	case UE_DMA:
		st->dma = n + 2;
		break;
	case UE_SG:
		st->sg = true;
		break;
	case UE_SUBMIT:
		submitted(p, u, st, e);
		break;
	case UE_KILL:
		st->life = LIFE_IDLE;
		break;
	case UE_UNLINK:
		if (st->life != LIFE_IDLE)
			st->life = LIFE_UNLINKED;
		break;
	case UE_BUFFER_FREE:
		check_urb_buffer_free(p->f, u, st, e);
		st->gone = n < 254 ? n + 1 : 0;
		break;
	case UE_FREE:
		check_urb_free(p->f, u, st, e);
		if (st->life == LIFE_ACTIVE || st->life == LIFE_UNLINKED)
			break;
		st->life = LIFE_FREED;
		return u->joined || st->free_buffer == BIT_SET;
	default:
		break;
	}
	return true;
}

static uint32_t first_event(const struct urb *u, uint32_t insn)
{
	uint32_t lo = 0, hi = (uint32_t)u->n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (u->v[mid].insn < insn)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Calls that wait for others, or kill whole anchors, concern every URB. */
static void general(struct path *p, uint32_t insn, struct urb_state *st)
{
	const struct insn *in = &p->f->fn->insns[insn];

	if (in->op == OP_CALL && urb_call_waits(p->f, in) && st->life > LIFE_IDLE)
		st->life = LIFE_UNKNOWN;
}

static bool at(struct path *p, uint32_t insn)
{
	struct urb *u = p->data;
	struct urb_state st = unpack(p->state);

	general(p, insn, &st);
	for (uint32_t i = first_event(u, insn); i < u->n && u->v[i].insn == insn; i++)
		if (!apply(p, u, &st, i))
			return false;
	p->state = pack(&st);
	return true;
}

static void ret(struct path *p, uint32_t insn, unsigned mask)
{
	struct urb_state st = unpack(p->state);

	(void)insn;
	if (mask == IS_LT)		/* failed: nobody will submit it */
		return;
	check_urb_leave(p->f, p->data, &st);
}

/* An URB that is NULL has no state. */
static bool zero(struct path *p, uint32_t cell, unsigned mask)
{
	const struct urb *u = p->data;

	return mask != IS_EQ || cell != u->cell || u->cell == NONE;
}

static const struct path_client client = { .at = at, .ret = ret, .zero = zero };

static void walk_one(struct fx *f, struct urb *u)
{
	uint32_t from = u->v[0].insn;

	for (size_t k = 0; k < u->n; k++)
		path_note(f, u->v[k].insn);
	if (f->s->urbs->of[f->id].waits || f->s->urbs->of[f->id].kills_anchors)
		for (uint32_t i = from; i < f->fn->n_insns; i++)
			if (f->fn->insns[i].op == OP_CALL && urb_call_waits(f, &f->fn->insns[i]))
				path_note(f, i);
	for (size_t k = 1; k < u->n && from != NONE; k++)
		if (!fx_dominates(f, f->block_of[from], f->block_of[u->v[k].insn]))
			from = NONE;
	path_walk(f, &client, u, from, 0);
	path_unnote_all(f);
}

void urb_walk(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];

	for (size_t i = 0; i < us->n && !f->gave_up; i++)
		if (us->v[i]->same == i && us->v[i]->n)
			walk_one(f, us->v[i]);
}
