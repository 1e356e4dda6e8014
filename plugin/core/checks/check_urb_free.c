// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_urb_free.c - who frees the buffer of an URB, and when: URB_FREE_BUFFER
 * and driver-api/usb/URB.rst on unlinking.
 */
#include "urb.h"

/* ---- free_buffer_flag_misuse ---- */

/* Why kfree() of this is wrong, or NULL. */
static const char *not_for_kfree(struct solver *s, const struct origin *o)
{
	if (o->kind != ORG_MEM || o->mixed)
		return NULL;
	if (o->member.outer_rec != NONE && !o->member.done)
		return "a member of a larger record";
	if (o->mem == MEM_heap) {
		if (o->off <= 0 || o->inexact || o->flow_field)
			return NULL;
		return text(s, "%lld bytes behind the start of its memory", (long long)o->off);
	}
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
	struct urb_event *fill = urb_event_at(u, st->fill), *flag = urb_event_at(u, st->flags);
	struct origins os;
	const char *why = NULL;
	struct finding *d;

	if (st->free_buffer != BIT_SET || !fill || !flag)
		return;
	os = urb_origins(fill);
	for (size_t i = 0; i < os.n; i++) {
		if (os.v[i].kind == ORG_PARAMLOAD ||	/* what the member holds is there, too */
		    (os.v[i].kind == ORG_MEM && os.v[i].mem == MEM_null))
			continue;
		why = not_for_kfree(s, &os.v[i]);
		if (!why)
			return;
	}
	if (!why)
		return;
	d = urb_finding(flag, RULE_free_buffer_flag_misuse);
	d->subject = origin_name(s, urb_first(&os));
	d->message = text(s, "URB_FREE_BUFFER makes usbcore call kfree() on '%s', which is %s",
			  d->subject, why);
	urb_say_birth(s, d, urb_first(&os));
	urb_say(s, d, fill, text(s, "given to '%s' here", urb_name(u)));
	urb_say(s, d, flag, "the flag is set here");
	finding_put(s, d);
}

/* ---- free_buffer_double_free ---- */

static void double_free(struct fx *f, struct urb *u, const struct urb_state *st,
			struct urb_event *freed, const char *then, const struct urb_event *last)
{
	struct urb_event *flag = urb_event_at(u, st->flags);
	struct finding *d;

	if (!flag)
		return;
	d = urb_finding(freed, RULE_free_buffer_double_free);
	d->subject = urb_name(u);
	d->message = text(f->s, "the buffer of '%s' is freed here and again by usbcore, because of "
				"URB_FREE_BUFFER", urb_name(u));
	urb_say(f->s, d, flag, "URB_FREE_BUFFER is set here");
	urb_say(f->s, d, freed, "the buffer is freed here");
	if (last)
		urb_say(f->s, d, last, then);
	finding_put(f->s, d);
}

/* Does it look at the flags of an URB before it frees? */
static bool asks(struct fx *f)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++)
		if (f->fn->insns[i].op == OP_LOAD &&
		    urb_what(f->s, &f->fn->insns[i].place) == UW_FLAGS)
			return true;
	return false;
}

/* The completion handler frees what the flag makes usbcore free. */
static void handler_frees(struct fx *f, struct urb *u, const struct urb_state *st)
{
	struct urb_event *fill = urb_event_at(u, st->fill);
	const struct urbs *us;

	if (st->free_buffer != BIT_SET || !fill || fill->complete == NONE ||
	    asks(&f->s->fx[fill->complete]))
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
	struct urb_event *fill = urb_event_at(u, st->fill), *submit = NULL;
	struct finding *d;

	for (size_t k = 0; k < u->n; k++)
		if (u->v[k].op == (st->life == LIFE_ACTIVE ? UE_SUBMIT : UE_UNLINK) &&
		    u->v[k].insn <= e->insn)
			submit = &u->v[k];
	if (!submit)
		return;
	d = urb_finding((struct urb_event *)e, RULE_buffer_freed_in_flight);
	d->subject = urb_name(u);
	d->message = st->life == LIFE_ACTIVE ?
		text(f->s, "the buffer of '%s' is freed while the URB is in flight", urb_name(u)) :
		text(f->s, "the buffer of '%s' is freed while the URB may be in flight: "
			   "usb_unlink_urb() does not wait", urb_name(u));
	if (fill)
		urb_say(f->s, d, fill, text(f->s, "given to '%s' here", urb_name(u)));
	urb_say(f->s, d, submit, st->life == LIFE_ACTIVE ? "submitted here" : "unlinked here");
	urb_say(f->s, d, e, "freed here");
	finding_put(f->s, d);
}

void check_urb_free_flag(struct fx *f, struct urb *u, const struct urb_state *st, bool submit)
{
	bad_free_flag(f, u, st);
	if (submit)
		handler_frees(f, u, st);
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
