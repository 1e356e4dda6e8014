// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_coherent_flight.c - coherent memory of a stream that goes on by itself: freed by an
 * operation of the driver, while nothing in the file ever kills the stream's URBs.
 *
 * driver-api/usb/callbacks.rst: outstanding transfers have to be completed or killed first.
 * The completion handler submits its URB again, so no wait for "the last one" can do.  A
 * function that frees the record as well is a destructor, and runs when all is over.
 *
 * usbcore ends the transfers of an interface before disconnect(), but those on endpoint 0
 * are not the interface's: control URBs have to be killed there, too.
 */
#include "coherent.h"

struct stream {
	struct solver *s;
	struct coh_member *m;
	uint64_t bit;
	struct step urb;		/* the member that holds its URBs */
	const char *name;
	const struct coh_fill *fill;
	struct fx *submitter;
	uint32_t submit;
	bool control;
};

static bool same(struct step a, struct step b)
{
	return a.record == b.record && a.field == b.field;
}

static bool field_is(const struct urb *u, struct step st)
{
	return u->joined && same(u->field, st);
}

/* ---- the stream ---- */

/* The one member whose URBs get the buffer; false: not known. */
static bool urbs_of(struct stream *st, const struct coh_use *use)
{
	for (size_t i = 0; i < use->n_fills; i++) {
		const struct coh_fill *fill = &use->fills[i];
		const struct urbs *us = &st->s->urbs->of[fill->f->id];
		size_t n;
		const struct urb_at *at = urb_events_at(fill->f, fill->insn, &n);

		if (!n)
			return false;
		for (size_t k = 0; k < n; k++) {
			const struct urb *u = us->v[at[k].urb];

			if (u->v[at[k].event].op != UE_FILL)
				continue;
			if (!u->joined || (st->fill && !field_is(u, st->urb)))
				return false;
			st->urb = u->field;
			st->name = u->name;
			st->fill = fill;
			st->control |= call_fact(st->s, &fill->f->fn->insns[fill->insn],
						 ROLE_SETUP) != NULL;
		}
	}
	return true;
}

/* Does the handler submit the URB that it is called with? */
static bool submits_again(struct solver *s, uint32_t handler)
{
	const struct urbs *us = &s->urbs->of[handler];

	for (size_t i = 0; i < us->n; i++) {
		const struct urb *u = us->v[i];

		for (size_t k = 0; u->same == i && u->param == 0 && k < u->n; k++)
			if (u->v[k].op == UE_SUBMIT)
				return true;
	}
	return false;
}

/* Somebody starts it, and nobody of the file ends it: not by any name. */
static bool never_ends(struct stream *st)
{
	struct solver *s = st->s;

	for (uint32_t i = 0; i < s->n_order; i++) {
		const struct urbs *us = &s->urbs->of[s->order[i]];

		if (us->kills_anchors)
			return false;
		for (size_t k = 0; k < us->n; k++)
			for (size_t e = 0; us->v[k]->same == k && e < us->v[k]->n; e++) {
				const struct urb *u = us->v[k];
				enum urb_op op = u->v[e].op;

				if ((op == UE_KILL || op == UE_UNLINK) &&
				    (!u->joined || field_is(u, st->urb)))
					return false;
				if (op != UE_SUBMIT || !field_is(u, st->urb) || u->v[e].trail)
					continue;
				if (st->control && us->waits)
					return false;	/* for its end, it seems */
				st->submitter = &s->fx[s->order[i]];
				st->submit = u->v[e].insn;
			}
	}
	return st->submitter;
}

/* ---- the operation that frees ---- */

static void reach(struct solver *s, uint32_t fn, uint8_t *seen, unsigned depth)
{
	const struct func *f = &s->u->funcs[fn];
	uint32_t to[MAX_TARGETS];

	seen[fn] = 1;
	for (uint32_t n = 0; n < f->n_insns && depth < 24; n++) {
		unsigned nt = call_targets(s, &s->fx[fn], &f->insns[n], to, MAX_TARGETS);

		for (unsigned k = 0; k < nt; k++)
			if (func_solved(s, to[k]) && !seen[to[k]])
				reach(s, to[k], seen, depth + 1);
	}
}

/* kfree(dev), or a call of another file that may do what we do not see */
static bool may_be_over(struct fx *f, bool disconnect)
{
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *fact = call_fact(f->s, in, ROLE_FREE);
		int64_t arg = fact ? fact->num[KEY_ARG] : -1;
		const struct value *v = arg >= 0 && arg < in->n_args &&
					in->args[arg].kind == OPND_VALUE ?
					&f->fn->values[in->args[arg].value] : NULL;

		if (in->op != OP_CALL)
			continue;
		if (coh_leaves_with_record(f, in) ||
		    (!disconnect && v && v->record != NONE &&
		     field_joinable(f->s, (struct step){ v->record, 0 })))
			return true;
	}
	return false;
}

static bool allocates(const struct stream *st, uint32_t fn)
{
	const struct coh_unit *cu = st->s->coh;

	for (size_t i = 0; i < cu->n_allocs; i++)
		if (cu->allocs[i].f->id == fn && (cu->allocs[i].use.members & st->bit))
			return true;
	return false;
}

static bool runs_late(const struct solver *s, uint32_t fn)
{
	struct step st;
	size_t i = 0;

	while (slot_of_func(s, fn, &i, &st))
		if (field_fact(s, st, ROLE_QUIET_SLOT))
			return true;
	return false;
}

/* Is it an operation of the driver's that stops the stream, or ought to? */
static bool is_stop(const struct stream *st, uint32_t root, const uint8_t *seen)
{
	struct solver *s = st->s;
	bool disconnect = runs_late(s, root);
	struct step slot;
	size_t i = 0;

	if (!slot_of_func(s, root, &i, &slot) || s->callers[root].n ||
	    (s->u->funcs[root].flags & FUNC_GLOBAL) || disconnect != st->control)
		return false;
	for (uint32_t fn = 0; fn < s->u->n_funcs; fn++) {
		if (!seen[fn])
			continue;
		if (s->urbs->of[fn].waits || fn == st->submitter->id || allocates(st, fn) ||
		    may_be_over(&s->fx[fn], disconnect))
			return false;
	}
	return true;
}

static void report(struct stream *st, const struct caller *c)
{
	struct solver *s = st->s;
	struct fx *f = &s->fx[c->func];
	struct finding *d = finding_new(f, RULE_buffer_freed_in_flight, c->insn,
					call_name(s, &f->fn->insns[c->insn]));

	d->subject = s->u->records[st->m->st.record].fields[st->m->st.field].name;
	d->message = st->control ?
		text(s, "'%s' is freed while '%s' may be in flight: usbcore does not end control "
			"transfers before this, and nothing in this file kills it", d->subject,
		     st->name) :
		text(s, "'%s' is freed while '%s' may be in flight: its handler submits it again, "
			"and nothing in this file kills it", d->subject, st->name);
	finding_event(s, d, st->fill->f->fn->insns[st->fill->insn].loc,
		      text(s, "given to '%s' here", st->name));
	finding_event(s, d, st->submitter->fn->insns[st->submit].loc, "submitted here");
	finding_event(s, d, d->loc, "freed here");
	finding_put(s, d);
}

static void judge(struct stream *st)
{
	struct solver *s = st->s;
	uint8_t *seen;

	for (uint32_t i = 0; i < s->n_order; i++) {
		uint32_t root = s->order[i];

		if (!st->m->may_free[root] || s->callers[root].n)
			continue;
		seen = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
		reach(s, root, seen, 0);
		if (!is_stop(st, root, seen))
			continue;
		for (size_t k = 0; k < st->m->n_frees; k++) {
			const struct caller *c = &st->m->frees[k];

			if (!seen[c->func] || !coh_free_fact(s, &s->fx[c->func].fn->insns[c->insn]))
				continue;
			report(st, c);
			return;
		}
	}
}

void check_coherent_flight(struct solver *s, struct coh_member *m, uint64_t bit)
{
	struct coh_unit *cu = s->coh;
	struct stream st = { .s = s, .m = m, .bit = bit };

	if (m->open || m->shared || !m->n_frees || !urbs_of(&st, &m->use))
		return;
	for (size_t i = 0; i < cu->n_allocs; i++)
		if ((cu->allocs[i].use.members & bit) && !urbs_of(&st, &cu->allocs[i].use))
			return;
	if (!st.fill || st.fill->complete == NONE || !func_solved(s, st.fill->complete) ||
	    (!st.control && !submits_again(s, st.fill->complete)) || !never_ends(&st))
		return;
	judge(&st);
}
