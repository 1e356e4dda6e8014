// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_walk.c - one pointer to coherent memory on all ways through a function:
 * from its allocation (leak, use without a test) or its release (use after it).
 *
 * Which variables and which member hold the pointer is part of the state, so that
 * buf = NULL; goto out is not the same as goto out.  A pointer that is handed to
 * somebody we do not know belongs to him from then on.
 */
#include <string.h>
#include "coherent.h"

/* ---- what happens to it ---- */

static void used(struct path *p, struct coh_walk *w, uint32_t insn)
{
	if (p->state & ST_FREED)
		check_coherent_use(w->f, w->start, insn, w->value, false);
	else if (w->alloc && !(p->state & ST_TESTED))
		check_coherent_null(w->alloc, insn, NONE, w->f->fn->insns[insn].loc);
}

static void to_urb(struct path *p, struct coh_walk *w, uint32_t insn, const struct urb *u,
		   size_t index)
{
	size_t i = 0;

	if (p->state & ST_FREED) {
		used(p, w, insn);
		return;
	}
	while (i < w->n_fills && w->fills[i] != insn)
		i++;
	if (i == w->n_fills)
		VEC_PUSH(w->f->s->a, w->fills, w->n_fills, w->cap_fills, insn);
	p->state &= ~(0xffffull << URB_SHIFT);
	if (i < 1000 && !(p->state & ST_TESTED))
		p->state |= (uint64_t)(i + 1) << FILL_SHIFT;
	if (index < 62)
		p->state |= (uint64_t)(index + 1) << URB_SHIFT;
	if (!u || u->joined || !u->fresh || index >= 62)
		p->state |= ST_KEPT;	/* the urb stays, and with it the buffer */
}

static uint32_t fill_of(const struct coh_walk *w, uint64_t state)
{
	uint32_t i = state >> FILL_SHIFT & 0x3ff;

	return i ? w->fills[i - 1] : NONE;
}

static void submitted(struct path *p, struct coh_walk *w, const struct urb_event *e)
{
	uint32_t result = e->trail ? NONE : w->f->fn->insns[e->insn].result;
	uint64_t failed = p->state & ~(uint64_t)ST_FLIGHT;

	if (w->alloc && !(p->state & ST_TESTED) && fill_of(w, p->state) != NONE)
		check_coherent_null(w->alloc, e->insn, fill_of(w, p->state),
				    w->f->fn->insns[e->insn].loc);
	p->state |= ST_FLIGHT;
	if (result == NONE)
		return;
	path_want(p->f, result);
	path_split(p, result, IS_EQ, failed);
}

/* The last reference but that of the controller is gone. */
static void urb_released(struct path *p, struct coh_walk *w)
{
	bool freed = false;

	for (size_t i = 0; i < w->alloc->use.n_fills; i++)
		freed |= coh_handler_frees(w->f->s, &w->alloc->use.fills[i]);
	if (p->state & ST_FLIGHT)
		p->state |= freed ? ST_KEPT : ST_LOST;
	p->state &= ~((0x3full << URB_SHIFT) | ST_FLIGHT);
}

static void urb_event(struct path *p, struct coh_walk *w, const struct urb *u, uint32_t i,
		      const struct urb_event *e)
{
	bool mine = (p->state >> URB_SHIFT & 0x3f) == i + 1;

	if (e->op == UE_FILL && e->buf_where == w->f && coh_holds_operand(w, p->state, e->buf))
		to_urb(p, w, e->insn, u, i);
	else if ((e->op == UE_FILL || e->op == UE_ALLOC) && mine)
		p->state |= ST_KEPT;	/* transfer_buffer += n; another urb */
	else if (e->op == UE_SUBMIT && mine)
		submitted(p, w, e);
	else if (e->op == UE_KILL && mine)
		p->state &= ~(uint64_t)ST_FLIGHT;
	else if (e->op == UE_FREE && mine && w->alloc)
		urb_released(p, w);
	else if (e->op == UE_BUFFER_FREE && mine && w->alloc)
		p->state |= ST_FREED;
}

static void urbs_at(struct path *p, struct coh_walk *w, uint32_t insn)
{
	struct urbs *us = &w->f->s->urbs->of[w->f->id];
	size_t n;
	const struct urb_at *at = urb_events_at(w->f, insn, &n);

	for (size_t i = 0; i < n; i++)
		urb_event(p, w, us->v[at[i].urb], at[i].urb,
			  &us->v[at[i].urb]->v[at[i].event]);
}

/* Is the memory itself read or written here? */
static bool dereferenced(const struct coh_walk *w, uint64_t state, const struct insn *in)
{
	switch (in->op) {
	case OP_COPYMEM:
		if (in->place2.base == BASE_VALUE && coh_holds(w, state, in->place2.id))
			return true;
		/* fallthrough */
	case OP_LOAD:
	case OP_STORE:
		return in->place.base == BASE_VALUE && coh_holds(w, state, in->place.id);
	default:
		return false;
	}
}

static void store(struct path *p, struct coh_walk *w, const struct insn *in)
{
	uint32_t cell = cell_place(w->f, &in->place);

	if (coh_holds_operand(w, p->state, in->a)) {
		if (urb_what(w->f->s, &in->place) == UW_BUFFER && !(p->state & ST_FREED)) {
			if (cell != NONE && cell == w->cell)
				p->state |= ST_MEMBER;
			return;			/* an event of the urb */
		}
		p->state |= ST_KEPT;
		if (coh_of_member(w, &in->place) && (cell == w->cell || w->indexed))
			p->state |= ST_MEMBER;
		return;
	}
	if (coh_of_member(w, &in->place) || (cell != NONE && cell == w->cell))
		p->state &= ~(uint64_t)ST_MEMBER;
}

/* What the table says of one argument.  False: nothing. */
static bool known_call(struct path *p, struct coh_walk *w, uint32_t insn, uint32_t arg)
{
	const struct insn *in = &w->f->fn->insns[insn];
	const struct solver *s = w->f->s;
	const struct fact *fact = call_fact(s, in, ROLE_FREE);

	if (fact && fact->num[KEY_ARG] == (int64_t)arg) {
		if (p->state & ST_FREED)
			check_coherent_use(w->f, w->start, insn, w->value, true);
		p->state |= ST_FREED;
		return true;
	}
	fact = call_fact(s, in, ROLE_COPY);
	if (fact && (fact->num[KEY_DST] == (int64_t)arg || fact->num[KEY_SRC] == (int64_t)arg)) {
		used(p, w, insn);
		return true;
	}
	for (fact = call_fact(s, in, ROLE_SINK); fact; fact = fact->next) {
		if (fact->num[KEY_BUF] != (int64_t)arg)
			continue;
		if (!fact->text[KEY_URB])
			used(p, w, insn);
		return true;
	}
	return coh_keeps_nothing(s, in) ||
	       call_fact(s, in, ROLE_GUARD) || call_fact(s, in, ROLE_SETUP) ||
	       call_fact(s, in, ROLE_BOUNCE) || call_fact(s, in, ROLE_RETURNS);
}

static void call(struct path *p, struct coh_walk *w, uint32_t insn)
{
	const struct insn *in = &w->f->fn->insns[insn];
	struct solver *s = w->f->s;
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	for (uint32_t i = 0; i < in->n_args; i++) {
		if (!coh_holds_operand(w, p->state, in->args[i]) || known_call(p, w, insn, i))
			continue;
		nt = call_targets(s, w->f, in, to, MAX_TARGETS);
		if (!nt)
			p->state |= ST_KEPT;
		for (unsigned k = 0; k < nt; k++) {
			struct coh_use u = { .handed = true };

			if (func_solved(s, to[k]) && i < s->u->funcs[to[k]].n_params)
				u = coh_param_use(s, to[k], i);
			if (u.escapes || u.handed || u.members || u.freed || u.returned ||
			    u.inside || u.inside_out)
				p->state |= ST_KEPT;
		}
	}
	if ((p->state & ST_MEMBER) && w->st.record != NONE && coh_call_stores(w->f, in, w->st))
		p->state &= ~(uint64_t)ST_MEMBER;
}

/* A value that is computed again is another pointer, or points to another place. */
static void defined(struct path *p, struct coh_walk *w, uint32_t insn)
{
	const struct insn *in = &w->f->fn->insns[insn];
	uint32_t h;

	if (in->result == NONE || in->op == OP_PHI)
		return;
	h = w->holders->in[in->result];
	if (h)
		p->state &= ~HOLDER(h - 1);
	if (h && in->op == OP_LOAD && (p->state & ST_MEMBER) && w->cell != NONE &&
	    cell_place(w->f, &in->place) == w->cell)
		p->state |= HOLDER(h - 1);
	for (unsigned i = 0; i < w->n_base; i++)
		if (w->base[i] == in->result)
			p->state &= ~(uint64_t)ST_MEMBER;
}

/* my_alloc(&buf): the variable holds it, when the call says that all is well. */
static void begin_in_variable(struct path *p, struct coh_walk *w)
{
	uint32_t result = w->f->fn->insns[w->start].result;

	p->state = ST_STARTED | ST_TESTED | ST_MEMBER;
	if (result == NONE || w->f->fn->values[result].cls != TC_INT)
		return;
	path_want(p->f, result);
	path_split(p, result, IS_EQ, ST_STARTED | ST_TESTED | ST_KEPT);
}

static void begin(struct path *p, struct coh_walk *w)
{
	uint32_t h;

	if (w->value == NONE) {
		begin_in_variable(p, w);
		return;
	}
	h = w->holders->in[w->value];

	p->state = ST_STARTED | HOLDER(h - 1);
	if (!w->alloc) {
		p->state |= ST_FREED | ST_TESTED;
		if (w->cell != NONE)
			p->state |= ST_MEMBER;
	}
}

static bool at(struct path *p, uint32_t insn)
{
	struct coh_walk *w = p->data;
	const struct insn *in = &w->f->fn->insns[insn];

	if (w->done)
		return false;
	if (!(p->state & ST_STARTED)) {
		begin(p, w);
		return true;
	}
	if (insn == w->start && w->value == NONE && !(p->state & ST_LOST))
		return false;			/* another round, another buffer */
	if (dereferenced(w, p->state, in))
		used(p, w, insn);
	if (in->op == OP_CALL)
		call(p, w, insn);
	else if (in->op == OP_STORE)
		store(p, w, in);
	else if (in->op == OP_SELECT && (coh_holds_operand(w, p->state, in->a) ||
					 coh_holds_operand(w, p->state, in->b)))
		p->state |= ST_KEPT;
	urbs_at(p, w, insn);
	defined(p, w, insn);
	if (w->alloc)
		return !(p->state & ST_FREED);
	return p->state & (HOLDERS | ST_MEMBER);
}

static bool edge(struct path *p, uint32_t to)
{
	struct coh_walk *w = p->data;
	const struct block *b = &w->f->fn->blocks[to];
	uint64_t set = 0, clear = 0;
	uint32_t pred = 0;

	if (!w->phis->in[to])
		return true;
	while (pred < b->n_preds && b->preds[pred] != p->block)
		pred++;
	for (uint32_t n = b->first; n < b->first + b->n; n++) {
		const struct insn *in = &w->f->fn->insns[n];
		uint32_t h = 0;

		if (in->op != OP_PHI)
			break;
		if (in->result != NONE)
			h = w->holders->in[in->result];
		if (h && pred < in->n_args && coh_holds_operand(w, p->state, in->args[pred]))
			set |= HOLDER(h - 1);
		else if (h)
			clear |= HOLDER(h - 1);
		for (unsigned i = 0; i < w->n_base; i++)
			if (w->base[i] == in->result)
				p->state &= ~(uint64_t)ST_MEMBER;
	}
	p->state = (p->state & ~clear) | set;
	return w->alloc || (p->state & (HOLDERS | ST_MEMBER));
}

static bool is_buffer(const struct solver *s, struct step st)
{
	return st.record != NONE && s->urbs->what[st.record] &&
	       s->urbs->what[st.record][st.field] == UW_BUFFER;
}

/* NULL is no memory; a test makes sure that it is some. */
static bool zero(struct path *p, uint32_t cell, unsigned mask)
{
	struct coh_walk *w = p->data;
	bool mine = cell == w->cell && cell != NONE && (p->state & ST_MEMBER);

	if (!(p->state & ST_STARTED))
		return true;
	if (p->state >> URB_SHIFT & 0x3f)	/* if (!urb->transfer_buffer) */
		mine |= is_buffer(w->f->s, cell_step(w->f, cell));
	if (!mine && cell < w->f->fn->n_values) {
		const struct insn *in = fx_def_value(w->f, cell);

		mine = coh_holds(w, p->state, cell) ||
		       (w->indexed && (p->state & ST_MEMBER) && in && in->op == OP_LOAD &&
			coh_of_member(w, &in->place));
	}
	if (!mine)
		return true;
	if (mask == IS_EQ)
		return false;
	if (!(mask & IS_EQ))
		p->state |= ST_TESTED;
	return true;
}

static bool tested_elsewhere(const struct coh_walk *w)
{
	int m = w->st.record == NONE ? -1 : coh_member_index(w->f->s, w->st, false);

	return m < 0 || w->f->s->coh->members[m].tested;
}

/* Kept untested, all is well, and somebody else hands it to an URB: nobody has looked. */
static void left_untested(struct path *p, struct coh_walk *w, const struct insn *ret,
			  unsigned mask)
{
	int i = w->st.record == NONE ? -1 : coh_member_index(w->f->s, w->st, false);
	const struct coh_member *m = i < 0 ? NULL : &w->f->s->coh->members[i];

	if (!m || m->tested || m->open || !m->use.n_fills || (p->state & ST_TESTED) ||
	    !(p->state & ST_MEMBER) || fill_of(w, p->state) != NONE ||
	    (ret->a.kind != OPND_NONE && mask != IS_EQ))
		return;
	check_coherent_null_later(w->alloc, &m->use.fills[0], path_loc(p));
	w->done = true;
}

static bool is_urb(struct fx *f, struct operand o, const struct urb *u, struct value_set *names)
{
	return o.kind == OPND_VALUE && (cell_of(f, o.value) == u->cell ||
					names->in[fx_copy_root(f, o.value)]);
}

/* The kernel's functions on URBs keep none; a phi with it (urb = NULL before) is it, too. */
static bool keeps_urb(struct fx *f, const struct insn *in, const struct urb *u,
		      struct value_set *names)
{
	for (uint32_t i = 0; i < in->n_args; i++) {
		if (!is_urb(f, in->args[i], u, names))
			continue;
		if (in->op == OP_PHI)
			set_add(f, names, in->result, 1);
		else if (in->op != OP_CALL || (!call_fact(f->s, in, ROLE_URB) &&
					       !call_fact(f->s, in, ROLE_SINK)))
			return true;
	}
	return (in->op == OP_STORE || in->op == OP_RET || in->op == OP_SELECT) &&
	       is_urb(f, in->a, u, names);
}

/* Does nobody but this function know the URB? */
static bool urb_stays_here(struct fx *f, const struct urb *u)
{
	struct value_set *names = set_take(f);
	bool kept = false;
	size_t before;

	do {
		before = names->n;
		for (uint32_t n = 0; n < f->fn->n_insns && !kept && fx_work(f, 1); n++)
			kept = keeps_urb(f, &f->fn->insns[n], u, names);
	} while (!kept && before < names->n && !f->gave_up);
	set_give(f, names);
	return !kept && !f->gave_up;
}

/* The URB that carries it was not submitted, and is forgotten as well. */
static bool urb_forgotten(const struct path *p, const struct coh_walk *w)
{
	uint64_t i = p->state >> URB_SHIFT & 0x3f;
	const struct urb *u = i ? w->f->s->urbs->of[w->f->id].v[i - 1] : NULL;

	return u && u->fresh && !u->joined && u->cell != NONE && u->param < 0 &&
	       !(p->state & ST_FLIGHT) && !w->f->s->coh->others_free && urb_stays_here(w->f, u);
}

static void ret(struct path *p, uint32_t insn, unsigned mask)
{
	struct coh_walk *w = p->data;
	const struct insn *in = &w->f->fn->insns[insn];

	if (!(p->state & ST_STARTED) || coh_holds_operand(w, p->state, in->a))
		return;
	if (!(p->state & ST_TESTED) && fill_of(w, p->state) != NONE &&
	    (p->state & ST_MEMBER) && !tested_elsewhere(w))
		check_coherent_null(w->alloc, insn, fill_of(w, p->state), path_loc(p));
	left_untested(p, w, in, mask);
	if ((p->state & ST_KEPT) || ((p->state >> URB_SHIFT & 0x3f) && !urb_forgotten(p, w)))
		return;
	check_coherent_leak(w->alloc, path_loc(p), p->state & ST_LOST ? w->fills[0] : NONE);
}

static const struct path_client born = { .at = at, .ret = ret, .zero = zero, .edge = edge };
static const struct path_client freed = { .at = at, .zero = zero, .edge = edge };

/* From where w->value is the pointer. */
static void run(struct coh_walk *w, const struct place *kept)
{
	struct fx *f = w->f;

	w->holders = set_take(f);
	w->derived = set_take(f);
	w->phis = set_take(f);
	coh_add_holder(w, w->value);
	if (kept)
		coh_take_member(w, kept);
	coh_find_holders(w);
	if (!w->off && !f->gave_up) {
		coh_note_all(w);
		path_walk(f, w->alloc ? &born : &freed, w, w->start, 0);
		path_unnote_all(f);
	}
	set_give(f, w->holders);
	set_give(f, w->derived);
	set_give(f, w->phis);
}

void coherent_walk_alloc(struct coh_alloc *a)
{
	struct coh_walk w = { .f = a->f, .alloc = a, .start = a->insn, .cell = NONE,
			  .value = NONE, .st = { NONE, NONE } };

	if (a->f->gave_up)
		return;
	if (a->object == NONE)
		w.value = coh_root(a->f, a->value);
	run(&w, a->at);
}

/* Nothing between the load of the pointer and its release changes the member. */
static bool just_loaded(struct fx *f, uint32_t load, uint32_t insn)
{
	struct step st = place_step(&f->fn->insns[load].place);

	if (f->block_of[load] != f->block_of[insn])
		return false;
	for (uint32_t n = load + 1; n < insn; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op == OP_STORE || (in->op == OP_CALL && in->fn != NONE &&
					   func_solved(f->s, in->fn) &&
					   (st.record == NONE || coh_call_stores(f, in, st))))
			return false;
	}
	return true;
}

void coherent_walk_free(struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn], *def;
	int64_t arg = coh_free_fact(f->s, in)->num[KEY_ARG];
	struct coh_walk w = { .f = f, .start = insn, .cell = NONE, .st = { NONE, NONE } };

	if (in->args[arg].kind != OPND_VALUE || f->gave_up)
		return;
	w.value = coh_root(f, in->args[arg].value);
	def = fx_def_value(f, w.value);
	run(&w, def && def->op == OP_LOAD && !def->place.indexed &&
	    just_loaded(f, f->def[w.value], insn) ? &def->place : NULL);
}
