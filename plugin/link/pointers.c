// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pointers.c - where pointers to functions go: from one member to another, into
 * calls as arguments, through variables.  A function that sits somewhere sits in
 * all these places, and is called by all who call through them.
 *
 * Forwards, and once for each place; returned pointers are not followed.
 */
#include "link.h"
#include "map.h"

struct spot { bool cell; uint32_t id, param; };	/* a cell; or parameter of a function */

struct spread {				/* what can be reached from a place */
	size_t n_cells, cap_cells, n_todo, cap_todo;
	uint32_t *cells;
	struct sites calls;
	struct spot *todo;
	struct map seen;
};

static void visit(struct link *l, struct spread *s, struct spot p)
{
	uint32_t *at = map_at(&s->seen, (struct map_key){ { p.cell, p.id, p.param } });

	if (*at)
		return;
	*at = 1;
	VEC_PUSH(l->a, s->todo, s->n_todo, s->cap_todo, p);
	if (p.cell)
		VEC_PUSH(l->a, s->cells, s->n_cells, s->cap_cells, p.id);
}

/* The function pointer is what use u of function `func` hands on. */
static void along_use(struct link *l, struct spread *s, uint32_t func, const struct if_use *u)
{
	const struct lfunc *f = &l->funcs[func];
	uint32_t callees[MAX_CALLEES];
	unsigned n;

	if (u->kind == IFU_CELL)
		visit(l, s, (struct spot){ true, l->units[f->unit].cells[u->id], 0 });
	if (u->kind != IFU_ARG)
		return;
	n = callees_of(l, func, u->id, callees);
	for (unsigned i = 0; i < n; i++)
		visit(l, s, (struct spot){ false, callees[i], u->arg });
}

static void from_cell(struct link *l, struct spread *s, const struct lcell *c)
{
	for (size_t i = 0; i < c->n_loads; i++)
		along_use(l, s, c->loads[i].func,
			  &l->funcs[c->loads[i].func].f->uses[c->loads[i].use]);
}

static void from_param(struct link *l, struct spread *s, uint32_t func, uint32_t param)
{
	const struct if_func *f = l->funcs[func].f;

	for (uint32_t i = 0; i < f->n_calls; i++) {
		struct call_at at = { func, i };

		if (f->calls[i].to == IFT_PARAM && f->calls[i].id == param)
			VEC_PUSH(l->a, s->calls.v, s->calls.n, s->calls.cap, at);
	}
	for (uint32_t i = 0; i < f->n_uses; i++)
		for (uint32_t k = 0; k < f->uses[i].n_origins; k++)
			if (f->uses[i].origins[k].kind == IFO_PARAM &&
			    f->uses[i].origins[k].id == param)
				along_use(l, s, func, &f->uses[i]);
}

static void run(struct link *l, struct spread *s)
{
	while (s->n_todo) {
		struct spot p = s->todo[--s->n_todo];

		if (p.cell)
			from_cell(l, s, &l->cells[p.id]);
		else
			from_param(l, s, p.id, p.param);
	}
	map_free(&s->seen);
}

static void sits_in(struct link *l, uint32_t func, const struct spread *s)
{
	struct lfunc *f = &l->funcs[func];

	for (size_t i = 0; i < s->n_cells; i++)
		slot_add(l, func, s->cells[i]);
	for (size_t i = 0; i < s->calls.n; i++)
		VEC_PUSH(l->a, f->callers.v, f->callers.n, f->callers.cap, s->calls.v[i]);
}

/* Functions that are arguments, or stored by more than a plain assignment. */
static void from_code(struct link *l, uint32_t func, const struct if_use *u,
		      const struct if_origin *o)
{
	uint32_t unit = l->funcs[func].unit, to;
	struct spread s = { 0 };

	to = o->id == NONE ? func_by_name(l, unit, o->name) : l->units[unit].first_func + o->id;
	if (to == NONE)
		return;
	along_use(l, &s, func, u);
	run(l, &s);
	sits_in(l, to, &s);
}

void pointers_follow(struct link *l)
{
	for (size_t c = 0; c < l->n_cells; c++) {
		struct spread s = { 0 };
		size_t n = l->cells[c].n_funcs;

		if (!n || !l->cells[c].n_loads)
			continue;
		visit(l, &s, (struct spot){ true, (uint32_t)c, 0 });
		run(l, &s);
		for (size_t i = 0; i < n; i++)
			sits_in(l, l->cells[c].funcs[i], &s);
	}
	for (uint32_t i = 0; i < l->n_funcs; i++)
		for (uint32_t k = 0; k < l->funcs[i].f->n_uses; k++) {
			const struct if_use *u = &l->funcs[i].f->uses[k];

			for (uint32_t j = 0; j < u->n_origins; j++)
				if (u->origins[j].kind == IFO_FUNC)
					from_code(l, i, u, &u->origins[j]);
		}
}
