// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_finding.c - findings on URBs: place, names, path.
 */
#include "urb.h"

struct urb_event *urb_event_at(struct urb *u, uint32_t n)
{
	return n >= 2 ? &u->v[n - 2] : NULL;
}

const char *urb_name(const struct urb *u)
{
	return u->name && *u->name ? u->name : "the URB";
}

static void calls(struct solver *s, struct finding *d, const struct urb_event *e)
{
	for (const struct trail *t = e->trail; t; t = t->older)
		finding_event(s, d, t->loc, t->text);
}

void urb_say(struct solver *s, struct finding *d, const struct urb_event *e,
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

void urb_say_birth(struct solver *s, struct finding *d, const struct origin *o)
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

struct finding *urb_finding(struct urb_event *at, enum rule_id rule)
{
	return finding_new(at->where, rule, at->at, callee_of(at));
}
