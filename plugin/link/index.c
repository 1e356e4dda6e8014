// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * index.c - who is meant: symbols, members, slots, and who calls whom.
 *
 * A name means the function of the same module, else one that is exported, or one
 * of the kernel's own if the caller is part of it too.  Two candidates on the same
 * footing: then nobody is meant, and nothing is said.
 */
#include <string.h>

#include "link.h"
#include "map.h"

struct symtab {
	struct map names;		/* name -> first of chain */
	uint32_t *next;			/* by function + 1: another of that name */
	struct map cells;
};

#define KEY(a, b, c, d) ((struct map_key){ { (uintptr_t)(a), (uintptr_t)(b), \
					     (uintptr_t)(c), (uintptr_t)(d) } })

static void add_functions(struct link *l)
{
	uint32_t n = 0;

	for (uint32_t u = 0; u < l->n_units; u++) {
		l->units[u].first_func = n;
		n += l->units[u].f->n_funcs;
	}
	l->n_funcs = n;
	l->funcs = arena_new_array(l->a, struct lfunc, n + 1);
	l->symbols->next = arena_new_array(l->a, uint32_t, n + 2);
	for (uint32_t u = l->n_units; u-- > 0; )
		for (uint32_t i = l->units[u].f->n_funcs; i-- > 0; ) {
			uint32_t id = l->units[u].first_func + i, *first;

			l->funcs[id].f = &l->units[u].f->funcs[i];
			l->funcs[id].unit = u;
			first = map_at(&l->symbols->names, KEY(l->funcs[id].f->name, 0, 0, 0));
			l->symbols->next[id + 1] = *first;
			*first = id + 1;
		}
}

/* A member by contract, or a variable, means something else in each module. */
static uint32_t cell_number(struct link *l, uint32_t unit, const struct if_cell *c)
{
	const struct iface *f = l->units[unit].f;
	const void *where = c->contract ? (const void *)f->module :
			    c->kind == CELL_OBJECT && *c->scope ?
			    (f->builtin ? (const void *)l : (const void *)f->module) :
			    !*c->scope ? (const void *)&l->units[unit] : NULL;
	uint32_t *at = map_at(&l->symbols->cells,
			      KEY((uintptr_t)c->record * 4 + c->kind, c->name, c->scope, where));
	struct lcell new = { .c = c, .unit = unit };

	if (!*at) {
		const struct fact *fact = c->kind == CELL_FIELD ?
			model_find_field(l->m, c->record, c->name, ROLE_SLOT) : NULL;

		new.model_slot = fact != NULL;
		VEC_PUSH(l->a, l->cells, l->n_cells, l->cap_cells, new);
		*at = (uint32_t)l->n_cells;
	}
	return *at - 1;
}

static void add_cells(struct link *l)
{
	for (uint32_t u = 0; u < l->n_units; u++) {
		const struct iface *f = l->units[u].f;

		l->units[u].cells = arena_new_array(l->a, uint32_t, f->n_cells + 1);
		for (uint32_t i = 0; i < f->n_cells; i++)
			l->units[u].cells[i] = cell_number(l, u, &f->cells[i]);
	}
}

static bool same_module(const struct iface *a, const struct iface *b)
{
	return a->module == b->module || (a->builtin && b->builtin);
}

uint32_t func_by_name(struct link *l, uint32_t unit, const char *name)
{
	const struct iface *from = l->units[unit].f;
	uint32_t near = NONE, far = NONE;
	unsigned n_near = 0, n_far = 0;

	for (uint32_t i = map_get(&l->symbols->names, KEY(name, 0, 0, 0)); i;
	     i = l->symbols->next[i]) {
		const struct lfunc *f = &l->funcs[i - 1];

		if (!(f->f->flags & IFF_GLOBAL))
			continue;
		if (same_module(from, l->units[f->unit].f)) {
			near = i - 1;
			n_near++;
		} else if (f->f->flags & IFF_EXPORTED) {
			far = i - 1;
			n_far++;
		}
	}
	if (n_near)
		return n_near == 1 ? near : NONE;
	return n_far == 1 ? far : NONE;
}

void funcs_named(struct link *l, const char *name, uint32_t **v, uint32_t *n)
{
	size_t cap = 0, got = 0;

	*v = NULL;
	for (uint32_t i = map_get(&l->symbols->names, KEY(arena_intern(l->a, name), 0, 0, 0)); i;
	     i = l->symbols->next[i])
		VEC_PUSH(l->a, *v, got, cap, i - 1);
	*n = (uint32_t)got;
}

/* Both a call's slot and the functions in slots become edges to the cell. */
static void add_call(struct link *l, uint32_t id, uint32_t call)
{
	const struct lfunc *f = &l->funcs[id];
	const struct if_call *c = &f->f->calls[call];
	struct sites *to = NULL;
	struct call_at at = { id, call };
	uint32_t callee;

	if (c->to == IFT_PARAM)
		return;			/* pointers.c */
	if (c->to == IFT_SLOT) {
		to = &l->cells[l->units[f->unit].cells[c->id]].calls;
	} else {
		callee = c->to == IFT_FUNC ? l->units[f->unit].first_func + c->id :
			 func_by_name(l, f->unit, c->name);
		if (callee != NONE)
			to = &l->funcs[callee].callers;
	}
	if (to)
		VEC_PUSH(l->a, to->v, to->n, to->cap, at);
}

unsigned callees_of(struct link *l, uint32_t func, uint32_t call, uint32_t *v)
{
	const struct lfunc *f = &l->funcs[func];
	const struct if_call *c = &f->f->calls[call];
	const struct lcell *cell;

	if (c->to == IFT_SLOT) {
		cell = &l->cells[l->units[f->unit].cells[c->id]];
		if (cell->n_funcs > MAX_CALLEES)
			return 0;
		for (size_t i = 0; i < cell->n_funcs; i++)
			v[i] = cell->funcs[i];
		return (unsigned)cell->n_funcs;
	}
	v[0] = c->to == IFT_FUNC ? l->units[f->unit].first_func + c->id :
	       c->to == IFT_NAME ? func_by_name(l, f->unit, c->name) : NONE;
	return v[0] != NONE;
}

static void add_loads(struct link *l, uint32_t id, uint32_t use)
{
	const struct lfunc *f = &l->funcs[id];
	const struct if_use *u = &f->f->uses[use];
	struct cell_use at = { id, use };

	for (uint32_t k = 0; k < u->n_origins; k++) {
		struct lcell *c;

		if (u->origins[k].kind != IFO_CELL || (u->kind != IFU_ARG && u->kind != IFU_CELL))
			continue;
		c = &l->cells[l->units[f->unit].cells[u->origins[k].id]];
		VEC_PUSH(l->a, c->loads, c->n_loads, c->cap_loads, at);
	}
}

static void add_uses(struct link *l, uint32_t id)
{
	const struct lfunc *f = &l->funcs[id];

	for (uint32_t i = 0; i < f->f->n_uses; i++) {
		const struct if_use *u = &f->f->uses[i];
		struct cell_use at = { id, i };
		struct lcell *c;

		add_loads(l, id, i);
		if (u->kind != IFU_CELL)
			continue;
		c = &l->cells[l->units[f->unit].cells[u->id]];
		VEC_PUSH(l->a, c->stores, c->n_stores, c->cap_stores, at);
		for (uint32_t k = 0; k < u->n_origins; k++) {
			const struct if_origin *o = &u->origins[k];

			if (o->kind == IFO_MEM && o->mem == MEM_coherent)
				c->coherent = true;
			else if (o->kind == IFO_MEM && mem_info[o->mem].good)
				c->mixed = true;
		}
	}
}

void slot_add(struct link *l, uint32_t func, uint32_t cell)
{
	struct lfunc *f = &l->funcs[func];
	struct lcell *c = &l->cells[cell];

	for (size_t i = 0; i < f->n_slots; i++)
		if (f->slots[i] == cell)
			return;
	VEC_PUSH(l->a, f->slots, f->n_slots, f->cap_slots, cell);
	VEC_PUSH(l->a, c->funcs, c->n_funcs, c->cap_funcs, func);
}

static void add_slots(struct link *l, uint32_t unit)
{
	const struct iface *f = l->units[unit].f;

	for (uint32_t i = 0; i < f->n_slots; i++) {
		const struct if_slot *s = &f->slots[i];
		uint32_t id = s->func == NONE ? func_by_name(l, unit, s->name) :
			      l->units[unit].first_func + s->func;
		uint32_t cell = l->units[unit].cells[s->cell];

		if (id == NONE)
			continue;
		slot_add(l, id, cell);
	}
}

static void add_urbs(struct link *l, uint32_t unit)
{
	const struct iface *f = l->units[unit].f;

	for (uint32_t i = 0; i < f->n_urbs; i++) {
		struct lcell *c = &l->cells[l->units[unit].cells[f->urbs[i].cell]];

		c->urb_flagged |= f->urbs[i].what == URB_FLAGGED;
		c->urb_lost |= f->urbs[i].what == URB_LOST;
		if (f->urbs[i].what != URB_SUBMITTED || c->urb_unit)
			continue;
		c->urb_unit = unit + 1;
		c->urb_loc = f->urbs[i].loc;
	}
}

void index_program(struct link *l)
{
	l->symbols = arena_new_array(l->a, struct symtab, 1);
	add_functions(l);
	add_cells(l);
	for (uint32_t i = 0; i < l->n_funcs; i++) {
		for (uint32_t k = 0; k < l->funcs[i].f->n_calls; k++)
			add_call(l, i, k);
		add_uses(l, i);
	}
	for (uint32_t u = 0; u < l->n_units; u++) {
		add_slots(l, u);
		add_urbs(l, u);
	}
	pointers_follow(l);
}
