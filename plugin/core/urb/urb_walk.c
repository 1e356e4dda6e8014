// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_walk.c - one URB on all ways through a function: typestate.
 *
 * Strom, Yemini: Typestate (1986).  The state is what usbcore would look at on
 * submission - flags, buffer, handle - and whether the URB may be in flight.
 * What came in from outside is unknown until the function itself changes it.
 */
#include "urb.h"

#define LOOK_BACK 8		/* from a branch to what it tests */

/* The state in the 64 bits that paths.c keeps. */
static uint64_t pack(const struct urb_state *st)
{
	return st->no_map | (uint64_t)st->free_buffer << 2 | (uint64_t)st->life << 4 |
	       (uint64_t)st->sg << 7 | (uint64_t)st->empty << 8 |
	       (uint64_t)(st->gone & 0x7f) << 9 | (uint64_t)st->fill << 16 |
	       (uint64_t)st->dma << 32 | (uint64_t)st->flags << 48;
}

static struct urb_state unpack(uint64_t v)
{
	return (struct urb_state){
		.no_map = v & 3, .free_buffer = v >> 2 & 3, .life = v >> 4 & 7,
		.sg = v >> 7 & 1, .empty = v >> 8 & 1, .gone = v >> 9 & 0x7f,
		.fill = v >> 16 & 0xffff, .dma = v >> 32 & 0xffff, .flags = v >> 48 & 0xffff,
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

/* usb_submit_urb() that fails leaves the urb with the driver; so does a helper that fails. */
static void submitted(struct path *p, struct urb *u, struct urb_state *st,
		      const struct urb_event *e)
{
	struct urb_state failed = *st;
	uint32_t result = p->f->fn->insns[e->insn].result;

	check_urb_submit(p->f, u, st, e);
	if (failed.life == LIFE_ACTIVE)	/* it was over, or is another one by now */
		failed.life = LIFE_IDLE;
	st->life = LIFE_ACTIVE;
	if (result == NONE || p->f->fn->values[result].cls != TC_INT) {
		if (e->trail)
			st->life = LIFE_UNKNOWN;
		return;
	}
	path_want(p->f, result);
	p->state = pack(st);
	path_split(p, result, IS_EQ, pack(&failed));
}

static bool is_zero(const struct urb_event *e)
{
	struct intval len = int_eval(e->where, e->len);

	return int_is_const(len) && !len.ones;
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
		if (e->len.kind != OPND_NONE)
			st->empty = is_zero(e);
		break;
	case UE_LENGTH:
		st->empty = is_zero(e);
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
		st->gone = n < 126 ? n + 1 : 0;
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

uint32_t urb_first_event(const struct urb *u, uint32_t insn)
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

/* A helper's events are on several ways through it: nobody frees what he just submitted. */
static bool both(const struct urb *u, uint32_t i)
{
	bool submits = false, ends = false;

	for (uint32_t k = i; k < u->n && u->v[k].insn == u->v[i].insn; k++) {
		submits |= u->v[k].op == UE_SUBMIT;
		ends |= u->v[k].op == UE_KILL || u->v[k].op == UE_FREE ||
			u->v[k].op == UE_BUFFER_FREE || u->v[k].op == UE_UNLINK;
	}
	return submits && ends;
}

/* A helper that unlinks or submits may also wait, before or after. */
static bool over_inside(struct fx *f, const struct urb *u, uint32_t insn)
{
	struct solver *s = f->s;
	bool anchored = urb_anchored(s, u);
	uint32_t to[MAX_TARGETS];
	unsigned nt = call_targets(s, f, &f->fn->insns[insn], to, MAX_TARGETS);

	for (unsigned i = 0; i < nt; i++)
		if (s->urbs->of[to[i]].waits || (anchored && s->urbs->of[to[i]].kills_anchors))
			return true;
	return false;
}

/* The instruction that makes the pointer to this URB, or NONE. */
static uint32_t definition(struct fx *f, const struct urb *u)
{
	const struct insn *in = u->cell < f->fn->n_values ? fx_def_value(f, u->cell) : NULL;

	return in ? (uint32_t)(in - f->fn->insns) : NONE;
}

static bool at(struct path *p, uint32_t insn)
{
	struct urb *u = p->data;
	struct urb_state st = unpack(p->state);
	uint32_t first = urb_first_event(u, insn);
	bool mixed = both(u, first);

	if (insn == definition(p->f, u))	/* the next one, in the next round of a loop */
		st = (struct urb_state){ 0 };
	general(p, insn, &st);
	for (uint32_t i = first; i < u->n && u->v[i].insn == insn; i++) {
		if (mixed && (u->v[i].op == UE_FREE || u->v[i].op == UE_BUFFER_FREE))
			continue;
		if (!apply(p, u, &st, i))
			return false;
	}
	if (mixed || (first < u->n && u->v[first].insn == insn && u->v[first].trail &&
		      over_inside(p->f, u, insn)))
		st.life = LIFE_UNKNOWN;
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

/* Were the flags of this URB loaded here, and not stored to since? */
static bool fresh_flags(struct path *p, struct urb *u, const struct insn *load)
{
	uint32_t n = (uint32_t)(load - p->f->fn->insns), i;

	if (load->op != OP_LOAD || urb_what(p->f->s, &load->place) != UW_FLAGS ||
	    p->f->block_of[n] != p->block || urb_of_place(p->f, &load->place, n) != u)
		return false;
	i = urb_first_event(u, n);
	return i == u->n || p->f->block_of[u->v[i].insn] != p->block;
}

/* The `x & 4` just before the branch that a cell stands for. */
static const struct insn *masked(struct path *p, uint32_t cell)
{
	const struct block *b = &p->f->fn->blocks[p->block];

	for (uint32_t i = b->n; i && i + LOOK_BACK > b->n; i--) {
		const struct insn *in = &p->f->fn->insns[b->first + i - 1];

		if (in->op == OP_BIN && in->bin == BIN_AND && in->b.kind == OPND_INT &&
		    cell_of(p->f, in->result) == cell)
			return in;
	}
	return NULL;
}

/* if (urb->transfer_flags & bit): can it be, in this state? */
static bool flag_test(struct path *p, struct urb *u, uint32_t cell, unsigned mask)
{
	const struct urb_state st = unpack(p->state);
	const struct insn *test = masked(p, cell), *load;
	unsigned effect = BIT_KEEP;

	if (!test)
		return true;
	load = fx_def(p->f, test->a);
	if (!load || !fresh_flags(p, u, load))
		return true;
	if ((uint64_t)test->b.num == urb_flag_mask(p->f->s, &load->place, ROLE_NO_MAP))
		effect = st.no_map;
	else if ((uint64_t)test->b.num == urb_flag_mask(p->f->s, &load->place, ROLE_FREE_BUFFER))
		effect = st.free_buffer;
	if (effect == BIT_SET)
		return mask != IS_EQ;
	return effect != BIT_CLEAR || (mask & IS_EQ);
}

/* An URB that is NULL has no state. */
static bool zero(struct path *p, uint32_t cell, unsigned mask)
{
	struct urb *u = p->data;

	if (mask == IS_EQ && cell == u->cell && u->cell != NONE)
		return false;
	return flag_test(p, u, cell, mask);
}

static const struct path_client client = { .at = at, .ret = ret, .zero = zero };

static void walk_one(struct fx *f, struct urb *u)
{
	uint32_t from = u->v[0].insn;

	for (size_t k = 0; k < u->n; k++)
		path_note(f, u->v[k].insn);
	if (definition(f, u) != NONE)
		path_note(f, definition(f, u));
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
