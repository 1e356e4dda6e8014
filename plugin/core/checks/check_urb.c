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
	bool born;			/* f itself has made the URB: what was before, and
					   what others do to theirs, does not count */
	struct finding *d;
};

/* Put now, or ask the whole unit first. */
static void put_or_wait(struct fx *f, struct urb *u, struct finding *d,
			const struct urb_event *flags, bool born, bool now)
{
	struct urb_unit *uu = f->s->urbs;
	struct urb_pending p = { .rule = d->rule, .f = f, .field = u->field,
				 .born = born, .d = d };

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
	struct urb_event *fill = urb_event_at(u, st->fill);
	struct origins os;
	const struct origin *o;
	struct finding *d;

	if (!fill || st->sg || st->no_map == BIT_SET || st->no_map == BIT_UNKNOWN ||
	    urb_buffer_kind(fill) != BUF_COHERENT)
		return;
	os = urb_origins(fill);
	o = urb_first(&os);
	d = urb_finding(fill, RULE_missing_no_map_flag);
	d->subject = origin_name(s, o);
	d->message = text(s, "'%s' is coherent memory, but '%s' is submitted without "
			     "URB_NO_TRANSFER_DMA_MAP, so usbcore maps it again",
			  d->subject, urb_name(u));
	urb_say_birth(s, d, o);
	urb_say(s, d, fill, text(s, "given to '%s' here", urb_name(u)));
	if (submit)
		urb_say(s, d, submit, "submitted here without the flag");
	put_or_wait(f, u, d, urb_event_at(u, st->flags), st->flags == 1 && fill->where == f,
		    submit && st->no_map == BIT_CLEAR);
}

/* ---- no_map_flag_without_handle ---- */

static void no_handle(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	struct solver *s = f->s;
	struct urb_event *flag = urb_event_at(u, st->flags), *fill = urb_event_at(u, st->fill);
	struct origins os;
	struct finding *d;

	if (st->no_map != BIT_SET || !flag || st->dma >= 2 || st->sg || !fill)
		return;
	os = urb_origins(fill);
	d = urb_finding(flag, RULE_no_map_flag_without_handle);
	d->subject = urb_name(u);
	d->message = text(s, "URB_NO_TRANSFER_DMA_MAP is set, but nothing is stored to "
			     "'%s->transfer_dma': the device is sent to a random address",
			  urb_name(u));
	urb_say_birth(s, d, urb_first(&os));
	urb_say(s, d, fill, text(s, "the buffer is given to '%s' here", urb_name(u)));
	urb_say(s, d, flag, "the flag is set here");
	if (submit)
		urb_say(s, d, submit, "submitted here without a handle");
	put_or_wait(f, u, d, urb_event_at(u, st->flags), st->dma == 1 && fill->where == f,
		    submit && st->dma == 1);
}

/* ---- stale_no_map, handle_offset_mismatch ---- */

/* Is the record there more than once in another one, as that one's parts? */
static bool repeated(const struct solver *s, uint32_t record)
{
	unsigned n = 0;

	for (uint32_t r = 0; r < s->u->n_records; r++)
		for (uint32_t i = 0; i < s->u->records[r].n_fields; i++) {
			const struct field *fl = &s->u->records[r].fields[i];

			if (fl->record == record && fl->cls != TC_POINTER)
				n += fl->size > s->u->records[record].size ? 2 : 1;
		}
	return n > 1;
}

/* One URB, flagged by another function for a buffer that this one is not. */
static bool stale(struct fx *f, const struct urb_field *j, struct urb_event *fill)
{
	struct solver *s = f->s;
	const struct urb_field *w = &s->urbs->wild;

	if (!j->n_setters || j->flag_cleared || j->flag_unknown || j->several ||
	    j->n_alloc != 1 || w->flag_cleared || w->flag_unknown || w->n_dmas || !j->n_handles ||
	    repeated(s, j->st.record))
		return false;
	for (size_t i = 0; i < j->n_setters; i++)
		if (j->setters[i].f == f)
			return false;
	for (size_t i = 0; i < j->n_handles; i++)
		if (urb_handle_fits(fill, &j->handles[i]) != FIT_OTHER)
			return false;
	return true;
}

/* Flags and handle stay what another function made them, the buffer is a new one. */
static void left_as_it_was(struct fx *f, struct urb *u, const struct urb_state *st,
			   const struct urb_event *submit)
{
	struct urb_event *fill = urb_event_at(u, st->fill);
	const struct urb_field *j;
	struct origins os;
	struct finding *d;

	if (!fill || st->no_map != BIT_KEEP || st->dma || st->flags || st->sg || st->empty ||
	    !u->joined || u->fresh)
		return;
	j = urb_field(f->s, u->field);
	if (!stale(f, j, fill))
		return;
	os = urb_origins(fill);
	d = urb_finding(fill, RULE_stale_no_map);
	d->subject = origin_name(f->s, urb_first(&os));
	d->message = text(f->s, "'%s' is the buffer now, but '%s' still has the flag and the "
				  "DMA handle of another one", d->subject, urb_name(u));
	urb_say_birth(f->s, d, urb_first(&os));
	urb_say(f->s, d, &j->handles[0], "the handle is stored here, by another function");
	urb_say(f->s, d, fill, text(f->s, "the buffer is given to '%s' here", urb_name(u)));
	urb_say(f->s, d, submit, "submitted here");
	finding_put(f->s, d);
}

static void wrong_handle(struct fx *f, struct urb *u, const struct urb_state *st,
			 const struct urb_event *submit)
{
	struct solver *s = f->s;
	struct urb_event *fill = urb_event_at(u, st->fill), *dma = urb_event_at(u, st->dma);
	struct finding *d;
	struct origins os;
	enum fit fit;

	if (st->no_map != BIT_SET || !fill || !dma)
		return;
	fit = urb_handle_fits(fill, dma);
	if (fit != FIT_OTHER && fit != FIT_OFFSET)
		return;
	os = urb_origins(fill);
	d = urb_finding(fit == FIT_OTHER ? fill : dma, fit == FIT_OTHER ? RULE_stale_no_map :
			RULE_handle_offset_mismatch);
	d->subject = origin_name(s, urb_first(&os));
	if (fit == FIT_OTHER)
		d->message = text(s, "'%s' is the buffer now, but '%s->transfer_dma' is the handle "
				     "of another one", d->subject, urb_name(u));
	else
		d->message = text(s, "'%s->transfer_dma' is not as far into '%s' as its "
				     "transfer_buffer", urb_name(u), d->subject);
	urb_say_birth(s, d, urb_first(&os));
	urb_say(s, d, dma, dma->value.kind == OPND_NONE ? "the handle is taken here" :
	      "the handle is stored here");
	urb_say(s, d, fill, text(s, "the buffer is given to '%s' here", urb_name(u)));
	if (submit)
		urb_say(s, d, submit, "submitted here");
	finding_put(s, d);
}

/* ---- no_transfer_buffer ---- */

static void no_buffer(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	struct urb_event *fill = urb_event_at(u, st->fill), *dma = urb_event_at(u, st->dma);
	struct finding *d;

	if (st->no_map != BIT_SET || !dma || st->sg || st->empty || st->fill == 0 ||
	    (fill && (fill->buf.kind != OPND_INT || fill->buf.num)))
		return;
	d = urb_finding((struct urb_event *)submit, RULE_no_transfer_buffer);
	d->subject = urb_name(u);
	d->message = text(f->s, "'%s' has a DMA handle but no transfer_buffer, which controllers "
				"without DMA need", urb_name(u));
	urb_say(f->s, d, dma, "the handle is stored here");
	urb_say(f->s, d, submit, "submitted here");
	finding_put(f->s, d);
}

/* ---- what the walk meets ---- */

void check_urb_submit(struct fx *f, struct urb *u, const struct urb_state *st,
		      const struct urb_event *submit)
{
	no_flag(f, u, st, submit);
	no_handle(f, u, st, submit);
	wrong_handle(f, u, st, submit);
	left_as_it_was(f, u, st, submit);
	no_buffer(f, u, st, submit);
	check_urb_free_flag(f, u, st, true);
}

void check_urb_leave(struct fx *f, struct urb *u, const struct urb_state *st)
{
	if (st->life == LIFE_FREED || !u->joined)
		return;
	no_flag(f, u, st, NULL);
	no_handle(f, u, st, NULL);
	wrong_handle(f, u, st, NULL);
	check_urb_free_flag(f, u, st, false);
}

/* ---- the unit as a whole ---- */

/* May another function have done that to the URB that f has left? */
static bool elsewhere(const struct urb_setter *by, size_t n, const struct urb_pending *p)
{
	for (size_t i = 0; i < n; i++)
		if (by[i].f != p->f && !(by[i].own && p->born))
			return true;
	return false;
}

/* Does f itself, on another way perhaps? */
static bool here(const struct urb_setter *by, size_t n, const struct fx *f)
{
	for (size_t i = 0; i < n; i++)
		if (by[i].f == f)
			return true;
	return false;
}

static bool holds(struct solver *s, const struct urb_pending *p)
{
	const struct urb_field *j = urb_field(s, p->field), *w = &s->urbs->wild;

	if (p->rule == RULE_missing_no_map_flag)
		return (j->submitted || w->submitted) && !j->flag_unknown && !w->flag_unknown &&
		       !w->n_setters && !elsewhere(j->setters, j->n_setters, p) &&
		       (p->overwritten || !here(j->setters, j->n_setters, p->f));
	if (p->rule == RULE_no_map_flag_without_handle)
		return (j->submitted || w->submitted) && !w->n_dmas &&
		       !elsewhere(j->dmas, j->n_dmas, p) && !here(j->dmas, j->n_dmas, p->f);
	return true;
}

void check_urb_finish(struct solver *s)
{
	for (size_t i = 0; s->urbs && i < s->urbs->n_pending; i++)
		if (holds(s, &s->urbs->pending[i]))
			finding_put(s, s->urbs->pending[i].d);
}
