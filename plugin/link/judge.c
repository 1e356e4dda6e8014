// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * judge.c - memory has met a transfer: is that a fault, and whose?
 *
 * The same rules as in one file (verdict_of()).  What lies in one unit the
 * compiler has said already, so that only ways that leave a unit are reported.  The
 * place is the call by which the owner of the memory passes it on; for memory
 * kept in a member it is where the member is used - or, for a member by which a
 * framework hands messages over (i2c_msg.buf), where the message is made.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "link.h"

#define KVMALLOC_SLAB_MAX 4096

const char *loc_file(const struct link *l, uint32_t unit, struct if_loc loc)
{
	const struct iface *f = l->units[unit].f;

	return loc.line && loc.file < f->n_files ? f->files[loc.file] : "";
}

static struct loc place(const struct link *l, uint32_t func, struct if_loc loc)
{
	uint32_t unit = l->funcs[func].unit;

	return (struct loc){ loc_file(l, unit, loc), loc.line, loc.col };
}

static void event(struct link *l, struct finding *d, struct loc at, const char *what)
{
	struct event *old = d->events;

	if (!at.line)
		return;
	d->events = arena_new_array(l->out->arena, struct event, d->n_events + 1);
	if (d->n_events)
		memcpy(d->events, old, d->n_events * sizeof(*old));
	d->events[d->n_events++] = (struct event){ at, what };
}

#define say(l, ...) arena_printf((l)->out->arena, __VA_ARGS__)

static void birth(struct link *l, struct finding *d, const struct resolved *got)
{
	const struct if_origin *o = &got->o;
	struct loc at = { loc_file(l, got->unit, o->birth), o->birth.line, o->birth.col };

	if (o->flags & IFO_OBJECT)
		event(l, d, at, *o->name ? say(l, "'%s' is declared here", o->name) :
					   "it stands here");
	else if (*o->maker)
		event(l, d, at, say(l, "allocated by %s() here", o->maker));
	if (got->maker)
		event(l, d, (struct loc){ loc_file(l, got->given_unit, got->given),
					  got->given.line, got->given.col },
		      say(l, "given to its caller by %s() here", got->maker->name));
}

#define SHOWN 20			/* steps at either end of a long way */

/* The steps from the first caller down to the transfer. */
static void steps(struct link *l, struct finding *d, const struct way *r)
{
	unsigned n = 0, i = 0;

	for (const struct way *s = r; s; s = s->next)
		n++;
	for (; r; r = r->next, i++) {
		bool store = r->sink->flags & IFU_STORE;
		struct loc at = place(l, r->in_func, r->loc);

		if (n > 2 * SHOWN && i == SHOWN)
			event(l, d, at, say(l, "%u more steps from here", n - 2 * SHOWN));
		if (n > 2 * SHOWN && i >= SHOWN && i < n - SHOWN)
			continue;
		if (r->callee == r->sink->name && r->in_func == r->sink_func)
			event(l, d, at, store ? say(l, "stored to %s here, for DMA", r->callee) :
						say(l, "handed to %s() here, for DMA", r->callee));
		else if (*r->callee)
			event(l, d, at, say(l, "passed on to %s() here", r->callee));
	}
}

static bool forgiven(const struct way *r, const struct if_origin *o)
{
	if ((r->excluded | o->excluded) & MEM_BIT(o->mem))
		return true;
	if (o->mem == MEM_netdev_priv && r->inside)
		return true;		/* a member of it: the layout rules of the file */
	if (o->mem == MEM_maybe_vmalloc && o->max_size >= 0 && o->max_size <= KVMALLOC_SLAB_MAX)
		return true;
	return o->mem == MEM_coherent && !(r->sink->flags & IFU_SETUP) &&
	       r->sink->flags & (IFU_ASYNC | IFU_COHERENT);
}

/* The same fault seen along another way? */
static bool said(struct link *l, const struct finding *d)
{
	for (size_t i = l->out->n; i-- > 0; ) {
		const struct finding *o = &l->out->list[i];

		if (o->rule == d->rule && o->loc.line == d->loc.line && o->loc.col == d->loc.col &&
		    !strcmp(o->subject, d->subject) && !strcmp(o->loc.file, d->loc.file))
			return true;
	}
	return false;
}

static const char *message(struct link *l, const struct way *r, const struct verdict *v,
			   const char *name, const char *callee)
{
	/* a wrapper between may wait for the transfer: only the owner's own use is sure */
	const char *later = r->sink->flags & IFU_ASYNC && v->mem == MEM_stack &&
			    callee == r->sink->name ?
			    " and is gone when this function returns" : "";
	const char *what = r->sink->flags & IFU_SETUP ? "setup packet " : "";
	bool store = r->sink->flags & IFU_STORE;

	if (callee == r->sink->name)
		return store ? say(l, "%s'%s' %s%s; %s needs memory from kmalloc()", what, name,
				   v->is, later, callee) :
			       say(l, "%s'%s' %s%s; %s() needs memory from kmalloc()", what, name,
				   v->is, later, callee);
	if (strchr(callee, '.'))
		return say(l, "%s'%s' %s%s; %s hands it to %s%s, which needs memory from kmalloc()",
			   what, name, v->is, later, callee, r->sink->name, store ? "" : "()");
	return say(l, "%s'%s' %s%s; %s() hands it to %s%s, which needs memory from kmalloc()",
		   what, name, v->is, later, callee, r->sink->name, store ? "" : "()");
}

void judge_memory(struct link *l, const struct way *r, uint32_t func,
		  const struct if_use *use, const char *callee, const struct resolved *got)
{
	const struct verdict *v = verdict_of(r->sink->flags & IFU_SETUP, (enum mem)got->o.mem);
	const char *name = *got->o.name ? got->o.name : "the buffer";
	struct finding d = { .engine = "link", .callee = callee, .loc = place(l, func, use->loc) };
	const struct way *from = r;
	const struct if_cell *cell = use->kind == IFU_CELL ? l->cells[r->next->func].c : NULL;
	bool in_cell = cell && !cell->contract;

	if (!v || r->load || forgiven(r, &got->o) || l->funcs[func].f->flags & IFF_MODEL ||
	    !(r->crossed || got->crossed || got->unit != l->funcs[func].unit))
		return;
	d.rule = v->rule;
	d.severity = l->o->rules.severity[v->rule];
	if (v->severity >= 0 && (int)d.severity > v->severity)
		d.severity = (enum severity)v->severity;
	d.confidence = rules[v->rule].confidence;
	d.func = l->funcs[func].f->name;
	d.subject = name;
	if (in_cell) {			/* the member is used at the step before */
		from = r->next;
		d.loc = place(l, from->in_func, from->loc);
		d.func = l->funcs[from->in_func].f->name;
		d.callee = from->callee;
	}
	if (cell && cell->contract)
		d.callee = say(l, "%s.%s", cell->record, cell->name);
	d.message = message(l, r, v, name, d.callee);
	if (!l->o->rules.on[v->rule] || d.severity < l->o->rules.show || said(l, &d) ||
	    allowed(l, l->funcs[in_cell ? from->in_func : func].unit, &d))
		return;
	birth(l, &d, got);
	if (cell)
		event(l, &d, place(l, func, use->loc),
		      say(l, "stored in '%s' here", cell->contract ? d.callee : cell->name));
	else if (callee != r->sink->name)
		event(l, &d, d.loc, say(l, "passed to %s() here", callee));
	steps(l, &d, r->next ? r->next : r);
	VEC_PUSH(l->out->arena, l->out->list, l->out->n, l->out->cap, d);
}
