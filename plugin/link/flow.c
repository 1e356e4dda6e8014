// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * flow.c - from each transfer backwards: parameters, members and slots whose
 * pointers come to it, until memory is met (judge.c).
 *
 * One breadth-first walk for all transfers together: the shortest way to each
 * parameter is found first, and a second one with the same properties is not
 * followed.  So circles end, and the work is that of the edges that matter.
 */
#include <string.h>

#include "link.h"

#define MAX_PER_NODE 8
#define MAX_PER_CELL 64			/* each function that uses a member is told for itself */
#define MAX_WAY 10000			/* steps; no program is as deep */

static bool same_conds(const struct way *a, const struct way *b)
{
	if (a->n_conds != b->n_conds)
		return false;
	for (unsigned i = 0; i < a->n_conds; i++)
		if (a->conds[i].param != b->conds[i].param || a->conds[i].bin != b->conds[i].bin ||
		    a->conds[i].num != b->conds[i].num || a->conds[i].truth != b->conds[i].truth)
			return false;
	return true;
}

/* The same for whoever comes to them? */
static bool alike(const struct way *a, const struct way *b)
{
	const unsigned kept = IFU_SETUP | IFU_ASYNC | IFU_COHERENT | IFU_BLUETOOTH;

	if (a->at == AT_CELL && a->in_func != b->in_func)
		return false;
	return a->load == b->load && (!a->load || a->off == b->off) &&
	       (a->sink->kind == b->sink->kind) &&
	       (a->sink->flags & kept) == (b->sink->flags & kept) &&
	       a->excluded == b->excluded && a->len.kind == b->len.kind &&
	       a->len.param == b->len.param && same_conds(a, b);
}

static struct way **list_of(struct link *l, const struct way *r)
{
	struct lfunc *f;
	struct lcell *c;

	if (r->at == AT_CELL)
		return &l->cells[r->func].reach;
	if (r->at == AT_SLOT) {
		c = &l->cells[r->func];
		if (!c->arg_reach)
			c->arg_reach = arena_new_array(l->a, struct way *, 64);
		return r->param < 64 ? &c->arg_reach[r->param] : NULL;
	}
	f = &l->funcs[r->func];
	if (!f->reach)
		f->reach = arena_new_array(l->a, struct way *, f->f->n_params + 1);
	return r->param < f->f->n_params ? &f->reach[r->param] : NULL;
}

static void enter(struct link *l, const struct way *r)
{
	struct way **list = list_of(l, r), *n;
	unsigned count = 0, most = r->at == AT_CELL ? MAX_PER_CELL : MAX_PER_NODE;

	if (!list || r->depth > MAX_WAY)
		return;
	for (; *list; list = &(*list)->sibling)
		if (alike(*list, r) || ++count == most)
			return;
	n = arena_new_array(l->a, struct way, 1);
	*n = *r;
	n->sibling = NULL;
	*list = n;
	l->n_reach++;
	VEC_PUSH(l->a, l->queue, l->n_queue, l->cap_queue, n);
}

static bool cond_holds(const struct if_cond *c, int64_t v)
{
	bool r = c->bin == BIN_EQ ? v == c->num : c->bin == BIN_NE ? v != c->num :
		 c->bin == BIN_LT ? v < c->num : c->bin == BIN_LE ? v <= c->num :
		 c->bin == BIN_GT ? v > c->num : v >= c->num;

	return r == c->truth;
}

static struct if_int int_of(const struct if_call *call, uint32_t arg)
{
	for (uint32_t i = 0; i < call->n_ints; i++)
		if (call->ints[i].arg == arg)
			return call->ints[i].v;
	return (struct if_int){ IFI_UNKNOWN, 0, 0 };
}

/* The callee's conditions and length, seen from this call; false: it can't be. */
static bool at_call(struct way *n, const struct way *r, const struct if_call *call)
{
	n->n_conds = 0;
	for (unsigned i = 0; i < r->n_conds; i++) {
		struct if_cond c = r->conds[i];
		struct if_int v = int_of(call, c.param);

		if (v.kind == IFI_CONST && !cond_holds(&c, v.num))
			return false;
		if (v.kind != IFI_PARAM)
			continue;
		c.param = v.param;
		n->conds[n->n_conds++] = c;
	}
	if (r->len.kind == IFI_PARAM)
		n->len = int_of(call, r->len.param);
	if (r->dirval.kind == IFI_PARAM)
		n->dirval = int_of(call, r->dirval.param);
	return !(n->len.kind == IFI_CONST && !n->len.num);
}

static void add_conds(struct way *n, const struct if_use *u)
{
	for (uint32_t i = 0; i < u->n_conds && n->n_conds < MAX_CONDS; i++)
		n->conds[n->n_conds++] = u->conds[i];
}

/* The pointer of use u in func goes on along r: where does it come from? */
static void follow_one(struct link *l, const struct way *r, uint32_t func,
		       const struct if_use *u, const char *callee, const struct resolved *got)
{
	struct way n = *r;

	if (got->o.kind == IFO_MEM || got->o.kind == IFO_MEMBER) {
		judge_memory(l, r, func, u, callee, got);
		return;
	}
	if (got->o.kind == IFO_FUNC)
		return;
	n.in_func = func;
	n.loc = u->loc;
	n.callee = callee;
	n.excluded |= got->o.excluded;
	if (got->o.kind == IFO_CELL) {
		n.at = AT_CELL;
		n.func = got->o.id;
		n.param = 0;
		n.load = n.inside = false;
		n.off = 0;
		n.n_conds = 0;
		n.through_cell = true;
		if (l->cells[n.func].mixed)
			return;
	} else {
		n.at = AT_PARAM;
		n.func = func;
		n.param = got->o.id;
		n.load = got->o.kind == IFO_LOAD;
		n.off = n.load ? got->o.load : (r->load ? 0 : r->off) + got->o.off;
		n.inside |= got->o.flags & IFO_INSIDE;
		n.crossed |= got->crossed;
		add_conds(&n, u);
	}
	enter(l, &n);
}

static void follow(struct link *l, const struct way *r, uint32_t func,
		   const struct if_use *u, const char *callee, const struct if_origin *o)
{
	struct resolved one = { .o = *o, .unit = l->funcs[func].unit };
	struct retsum many;

	if (o->kind == IFO_CELL)
		one.o.id = l->units[one.unit].cells[o->id];
	if (o->kind != IFO_RET && o->kind != IFO_OUT) {
		follow_one(l, r, func, u, callee, &one);
		return;
	}
	many = resolve(l, func, o);
	for (size_t i = 0; i < many.n; i++)
		follow_one(l, r, func, u, callee, &many.v[i]);
}

/* What a call's argument must be to come to the transfer; r is the way from there. */
static void at_site(struct link *l, const struct way *r, struct call_at at, uint32_t arg)
{
	const struct lfunc *f = &l->funcs[at.func];
	const struct if_call *call = &f->f->calls[at.call];
	const char *name = call->to == IFT_FUNC ? l->units[f->unit].f->funcs[call->id].name :
			   call->to == IFT_NAME ? call->name :
			   call->to == IFT_PARAM ? l->funcs[r->func].f->name :
			   l->units[f->unit].f->cells[call->id].name;
	struct way n = *r;

	n.next = r;
	n.depth++;
	n.crossed |= f->unit != l->funcs[r->in_func].unit;
	if (!at_call(&n, r, call))
		return;
	for (uint32_t i = 0; i < f->f->n_uses; i++) {
		const struct if_use *u = &f->f->uses[i];
		struct way m = n;

		if (u->id != at.call || u->arg != arg ||
		    (u->kind != IFU_ARG && u->kind != IFU_CONTENT))
			continue;
		if ((u->kind == IFU_CONTENT && (!r->load || u->off != r->off)) ||
		    (u->flags & r->sink->flags & IFU_BLUETOOTH))
			continue;
		if (u->kind == IFU_CONTENT) {
			m.load = false;
			m.off = 0;
		}
		for (uint32_t k = 0; k < u->n_origins; k++) {
			struct if_origin o = u->origins[k];

			if (u->kind == IFU_ARG && r->load) {
				if (o.kind != IFO_PARAM)
					continue;
				o.kind = IFO_LOAD;
				o.load = o.off + r->off;
			}
			follow(l, &m, at.func, u, name, &o);
		}
	}
}

static void at_sites(struct link *l, const struct way *r, const struct sites *s)
{
	for (size_t i = 0; i < s->n; i++)
		at_site(l, r, s->v[i], r->param);
}

/* A function in a slot is called by all who call through it. */
static void at_function(struct link *l, const struct way *r)
{
	const struct lfunc *f = &l->funcs[r->func];

	at_sites(l, r, &f->callers);
	for (size_t i = 0; i < f->n_slots; i++) {
		struct way n = *r;

		n.at = AT_SLOT;
		n.func = f->slots[i];
		enter(l, &n);
	}
}

static void at_cell(struct link *l, const struct way *r)
{
	const struct lcell *c = &l->cells[r->func];

	for (size_t i = 0; i < c->n_stores; i++) {
		const struct lfunc *f = &l->funcs[c->stores[i].func];
		const struct if_use *u = &f->f->uses[c->stores[i].use];
		struct way n = *r;

		n.next = r;
		n.depth++;
		n.crossed |= f->unit != l->funcs[r->in_func].unit;
		n.len = n.dirval = (struct if_int){ IFI_UNKNOWN, 0, 0 };
		for (uint32_t k = 0; k < u->n_origins; k++)
			follow(l, &n, c->stores[i].func, u, "", &u->origins[k]);
	}
}

static void seed(struct link *l, uint32_t func, const struct if_use *u)
{
	struct way r = { .sink = u, .sink_func = func, .in_func = func, .loc = u->loc,
			   .callee = u->name, .len = u->len, .dirval = u->dirval };

	for (uint32_t k = 0; k < u->n_origins; k++)
		if (u->origins[k].kind != IFO_MEM || u->urb)
			follow(l, &r, func, u, u->name, &u->origins[k]);
}

void flow(struct link *l)
{
	for (uint32_t i = 0; i < l->n_funcs; i++)
		for (uint32_t k = 0; k < l->funcs[i].f->n_uses; k++)
			if (l->funcs[i].f->uses[k].kind == IFU_SINK)
				seed(l, i, &l->funcs[i].f->uses[k]);
	while (l->queue_head < l->n_queue) {
		const struct way *r = l->queue[l->queue_head++];

		if (r->at == AT_PARAM)
			at_function(l, r);
		else if (r->at == AT_CELL)
			at_cell(l, r);
		else
			at_sites(l, r, &l->cells[r->func].calls);
	}
}
