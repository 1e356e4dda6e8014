// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_flight.c - the CPU at a buffer between usb_submit_urb() and completion.
 *
 * linux/usb.h: not touched "since the call to usb_submit_urb() till the entry into
 * the completion routine".  Only functions that fill, submit and touch are looked
 * at.  After a call that may wait for anything, nothing is said.
 */
#include "flight.h"

struct flight {
	struct urb *u;
	struct area *fills;		/* by event */
};

enum { FLYING = 1 };			/* state: that, fill + 2 << 8, submission + 2 << 32 */

static uint32_t fill_in(uint64_t state)
{
	return state >> 8 & 0xffff;
}

/* Is `place` inside the buffer? */
static bool inside(struct fx *f, const struct area *buf, const struct place *p, int64_t len)
{
	struct area at = p->base == BASE_VALUE ?
			 area_of(f, (struct operand){ .kind = OPND_VALUE, .value = p->id }) :
			 area_at(f, p);
	int64_t off;

	if (p->base == BASE_VALUE && !at.address && !buf->address) {
		if (!area_same(buf, &at))
			return false;
		off = at.off + p->off - buf->off;
		if (at.variable || p->indexed)
			return !buf->off;
		return off >= 0 && (len == SIZE_UNKNOWN || off < len);
	}
	if (!buf->address || buf->st.record == NONE)	/* dev->buf[2], an array */
		return false;
	if (!at.address)
		at = area_at(f, p);
	if (buf->cell != at.cell || (buf->root == NONE) != (at.root == NONE) ||
	    buf->off != f->s->u->records[buf->st.record].fields[buf->st.field].off)
		return false;
	for (uint32_t i = 0; i < p->n_path; i++)
		if (p->path[i].record == buf->st.record && p->path[i].field == buf->st.field)
			return p->indexed || len == SIZE_UNKNOWN || p->off - buf->off < len;
	return false;
}

static bool points_inside(struct fx *f, const struct area *buf, const struct insn *in, int64_t arg,
			  int64_t len)
{
	struct place p = { .base = BASE_VALUE };

	if (arg < 0 || arg >= in->n_args || in->args[arg].kind != OPND_VALUE)
		return false;
	p.id = in->args[arg].value;
	if (buf->address) {		/* memcpy(dev->buf, ...) */
		struct area a = area_of(f, in->args[arg]);

		return area_same(buf, &a) && a.off >= buf->off;
	}
	return inside(f, buf, &p, len);
}

/* How the instruction touches the buffer, or NULL. */
static const char *touch(struct path *p, struct flight *fl, const struct insn *in)
{
	uint32_t n = fill_in(p->state) - 2;
	struct urb_event *fill = &fl->u->v[n];
	const struct area *buf = &fl->fills[n];
	int64_t len = fill_length(fill);
	bool reads = fill_dir(fill) == DIR_IN && urb_buffer_kind(fill) != BUF_COHERENT;
	const struct fact *copy = call_fact(p->f->s, in, ROLE_COPY);

	if (in->op == OP_STORE || in->op == OP_COPYMEM) {
		if (inside(p->f, buf, &in->place, len))
			return "written";
		return in->op == OP_COPYMEM && reads && inside(p->f, buf, &in->place2, len) ?
		       "read" : NULL;
	}
	if (in->op == OP_LOAD)
		return reads && inside(p->f, buf, &in->place, len) ? "read" : NULL;
	for (; copy; copy = copy->next) {
		if (points_inside(p->f, buf, in, copy->num[KEY_DST], len))
			return "written";
		if (reads && copy->text[KEY_SRC] &&
		    points_inside(p->f, buf, in, copy->num[KEY_SRC], len))
			return "read";
	}
	return NULL;
}

static void report(struct path *p, struct flight *fl, uint32_t insn, const char *how)
{
	struct fx *f = p->f;
	struct solver *s = f->s;
	struct urb_event *fill = &fl->u->v[fill_in(p->state) - 2];
	const struct insn *in = &f->fn->insns[insn];
	const struct insn *submit = &f->fn->insns[p->state >> 32];
	struct origins os = urb_origins(fill);
	const struct origin *o = urb_first(&os);
	struct finding *d = finding_new(f, RULE_buffer_access_in_flight, insn,
					in->op == OP_CALL ? call_name(s, in) : NULL);
	const char *urb = fl->u->name && *fl->u->name ? fl->u->name : "the URB";

	d->subject = o ? origin_name(s, o) : "the buffer";
	d->message = text(s, "'%s' is %s here while '%s' is in flight and the buffer belongs "
			     "to the controller", d->subject, how, urb);
	finding_event(s, d, fill->where->fn->insns[fill->at].loc,
		      text(s, "given to '%s' here", urb));
	finding_event(s, d, submit->loc, "submitted here");
	finding_event(s, d, in->loc, text(s, "%s here", how));
	finding_put(s, d);
}

static void submitted(struct path *p, const struct urb_event *e)
{
	uint32_t result = p->f->fn->insns[e->insn].result;
	uint64_t failed = p->state & ~(uint64_t)FLYING;

	p->state = (failed & 0xffffffff) | FLYING | (uint64_t)e->insn << 32;
	if (result == NONE)
		return;
	path_want(p->f, result);
	path_split(p, result, IS_EQ, failed);
}

static bool apply(struct path *p, const struct urb_event *e, uint32_t n)
{
	switch (e->op) {
	case UE_ALLOC:
		p->state = 0;
		break;
	case UE_FILL:
		p->state = (p->state & ~(uint64_t)0xffff00) | (uint64_t)(n + 2) << 8;
		break;
	case UE_SUBMIT:
		if (!submit_certain(p->f, e))
			return false;
		submitted(p, e);
		break;
	case UE_KILL:
		p->state &= ~(uint64_t)FLYING;
		break;
	default:
		break;
	}
	return true;
}

static bool at(struct path *p, uint32_t insn)
{
	struct flight *fl = p->data;
	const struct insn *in = &p->f->fn->insns[insn];

	if (fill_in(p->state) >= 2 && area_renewed(p->f, &fl->fills[fill_in(p->state) - 2], insn))
		p->state = 0;
	if ((p->state & FLYING) && fill_in(p->state) >= 2) {
		const char *how = touch(p, fl, in);

		if (how)
			report(p, fl, insn, how);
		if (how || (in->op == OP_CALL && call_may_wait(p->f, in)))
			return false;
	}
	for (uint32_t i = urb_first_event(fl->u, insn); i < fl->u->n && fl->u->v[i].insn == insn;
	     i++)
		if (!apply(p, &fl->u->v[i], i))
			return false;
	return true;
}

static const struct path_client client = { .at = at };

/* Does the function fill, submit, and touch something after that? */
static bool worth(struct fx *f, struct urb *u, struct flight *fl)
{
	bool fill = false, submit = false;

	if (u->n > 0xfff0 || (u->joined && u->elem < 0))
		return false;		/* of dev->urbs[i] each may have its own part */
	for (size_t k = 0; k < u->n; k++) {
		fill |= u->v[k].op == UE_FILL && u->v[k].buf_where == f;
		submit |= u->v[k].op == UE_SUBMIT && submit_certain(f, &u->v[k]);
	}
	if (!fill || !submit)
		return false;
	fl->u = u;
	fl->fills = arena_new_array(f->s->a, struct area, u->n + 1);
	for (size_t k = 0; k < u->n; k++)
		if (u->v[k].op == UE_FILL && u->v[k].buf_where == f)
			fl->fills[k] = area_of(f, u->v[k].buf);
	for (size_t k = 0; k < u->n; k++)
		if (fl->fills[k].variable)
			return false;
	return true;
}

static void note(struct fx *f, const struct urb *u)
{
	for (size_t k = 0; k < u->n; k++)
		path_note(f, u->v[k].insn);
	for (uint32_t i = u->v[0].insn; i < f->fn->n_insns; i++)
		switch (f->fn->insns[i].op) {
		case OP_CALL: case OP_STORE: case OP_LOAD: case OP_COPYMEM: case OP_PHI:
			path_note(f, i);
			break;
		default:
			break;
		}
}

void check_flight(struct solver *s)
{
	if (!s->cfg->on[RULE_buffer_access_in_flight])
		return;
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];
		struct urbs *us = &s->urbs->of[f->id];

		for (size_t k = 0; k < us->n && !f->gave_up; k++) {
			struct flight fl;

			if (us->v[k]->same != k || !worth(f, us->v[k], &fl))
				continue;
			note(f, us->v[k]);
			path_walk(f, &client, &fl, NONE, 0);
			path_unnote_all(f);
		}
	}
}
