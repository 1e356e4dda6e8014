// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_urb.c - flags, buffer and handle of an URB that is submitted or left
 * behind: driver-api/usb/dma.rst and the comments on struct urb in linux/usb.h.
 *
 * A function that only prepares an URB of the module leaves a question behind,
 * which is answered when the whole unit was seen (check_urb_finish).
 */
#include <string.h>
#include "urb.h"

struct urb_pending {
	enum rule_id rule;
	struct fx *f;
	struct step field;
	bool overwritten;		/* the flag was set, and lost by a plain store */
	struct finding *d;
};

static struct urb_event *event_of(struct urb *u, uint32_t n)
{
	return n >= 2 ? &u->v[n - 2] : NULL;
}

static const char *urb_name(struct urb *u)
{
	return u->name && *u->name ? u->name : "the URB";
}

static void calls(struct solver *s, struct finding *d, const struct urb_event *e)
{
	for (const struct trail *t = e->trail; t; t = t->older)
		finding_event(s, d, t->loc, t->text);
}

static void event(struct solver *s, struct finding *d, const struct urb_event *e,
		  const char *how)
{
	calls(s, d, e);
	finding_event(s, d, e->where->fn->insns[e->at].loc, how);
}

static void older_first(struct solver *s, struct finding *d, const struct trail *t, int depth)
{
	if (!t || depth > 20)
		return;
	older_first(s, d, t->older, depth + 1);
	finding_event(s, d, t->loc, t->text);
}

static void birth(struct solver *s, struct finding *d, const struct origin *o)
{
	if (!o)
		return;
	if (o->maker)
		finding_event(s, d, o->birth, text(s, "allocated by %s() here", o->maker));
	older_first(s, d, o->trail, 0);
}

static const char *callee_of(const struct urb_event *e)
{
	const struct insn *in = &e->where->fn->insns[e->at];

	return in->op == OP_CALL ? call_name(e->where->s, in) : NULL;
}

static struct finding *new_finding(struct urb_event *at, enum rule_id rule)
{
	return finding_new(at->where, rule, at->at, callee_of(at));
}

/* Put now, or ask the whole unit first. */
static void put_or_wait(struct fx *f, struct urb *u, struct finding *d,
			const struct urb_event *flags, bool now)
{
	struct urb_unit *uu = f->s->urbs;
	struct urb_pending p = { .rule = d->rule, .f = f, .field = u->field, .d = d };

	p.overwritten = flags && flags->no_map == BIT_CLEAR;
	if (now)
		finding_put(f->s, d);
	else if (u->joined)
		VEC_PUSH(f->s->a, uu->pending, uu->n_pending, uu->cap_pending, p);
}

/* ---- missing_no_map_flag ---- */

static void no_flag(struct fx *f, struct urb *u, const struct urb_state *st,
		    const struct urb_event *submit)
{
	struct solver *s = f->s;
	struct urb_event *fill = event_of(u, st->fill);
	struct origins os;
	const struct origin *o;
	struct finding *d;

	if (!fill || st->sg || st->no_map == BIT_SET || st->no_map == BIT_UNKNOWN ||
	    urb_buffer_kind(fill) != BUF_COHERENT)
		return;
	os = urb_origins(fill);
	o = urb_first(&os);
	d = new_finding(fill, RULE_missing_no_map_flag);
	d->subject = origin_name(s, o);
	d->message = text(s, "'%s' is coherent memory, but '%s' is submitted without "
			     "URB_NO_TRANSFER_DMA_MAP, so usbcore maps it again",
			  d->subject, urb_name(u));
	birth(s, d, o);
	event(s, d, fill, text(s, "given to '%s' here", urb_name(u)));
	if (submit)
		event(s, d, submit, "submitted here without the flag");
	put_or_wait(f, u, d, event_of(u, st->flags), submit && st->no_map == BIT_CLEAR);
}

/* ---- no_map_flag_without_handle ---- */

static void no_handle(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	struct solver *s = f->s;
	struct urb_event *flag = event_of(u, st->flags), *fill = event_of(u, st->fill);
	struct origins os;
	struct finding *d;

	if (st->no_map != BIT_SET || !flag || st->dma >= 2 || st->sg || !fill)
		return;
	os = urb_origins(fill);
	d = new_finding(flag, RULE_no_map_flag_without_handle);
	d->subject = urb_name(u);
	d->message = text(s, "URB_NO_TRANSFER_DMA_MAP is set, but nothing is stored to "
			     "'%s->transfer_dma': the device is sent to a random address",
			  urb_name(u));
	birth(s, d, urb_first(&os));
	event(s, d, fill, text(s, "the buffer is given to '%s' here", urb_name(u)));
	event(s, d, flag, "the flag is set here");
	if (submit)
		event(s, d, submit, "submitted here without a handle");
	put_or_wait(f, u, d, event_of(u, st->flags), submit && st->dma == 1);
}

/* ---- stale_no_map, handle_offset_mismatch ---- */

static void wrong_handle(struct fx *f, struct urb *u, const struct urb_state *st,
			 const struct urb_event *submit)
{
	struct solver *s = f->s;
	struct urb_event *fill = event_of(u, st->fill), *dma = event_of(u, st->dma);
	struct finding *d;
	struct origins os;
	enum fit fit;

	if (st->no_map != BIT_SET || !fill || !dma)
		return;
	fit = urb_handle_fits(fill, dma);
	if (fit != FIT_OTHER && fit != FIT_OFFSET)
		return;
	os = urb_origins(fill);
	d = new_finding(fit == FIT_OTHER ? fill : dma, fit == FIT_OTHER ? RULE_stale_no_map :
			RULE_handle_offset_mismatch);
	d->subject = origin_name(s, urb_first(&os));
	if (fit == FIT_OTHER)
		d->message = text(s, "'%s' is the buffer now, but '%s->transfer_dma' is the handle "
				     "of another one", d->subject, urb_name(u));
	else
		d->message = text(s, "'%s->transfer_dma' is not as far into '%s' as its "
				     "transfer_buffer", urb_name(u), d->subject);
	birth(s, d, urb_first(&os));
	event(s, d, dma, dma->value.kind == OPND_NONE ? "the handle is taken here" :
	      "the handle is stored here");
	event(s, d, fill, text(s, "the buffer is given to '%s' here", urb_name(u)));
	if (submit)
		event(s, d, submit, "submitted here");
	finding_put(s, d);
}

/* ---- no_transfer_buffer ---- */

static void no_buffer(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	struct urb_event *fill = event_of(u, st->fill), *dma = event_of(u, st->dma);
	struct intval len = INT_UNKNOWN;
	struct finding *d;

	if (st->no_map != BIT_SET || !dma || st->sg || st->fill == 0)
		return;
	if (fill) {
		if (fill->buf.kind != OPND_INT || fill->buf.num)
			return;
		if (fill->len.kind != OPND_NONE)
			len = int_eval(fill->where, fill->len);
		if (int_is_const(len) && !len.ones)
			return;
	}
	d = new_finding((struct urb_event *)submit, RULE_no_transfer_buffer);
	d->subject = urb_name(u);
	d->message = text(f->s, "'%s' has a DMA handle but no transfer_buffer, which controllers "
				"without DMA need", urb_name(u));
	event(f->s, d, dma, "the handle is stored here");
	event(f->s, d, submit, "submitted here");
	finding_put(f->s, d);
}

/* ---- free_buffer_flag_misuse ---- */

/* Why kfree() of this is wrong, or NULL. */
static const char *not_for_kfree(struct solver *s, const struct origin *o)
{
	if (o->kind != ORG_MEM || o->mixed)
		return NULL;
	if (o->member.outer_rec != NONE && !o->member.done)
		return "a member of a larger record";
	if (o->mem == MEM_heap)
		return o->off > 0 && !o->inexact && !o->flow_field ?
		       text(s, "%lld bytes behind the start of its memory", (long long)o->off) : NULL;
	switch (o->mem) {
	case MEM_coherent: case MEM_stack: case MEM_static: case MEM_rodata: case MEM_vmalloc:
	case MEM_vmap: case MEM_skb: case MEM_pages: case MEM_percpu: case MEM_iomem:
		return mem_info[o->mem].text;
	default:
		return NULL;
	}
}

static void bad_free_flag(struct fx *f, struct urb *u, const struct urb_state *st)
{
	struct solver *s = f->s;
	struct urb_event *fill = event_of(u, st->fill), *flag = event_of(u, st->flags);
	struct origins os;
	const char *why = NULL;
	struct finding *d;

	if (st->free_buffer != BIT_SET || !fill || !flag)
		return;
	os = urb_origins(fill);
	for (size_t i = 0; i < os.n; i++) {
		if (os.v[i].kind == ORG_MEM && os.v[i].mem == MEM_null)
			continue;
		why = not_for_kfree(s, &os.v[i]);
		if (!why)
			return;
	}
	if (!why)
		return;
	d = new_finding(flag, RULE_free_buffer_flag_misuse);
	d->subject = origin_name(s, urb_first(&os));
	d->message = text(s, "URB_FREE_BUFFER makes usbcore call kfree() on '%s', which is %s",
			  d->subject, why);
	birth(s, d, urb_first(&os));
	event(s, d, fill, text(s, "given to '%s' here", urb_name(u)));
	event(s, d, flag, "the flag is set here");
	finding_put(s, d);
}

/* ---- free_buffer_double_free ---- */

static void double_free(struct fx *f, struct urb *u, const struct urb_state *st,
			struct urb_event *freed, const char *then, const struct urb_event *last)
{
	struct urb_event *flag = event_of(u, st->flags);
	struct finding *d;

	if (!flag)
		return;
	d = new_finding(freed, RULE_free_buffer_double_free);
	d->subject = urb_name(u);
	d->message = text(f->s, "the buffer of '%s' is freed here and again by usbcore, because of "
				"URB_FREE_BUFFER", urb_name(u));
	event(f->s, d, flag, "URB_FREE_BUFFER is set here");
	event(f->s, d, freed, "the buffer is freed here");
	if (last)
		event(f->s, d, last, then);
	finding_put(f->s, d);
}

/* The completion handler frees what the flag makes usbcore free. */
static void handler_frees(struct fx *f, struct urb *u, const struct urb_state *st)
{
	struct urb_event *fill = event_of(u, st->fill);
	const struct urbs *us;

	if (st->free_buffer != BIT_SET || !fill || fill->complete == NONE)
		return;
	us = &f->s->urbs->of[fill->complete];
	for (size_t i = 0; i < us->n; i++) {
		struct urb *o = us->v[i];

		if (o->param != 0 || o->same != i)
			continue;
		for (size_t k = 0; k < o->n; k++) {
			if (o->v[k].op == UE_FLAGS)
				return;
			if (o->v[k].op == UE_BUFFER_FREE) {
				double_free(f, u, st, &o->v[k], NULL, NULL);
				return;
			}
		}
	}
}

/* ---- buffer_freed_in_flight ---- */

static void freed_in_flight(struct fx *f, struct urb *u, const struct urb_state *st,
			    const struct urb_event *e)
{
	struct urb_event *fill = event_of(u, st->fill), *submit = NULL;
	struct finding *d;

	for (size_t k = 0; k < u->n; k++)
		if (u->v[k].op == (st->life == LIFE_ACTIVE ? UE_SUBMIT : UE_UNLINK) &&
		    u->v[k].insn <= e->insn)
			submit = &u->v[k];
	if (!submit)
		return;
	d = new_finding((struct urb_event *)e, RULE_buffer_freed_in_flight);
	d->subject = urb_name(u);
	d->message = st->life == LIFE_ACTIVE ?
		text(f->s, "the buffer of '%s' is freed while the URB is in flight", urb_name(u)) :
		text(f->s, "the buffer of '%s' is freed while the URB may be in flight: "
			   "usb_unlink_urb() does not wait", urb_name(u));
	if (fill)
		event(f->s, d, fill, text(f->s, "given to '%s' here", urb_name(u)));
	event(f->s, d, submit, st->life == LIFE_ACTIVE ? "submitted here" : "unlinked here");
	event(f->s, d, e, "freed here");
	finding_put(f->s, d);
}

/* ---- what the walk meets ---- */

void check_urb_submit(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	no_flag(f, u, st, submit);
	no_handle(f, u, st, submit);
	wrong_handle(f, u, st, submit);
	no_buffer(f, u, st, submit);
	bad_free_flag(f, u, st);
	handler_frees(f, u, st);
}

void check_urb_leave(struct fx *f, struct urb *u, const struct urb_state *st)
{
	if (st->life == LIFE_FREED || !u->joined)
		return;
	no_flag(f, u, st, NULL);
	no_handle(f, u, st, NULL);
	wrong_handle(f, u, st, NULL);
	bad_free_flag(f, u, st);
}

void check_urb_buffer_free(struct fx *f, struct urb *u, const struct urb_state *st,
			   const struct urb_event *e)
{
	if (st->free_buffer == BIT_SET && st->life == LIFE_FREED)
		double_free(f, u, st, (struct urb_event *)e, NULL, NULL);
	else if (st->life == LIFE_ACTIVE || st->life == LIFE_UNLINKED)
		freed_in_flight(f, u, st, e);
}

void check_urb_free(struct fx *f, struct urb *u, const struct urb_state *st,
		    const struct urb_event *e)
{
	if (st->free_buffer == BIT_SET && st->gone)
		double_free(f, u, st, &u->v[st->gone - 1], "the URB is freed here", e);
}

/* ---- the unit as a whole ---- */

static bool set_elsewhere(const struct urb_field *j, const struct fx *f)
{
	for (size_t i = 0; i < j->n_setters; i++)
		if (j->setters[i] != f)
			return true;
	return false;
}

static bool holds(struct solver *s, const struct urb_pending *p)
{
	const struct urb_field *j = urb_field(s, p->field), *w = &s->urbs->wild;

	if (p->rule == RULE_missing_no_map_flag)
		return (j->submitted || w->submitted) && !j->flag_unknown && !w->flag_unknown &&
		       !(p->overwritten ? set_elsewhere(j, p->f) : j->n_setters > 0) && !w->n_setters;
	if (p->rule == RULE_no_map_flag_without_handle)
		return (j->submitted || w->submitted) && !j->dma && !w->dma;
	return true;
}

void check_urb_finish(struct solver *s)
{
	for (size_t i = 0; s->urbs && i < s->urbs->n_pending; i++)
		if (holds(s, &s->urbs->pending[i]))
			finding_put(s, s->urbs->pending[i].d);
}
