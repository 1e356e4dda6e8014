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
#define DIR_BIT 0x80			/* of a pipe, of a request type: from the device */

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

	if (o->kind == IFO_MEMBER)
		event(l, d, at, say(l, "struct %s is defined here", o->maker));
	else if (o->flags & IFO_OBJECT)
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

/* Is all the memory that comes here smaller than what the transfer is told? */
static bool too_small(const struct way *r, const struct if_use *use)
{
	if (r->len.kind != IFI_CONST || r->through_cell || r->sink->flags & IFU_SETUP)
		return false;
	for (uint32_t i = 0; i < use->n_origins; i++) {
		const struct if_origin *o = &use->origins[i];

		if (o->kind != IFO_MEM || !mem_info[o->mem].good || o->flags & IFO_INEXACT ||
		    o->max_size == INT64_MAX || o->max_size - o->off >= r->len.num)
			return false;
	}
	return use->n_origins;
}

/* The URB that is filled at the end of the way, when all that happens to it is known. */
static const struct lcell *plain_urb(const struct link *l, const struct way *r)
{
	const struct lunit *unit = &l->units[l->funcs[r->sink_func].unit];
	const struct lcell *c = r->sink->urb ? &l->cells[unit->cells[r->sink->urb - 1]] : NULL;

	return c && c->urb_unit && !c->urb_flagged && !c->urb_lost ? c : NULL;
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

/* The same fault seen along another way?  A member is told once. */
static bool said(struct link *l, const struct finding *d, bool member)
{
	for (size_t i = l->out->n; i-- > 0; ) {
		const struct finding *o = &l->out->list[i];

		if (o->rule == d->rule && !strcmp(o->subject, d->subject) &&
		    (member || (o->loc.line == d->loc.line && o->loc.col == d->loc.col &&
				!strcmp(o->loc.file, d->loc.file))))
			return true;
	}
	return false;
}

/* Which way the data goes, as far as it is sure. */
static enum dir direction(const struct way *r)
{
	if (r->sink->dir != DIR_UNKNOWN || !r->sink->dirkey || r->dirval.kind != IFI_CONST)
		return (enum dir)r->sink->dir;
	return r->dirval.num & DIR_BIT ? DIR_IN : DIR_OUT;
}

static const char *member_message(struct link *l, const struct if_origin *o, enum rule_id rule,
				  const char *callee)
{
	if (rule == RULE_netdev_priv_buffer)
		return say(l, "'%s' lies in netdev_priv() (struct %s), which can be vmalloc "
			   "memory; %s() needs memory from kmalloc()", o->name, o->maker, callee);
	return say(l, "'%s' shares cache lines with '%s' in struct %s; %s() %s", o->name,
		   o->beside, o->maker, callee, rule == RULE_embedded_out_buffer ?
		   "is better served by a buffer of its own" :
		   "needs a buffer of its own for DMA from the device");
}

/* Which rule speaks of the memory on this way; N_RULES: none.  *is: the words of it. */
static enum rule_id rule_of(const struct link *l, const struct way *r, const struct if_use *use,
			    const struct if_origin *o, int *severity, const char **is)
{
	const struct verdict *v;

	*severity = -1;
	if (o->kind == IFO_MEMBER) {
		enum dir dir = direction(r);

		if (o->flags & IFO_ALIGNED)
			*severity = SEV_ADVICE;
		if (r->sink->flags & IFU_SETUP || r->through_cell)
			return N_RULES;
		return o->mem == MEM_netdev_priv ? RULE_netdev_priv_buffer :
		       dir == DIR_IN ? RULE_embedded_in_buffer :
		       dir == DIR_OUT ? RULE_embedded_out_buffer : N_RULES;
	}
	if (mem_info[o->mem].good && too_small(r, use))
		return RULE_length_exceeds_buffer;
	if (o->mem == MEM_coherent && plain_urb(l, r))
		return RULE_missing_no_map_flag;
	v = verdict_of(r->sink->flags & IFU_SETUP, (enum mem)o->mem);
	if (!v || forgiven(r, o))
		return N_RULES;
	*severity = v->severity;
	*is = v->is;
	return v->rule;
}

static const char *message(struct link *l, const struct way *r, enum mem mem, const char *is,
			   const char *name, const char *callee)
{
	/* a wrapper between may wait for the transfer: only the owner's own use is sure */
	const char *later = r->sink->flags & IFU_ASYNC && mem == MEM_stack &&
			    callee == r->sink->name ?
			    " and is gone when this function returns" : "";
	const char *what = r->sink->flags & IFU_SETUP ? "setup packet " : "";
	bool store = r->sink->flags & IFU_STORE;

	if (callee == r->sink->name)
		return say(l, "%s'%s' %s%s; %s%s needs memory from kmalloc()", what, name, is,
			   later, callee, store ? "" : "()");
	return say(l, "%s'%s' %s%s; %s%s hands it to %s%s, which needs memory from kmalloc()",
		   what, name, is, later, callee, strchr(callee, '.') ? "" : "()",
		   r->sink->name, store ? "" : "()");
}

static const char *words(struct link *l, const struct way *r, const struct finding *d,
			 const struct if_origin *o, const char *is)
{
	if (o->kind == IFO_MEMBER)
		return member_message(l, o, d->rule, d->callee);
	if (d->rule == RULE_length_exceeds_buffer)
		return say(l, "'%s' has %" PRId64 " bytes here, but %s() hands %" PRId64 " to %s()",
			   d->subject, o->max_size - o->off, d->callee, r->len.num, r->sink->name);
	if (d->rule == RULE_missing_no_map_flag)
		return say(l, "'%s' is coherent memory, but '%s' is submitted without "
			   "URB_NO_TRANSFER_DMA_MAP, so usbcore maps it again", d->subject,
			   plain_urb(l, r)->c->name);
	return message(l, r, (enum mem)o->mem, is, d->subject, d->callee);
}

/* The URB is filled here and submitted in another file. */
static bool elsewhere(const struct link *l, const struct way *r, enum rule_id rule)
{
	return rule == RULE_missing_no_map_flag &&
	       plain_urb(l, r)->urb_unit - 1 != l->funcs[r->sink_func].unit;
}

void judge_memory(struct link *l, const struct way *r, uint32_t func,
		  const struct if_use *use, const char *callee, const struct resolved *got)
{
	struct finding d = { .engine = "link", .callee = callee, .loc = place(l, func, use->loc) };
	const struct way *from = r;
	const struct if_cell *cell = use->kind == IFU_CELL ? l->cells[r->next->func].c : NULL;
	const char *name = *got->o.name ? got->o.name : cell ? cell->name : "the buffer", *is = "";
	bool in_cell = cell && !cell->contract, member = got->o.kind == IFO_MEMBER;
	int severity;

	if (r->load || l->funcs[func].f->flags & IFF_MODEL)
		return;
	d.rule = rule_of(l, r, use, &got->o, &severity, &is);
	if (d.rule == N_RULES || !(r->crossed || got->crossed ||
				   got->unit != l->funcs[func].unit || elsewhere(l, r, d.rule)) ||
	    (in_cell && got->o.mem != MEM_coherent && l->cells[r->next->func].coherent))
		return;
	d.severity = l->o->rules.severity[d.rule];
	if (severity >= 0 && (int)d.severity > severity)
		d.severity = (enum severity)severity;
	d.confidence = rules[d.rule].confidence;
	d.func = l->funcs[func].f->name;
	d.subject = member ? say(l, "%s.%s", got->o.maker, got->o.name) : name;
	if (in_cell) {			/* the member is used at the step before */
		from = r->next;
		d.loc = place(l, from->in_func, from->loc);
		d.func = l->funcs[from->in_func].f->name;
		d.callee = from->callee;
	}
	if (cell && cell->contract)
		d.callee = say(l, "%s.%s", cell->record, cell->name);
	d.message = words(l, r, &d, &got->o, is);
	if (!l->o->rules.on[d.rule] || d.severity < l->o->rules.show ||
	    said(l, &d, member) ||
	    allowed(l, l->funcs[in_cell ? from->in_func : func].unit, &d))
		return;
	birth(l, &d, got);
	if (cell)
		event(l, &d, place(l, func, use->loc),
		      say(l, "stored in '%s' here", cell->contract ? d.callee : cell->name));
	else if (callee != r->sink->name)
		event(l, &d, d.loc, say(l, "passed to %s() here", callee));
	steps(l, &d, r->next ? r->next : r);
	if (d.rule == RULE_missing_no_map_flag) {
		const struct lcell *urb = plain_urb(l, r);

		event(l, &d, (struct loc){ loc_file(l, urb->urb_unit - 1, urb->urb_loc),
					   urb->urb_loc.line, urb->urb_loc.col },
		      "submitted here without the flag");
	}
	VEC_PUSH(l->out->arena, l->out->list, l->out->n, l->out->cap, d);
}

/*
 * The message that func makes is forwarded along r.  True: told, here or before.  The
 * finding is the one of the forwarder's file, with what it could not know.
 */
bool judge_contract(struct link *l, const struct way *r, uint32_t func,
		    const struct if_use *use, const struct if_origin *o)
{
	const struct resolved got = { .o = *o, .unit = l->funcs[func].unit };
	const struct verdict *v = verdict_of(r->sink->flags & IFU_SETUP, (enum mem)o->mem);
	const struct if_cell *cell = l->cells[r->func].c;
	struct finding d = { .engine = "link", .rule = RULE_foreign_buffer, .callee = r->callee,
			     .loc = place(l, r->in_func, r->loc), .subject = cell->name };

	if (!v || o->mem == MEM_coherent || forgiven(r, o) || !*o->name)
		return false;
	d.severity = l->o->rules.severity[d.rule];
	d.confidence = rules[d.rule].confidence;
	d.func = l->funcs[r->in_func].f->name;
	/* which of the maker's messages it is that comes here nobody can say */
	d.message = say(l, "%s.%s comes from whoever makes the message, such as %s(), whose '%s' "
			"%s; %s%s needs memory from kmalloc()", cell->record, cell->name,
			l->funcs[func].f->name, o->name, v->is, r->callee,
			r->sink->flags & IFU_STORE ? "" : "()");
	if (!l->o->rules.on[d.rule] || d.severity < l->o->rules.show || said(l, &d, false) ||
	    allowed(l, l->funcs[r->in_func].unit, &d))
		return true;
	birth(l, &d, &got);
	event(l, &d, place(l, func, use->loc),
	      say(l, "stored in '%s.%s' here", cell->record, cell->name));
	steps(l, &d, r);
	VEC_PUSH(l->out->arena, l->out->list, l->out->n, l->out->cap, d);
	return true;
}
