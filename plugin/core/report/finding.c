// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * finding.c - how a rule makes a finding: place, path, names.
 */
#include <string.h>
#include "solve_int.h"

const struct trail *trail_push(struct solver *s, const struct trail *t, struct loc loc,
			       const char *how)
{
	struct trail *n = arena_new_array(s->a, struct trail, 1);

	n->loc = loc;
	n->text = how;
	n->older = t;
	return n;
}

struct finding *finding_new(struct fx *f, enum rule_id rule, uint32_t insn, const char *callee)
{
	struct finding *d = arena_new_array(f->s->a, struct finding, 1);

	d->rule = rule;
	d->severity = f->s->cfg->severity[rule];
	d->confidence = rules[rule].confidence;
	d->loc = f->fn->insns[insn].loc;
	d->func = f->fn->name;
	d->callee = callee ? callee : "";
	d->engine = "plugin";
	d->subject = "";
	d->message = "";
	return d;
}

void finding_event(struct solver *s, struct finding *d, struct loc loc, const char *how)
{
	struct event *old = d->events;

	if (!loc.line || !how)
		return;
	d->events = arena_new_array(s->a, struct event, d->n_events + 1);
	if (d->n_events)
		memcpy(d->events, old, d->n_events * sizeof(*old));
	d->events[d->n_events++] = (struct event){ loc, how };
}

/* "buf", "msg.data", "dev->rx"; "the buffer" when it has no name. */
const char *origin_name(const struct solver *s, const struct origin *o)
{
	const struct member *m = &o->member;
	const char *field;

	if (m->rec == NONE)
		return o->name && *o->name ? o->name : "the buffer";
	field = s->u->records[m->rec].fields[m->field].name;
	if (o->object != NONE && o->name && *o->name && m->rec == m->outer_rec)
		return text(s, "%s.%s", o->name, field);
	return field;
}

static const char *birth_text(struct solver *s, const struct origin *o)
{
	const char *name = o->name && *o->name ? o->name : NULL;

	if (o->object != NONE)
		return name ? text(s, "'%s' is declared here", name) : "it stands here";
	if (o->maker && strchr(o->maker, '.'))
		return text(s, "taken from %s here", o->maker);
	if (o->maker)
		return text(s, "allocated by %s() here", o->maker);
	return NULL;
}

static void older_first(struct solver *s, struct finding *d, const struct trail *t, int depth)
{
	if (!t || depth > 20)
		return;
	older_first(s, d, t->older, depth + 1);
	finding_event(s, d, t->loc, t->text);
}

/* What happens to the pointer in the end. */
const char *sink_how(struct solver *s, const struct sink *k)
{
	static const char *const other[] = {
		[SINK_FREE] = "released by %s() here",
		[SINK_LINEAR] = "taken for a linear address by %s() here",
		[SINK_SG_ENTRY] = "put into a scatterlist by %s() here",
	};

	if (k->what < sizeof(other) / sizeof(*other) && other[k->what])
		return text(s, other[k->what], k->final);
	if (k->arg == NONE)
		return text(s, "stored to %s here, for DMA", k->final);
	return text(s, "handed to %s() here, for DMA", k->final);
}

/* Born, stored, passed on, handed to the transfer - in that order. */
void finding_trail(struct solver *s, struct finding *d, const struct origin *o,
		   const struct sink *k)
{
	if (o)
		finding_event(s, d, o->birth, birth_text(s, o));
	if (o)
		older_first(s, d, o->trail, 0);
	if (k->callee != k->final)
		finding_event(s, d, d->loc, text(s, "passed to %s() here", k->callee));
	for (const struct trail *t = k->trail; t; t = t->older)
		finding_event(s, d, t->loc, t->text);
	if (k->callee == k->final)
		finding_event(s, d, d->loc, sink_how(s, k));
}

/* One fault, one warning: an indirect call has several callees, a phi several ways. */
static bool said(const struct solver *s, const struct finding *d)
{
	for (size_t i = s->out->n; i-- > 0; ) {
		const struct finding *o = &s->out->list[i];

		if (o->rule == d->rule && o->loc.line == d->loc.line &&
		    o->loc.col == d->loc.col && !strcmp(o->subject, d->subject) &&
		    o->loc.file == d->loc.file)
			return true;
	}
	return false;
}

void finding_say(struct fx *f, uint32_t n, enum rule_id rule, const char *subject,
		 const char *message)
{
	struct finding *d = finding_new(f, rule, n, "");

	d->subject = subject;
	d->message = message;
	finding_put(f->s, d);
}

void finding_put(struct solver *s, const struct finding *d)
{
	if (said(s, d))
		return;
	if (s->cfg->on[d->rule] && d->severity >= s->cfg->show)
		VEC_PUSH(s->out->arena, s->out->list, s->out->n, s->out->cap, *d);
}
