// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_prune.c - what leads nowhere is dropped (iface_prune.h).
 *
 * Most pointers that a driver passes around never come near a transfer, and of
 * those that stay in one file the file itself can tell.  Rounds go on until
 * nothing changes: a helper that lost its last use makes its callers' arguments
 * useless.
 */
#include "iface_prune.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"

struct seen {				/* who asks for what */
	uint64_t params;		/* bit: parameter reaches something; 63: and beyond */
	bool ret, out, called;
};

struct prune {
	struct iface *f;
	struct seen *funcs;
	bool *loaded, *stored;		/* by cell */
	bool changed;
};

static uint64_t bit(uint32_t param)
{
	return UINT64_C(1) << (param < 63 ? param : 63);
}

static bool own(const struct iface *f, uint32_t cell)
{
	return !*f->cells[cell].scope;
}

/* The function of this unit that a call goes to, or NULL. */
static const struct if_func *callee(const struct iface *f, const struct if_func *in, uint32_t call)
{
	return in->calls[call].to == IFT_FUNC ? &f->funcs[in->calls[call].id] : NULL;
}

static void look_at_use(struct prune *p, const struct if_func *fn, const struct if_use *u)
{
	struct seen *me = &p->funcs[fn - p->f->funcs];

	if (u->kind == IFU_CELL)
		p->stored[u->id] = true;
	if (u->kind == IFU_ARG && fn->calls[u->id].to == IFT_PARAM)
		me->params |= bit(fn->calls[u->id].id);
	for (uint32_t i = 0; i < u->n_origins; i++) {
		const struct if_origin *o = &u->origins[i];

		if (o->kind == IFO_PARAM || o->kind == IFO_LOAD) {
			me->params |= bit(o->id);
		} else if (o->kind == IFO_CELL) {
			p->loaded[o->id] = true;
		} else if (o->kind == IFO_RET || o->kind == IFO_OUT) {
			const struct if_func *g = callee(p->f, fn, o->id);

			if (g && o->kind == IFO_RET)
				p->funcs[g - p->f->funcs].ret = true;
			else if (g)
				p->funcs[g - p->f->funcs].out = true;
		}
	}
}

static void look(struct prune *p)
{
	struct iface *f = p->f;

	memset(p->funcs, 0, f->n_funcs * sizeof(*p->funcs));
	memset(p->loaded, 0, f->n_cells * sizeof(*p->loaded));
	memset(p->stored, 0, f->n_cells * sizeof(*p->stored));
	for (uint32_t i = 0; i < f->n_funcs; i++)
		for (uint32_t k = 0; k < f->funcs[i].n_uses; k++)
			look_at_use(p, &f->funcs[i], &f->funcs[i].uses[k]);
	for (uint32_t i = 0; i < f->n_slots; i++)
		if (f->slots[i].func != NONE)
			p->funcs[f->slots[i].func].ret = p->funcs[f->slots[i].func].out = true;
	for (uint32_t i = 0; i < f->n_funcs; i++)
		if (f->funcs[i].flags & IFF_GLOBAL)
			p->funcs[i].ret = p->funcs[i].out = true;
}

static bool has(const struct if_func *g, enum if_use_kind kind)
{
	for (uint32_t i = 0; i < g->n_uses; i++)
		if (g->uses[i].kind == kind)
			return true;
	return false;
}

static bool origin_alive(const struct prune *p, const struct if_func *fn,
			 const struct if_origin *o)
{
	const struct if_func *g;

	switch (o->kind) {
	case IFO_RET:
	case IFO_OUT:
		g = callee(p->f, fn, o->id);
		return !g || has(g, o->kind == IFO_RET ? IFU_RET : IFU_OUT);
	case IFO_CELL:
		return !own(p->f, o->id) || p->stored[o->id];
	case IFO_FUNC:
		return o->id == NONE || p->f->funcs[o->id].n_uses;
	default:
		return true;
	}
}

static bool use_alive(const struct prune *p, const struct if_func *fn, const struct if_use *u)
{
	const struct seen *me = &p->funcs[fn - p->f->funcs];
	const struct if_func *g;

	switch (u->kind) {
	case IFU_ARG:
	case IFU_CONTENT:
		g = callee(p->f, fn, u->id);
		return !g || (p->funcs[g - p->f->funcs].params & bit(u->arg));
	case IFU_RET:
		return me->ret;
	case IFU_OUT:
		return me->out;
	case IFU_CELL:
		return !own(p->f, u->id) || p->loaded[u->id];
	default:
		return true;
	}
}

static void drop(struct prune *p, struct if_func *fn)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < fn->n_uses; i++) {
		struct if_use *u = &fn->uses[i];
		uint32_t k = 0;

		for (uint32_t j = 0; j < u->n_origins; j++)
			if (origin_alive(p, fn, &u->origins[j]))
				u->origins[k++] = u->origins[j];
		p->changed |= k != u->n_origins;
		u->n_origins = k;
		if (k && use_alive(p, fn, u))
			fn->uses[n++] = *u;
	}
	p->changed |= n != fn->n_uses;
	fn->n_uses = n;
}

/* ---- new numbers ---- */

struct renumber {
	struct iface *f;
	uint32_t *func, *cell, *file, *call;	/* old -> new + 1; 0: gone */
	uint32_t n_cells, n_files;
};

static void keep(uint32_t *map, uint32_t old, uint32_t *n)
{
	if (!map[old])
		map[old] = ++*n;
}

static void keep_loc(struct renumber *r, struct if_loc *l)
{
	if (!l->line)
		return;
	keep(r->file, l->file, &r->n_files);
	l->file = r->file[l->file] - 1;
}

static void renumber_use(struct renumber *r, struct if_use *u)
{
	keep_loc(r, &u->loc);
	if (u->kind == IFU_ARG || u->kind == IFU_CONTENT)
		u->id = r->call[u->id] - 1;
	if (u->kind == IFU_CELL)
		u->id = r->cell[u->id] - 1;
	if (u->urb)
		u->urb = r->cell[u->urb - 1];
	for (uint32_t j = 0; j < u->n_origins; j++) {
		struct if_origin *o = &u->origins[j];

		if (o->kind == IFO_MEM || o->kind == IFO_MEMBER)
			keep_loc(r, &o->birth);
		if (o->kind == IFO_FUNC && o->id != NONE)
			o->id = r->func[o->id] - 1;
		if (o->kind == IFO_RET || o->kind == IFO_OUT)
			o->id = r->call[o->id] - 1;
		if (o->kind == IFO_CELL)
			o->id = r->cell[o->id] - 1;
	}
}

/* The calls that a use or an origin speaks of stay, in their order. */
static void renumber_calls(struct renumber *r, struct if_func *fn)
{
	uint32_t n = 0;

	memset(r->call, 0, fn->n_calls * sizeof(*r->call));
	for (uint32_t i = 0; i < fn->n_uses; i++) {
		const struct if_use *u = &fn->uses[i];

		if (u->kind == IFU_ARG || u->kind == IFU_CONTENT)
			r->call[u->id] = 1;
		for (uint32_t j = 0; j < u->n_origins; j++)
			if (u->origins[j].kind == IFO_RET || u->origins[j].kind == IFO_OUT)
				r->call[u->origins[j].id] = 1;
	}
	for (uint32_t i = 0; i < fn->n_calls; i++) {
		if (!r->call[i])
			continue;
		fn->calls[n] = fn->calls[i];
		r->call[i] = ++n;
	}
	fn->n_calls = n;
}

/* A function stays when others can see it, or when it has something to say. */
static bool func_stays(const struct if_func *fn)
{
	return fn->n_uses || (fn->flags & (IFF_GLOBAL | IFF_EXPORTED));
}

/* Slots of functions that say nothing are no use to a caller. */
static void renumber_slots(struct renumber *r)
{
	struct iface *f = r->f;
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->n_slots; i++) {
		struct if_slot s = f->slots[i];

		if (s.func != NONE && (!r->func[s.func] ||
				       !f->funcs[r->func[s.func] - 1].n_uses))
			continue;
		if (s.func != NONE)
			s.func = r->func[s.func] - 1;
		keep(r->cell, s.cell, &r->n_cells);
		s.cell = r->cell[s.cell] - 1;
		f->slots[n++] = s;
	}
	f->n_slots = n;
}

static void mark_cells(struct renumber *r, const struct if_func *fn)
{
	for (uint32_t i = 0; i < fn->n_calls; i++)
		if (fn->calls[i].to == IFT_SLOT)
			keep(r->cell, fn->calls[i].id, &r->n_cells);
	for (uint32_t i = 0; i < fn->n_uses; i++) {
		const struct if_use *u = &fn->uses[i];

		if (u->kind == IFU_CELL)
			keep(r->cell, u->id, &r->n_cells);
		if (u->urb)
			keep(r->cell, u->urb - 1, &r->n_cells);
		for (uint32_t j = 0; j < u->n_origins; j++)
			if (u->origins[j].kind == IFO_CELL)
				keep(r->cell, u->origins[j].id, &r->n_cells);
	}
}

static void renumber_func(struct renumber *r, struct if_func *fn)
{
	keep_loc(r, &fn->loc);
	for (uint32_t i = 0; i < fn->n_calls; i++) {
		struct if_call *c = &fn->calls[i];

		keep_loc(r, &c->loc);
		if (c->to == IFT_SLOT)
			c->id = r->cell[c->id] - 1;
		else if (c->to == IFT_FUNC)
			c->id = r->func[c->id] - 1;
	}
	for (uint32_t i = 0; i < fn->n_uses; i++)
		renumber_use(r, &fn->uses[i]);
}

/* Of URBs that only this unit knows, its own rules have said everything. */
static void renumber_urbs(struct renumber *r)
{
	struct iface *f = r->f;
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->n_urbs; i++) {
		struct if_urb u = f->urbs[i];

		if (own(f, u.cell))
			continue;
		keep(r->cell, u.cell, &r->n_cells);
		keep_loc(r, &u.loc);
		u.cell = r->cell[u.cell] - 1;
		f->urbs[n++] = u;
	}
	f->n_urbs = n;
}

static void renumber(struct arena *a, struct iface *f)
{
	struct renumber r = { .f = f };
	struct if_cell *cells = arena_new_array(a, struct if_cell, f->n_cells + 1);
	const char **files = arena_new_array(a, const char *, f->n_files + 1);
	uint32_t n = 0, most = 0;

	for (uint32_t i = 0; i < f->n_funcs; i++)
		most = f->funcs[i].n_calls > most ? f->funcs[i].n_calls : most;
	r.func = arena_new_array(a, uint32_t, f->n_funcs + 1);
	r.cell = arena_new_array(a, uint32_t, f->n_cells + 1);
	r.file = arena_new_array(a, uint32_t, f->n_files + 1);
	r.call = arena_new_array(a, uint32_t, most + 1);
	for (uint32_t i = 0; i < f->n_funcs; i++)
		if (func_stays(&f->funcs[i]))
			r.func[i] = ++n;
	/* a call may name a function that has nothing to say, as long as it is kept */
	for (uint32_t i = 0; i < f->n_funcs; i++)
		if (r.func[i])
			f->funcs[r.func[i] - 1] = f->funcs[i];
	f->n_funcs = n;
	for (uint32_t i = 0; i < n; i++) {
		renumber_calls(&r, &f->funcs[i]);
		mark_cells(&r, &f->funcs[i]);
		/* renumber_use() needs this function's own numbers of calls */
		renumber_func(&r, &f->funcs[i]);
	}
	renumber_slots(&r);
	renumber_urbs(&r);
	for (uint32_t i = 0; i < f->n_cells; i++)
		if (r.cell[i])
			cells[r.cell[i] - 1] = f->cells[i];
	for (uint32_t i = 0; i < f->n_files; i++)
		if (r.file[i])
			files[r.file[i] - 1] = f->files[i];
	f->cells = cells;
	f->files = files;
	f->n_cells = r.n_cells;
	f->n_files = r.n_files;
}

void iface_prune(struct arena *a, struct iface *f)
{
	struct prune p = { .f = f, .changed = true };

	p.funcs = arena_new_array(a, struct seen, f->n_funcs + 1);
	p.loaded = arena_new_array(a, bool, f->n_cells + 1);
	p.stored = arena_new_array(a, bool, f->n_cells + 1);
	while (p.changed) {
		p.changed = false;
		look(&p);
		for (uint32_t i = 0; i < f->n_funcs; i++)
			drop(&p, &f->funcs[i]);
	}
	renumber(a, f);
}
