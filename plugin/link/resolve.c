// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * resolve.c - what is behind the result of a call, or behind an argument that a
 * callee stores through: the callee's own origins, seen from this call.
 *
 * What a callee returns of its arguments is looked up at this very call, so that
 * two callers of a helper do not mix.  Circles and long chains end as unknown.
 */
#include <string.h>

#include "link.h"

#define MAX_RET 24
#define MAX_DEPTH 24

static void put(struct link *l, struct retsum *to, const struct resolved *r)
{
	for (size_t i = 0; i < to->n; i++) {
		const struct if_origin *a = &to->v[i].o, *b = &r->o;

		if (a->kind == b->kind && a->id == b->id && a->mem == b->mem &&
		    a->load == b->load && a->off == b->off && a->excluded == b->excluded &&
		    to->v[i].unit == r->unit && a->name == b->name &&
		    !memcmp(&a->birth, &b->birth, sizeof(a->birth)))
			return;
	}
	if (to->n < MAX_RET)
		VEC_PUSH(l->a, to->v, to->n, to->cap, *r);
}

static void expand(struct link *l, uint32_t func, const struct if_origin *o, struct retsum *to);

/* Everything that leaves `callee` in that way, in its own terms. */
static void leaves(struct link *l, uint32_t callee, enum if_use_kind kind, uint32_t arg,
		   int64_t off, struct retsum *to)
{
	struct lfunc *g = &l->funcs[callee];

	if (g->ret_busy || l->depth > MAX_DEPTH)
		return;
	g->ret_busy = true;
	l->depth++;
	for (uint32_t i = 0; i < g->f->n_uses; i++) {
		const struct if_use *u = &g->f->uses[i];

		if (u->kind != kind || (kind == IFU_OUT && (u->id != arg || u->off != off)))
			continue;
		for (uint32_t k = 0; k < u->n_origins; k++) {
			size_t n = to->n;

			expand(l, callee, &u->origins[k], to);
			for (; n < to->n; n++)
				if (!to->v[n].maker) {
					to->v[n].maker = g->f;
					to->v[n].given = u->loc;
					to->v[n].given_unit = g->unit;
				}
		}
	}
	l->depth--;
	g->ret_busy = false;
}

static const struct retsum *returns(struct link *l, uint32_t callee)
{
	struct lfunc *g = &l->funcs[callee];
	struct retsum *r;

	if (g->ret || g->ret_busy)
		return g->ret;
	r = arena_new_array(l->a, struct retsum, 1);
	leaves(l, callee, IFU_RET, 0, 0, r);
	g->ret = r;
	return r;
}

/* The callee's parameter is this call's argument. */
static void from_argument(struct link *l, uint32_t func, uint32_t call,
			  const struct if_origin *in, struct retsum *to)
{
	const struct if_func *f = l->funcs[func].f;

	for (uint32_t i = 0; i < f->n_uses; i++) {
		const struct if_use *u = &f->uses[i];
		bool content = u->kind == IFU_CONTENT && in->kind == IFO_LOAD &&
			       u->off == in->load;

		if ((u->kind != IFU_ARG && !content) || u->id != call || u->arg != in->id)
			continue;
		for (uint32_t k = 0; k < u->n_origins; k++) {
			struct if_origin o = u->origins[k];

			if (in->kind == IFO_LOAD && !content) {
				if (o.kind != IFO_PARAM)
					continue;
				o.kind = IFO_LOAD;
				o.load = o.off + in->load;
				o.off = 0;
			}
			o.off += in->off;
			o.excluded |= in->excluded;
			expand(l, func, &o, to);
		}
	}
}

static void through_call(struct link *l, uint32_t func, const struct if_origin *o,
			 struct retsum *to)
{
	uint32_t ids[MAX_CALLEES];
	unsigned n = callees_of(l, func, o->id, ids);

	for (unsigned i = 0; i < n; i++) {
		struct retsum local = { 0 };
		const struct retsum *got = &local;

		if (o->kind == IFO_RET)
			got = returns(l, ids[i]);
		else
			leaves(l, ids[i], IFU_OUT, o->arg, o->load, &local);
		for (size_t k = 0; got && k < got->n; k++) {
			struct resolved r = got->v[k];
			size_t n = to->n;

			r.o.off += o->off;
			r.o.excluded |= o->excluded;
			if (r.o.kind != IFO_PARAM && r.o.kind != IFO_LOAD)
				put(l, to, &r);
			else
				from_argument(l, func, o->id, &r.o, to);
			for (; n < to->n; n++) {
				to->v[n].crossed |= r.crossed ||
						    l->funcs[ids[i]].unit != l->funcs[func].unit;
				if (to->v[n].maker)
					continue;
				to->v[n].maker = r.maker;
				to->v[n].given = r.given;
				to->v[n].given_unit = r.given_unit;
			}
		}
	}
}

static void expand(struct link *l, uint32_t func, const struct if_origin *o, struct retsum *to)
{
	const struct lfunc *f = &l->funcs[func];
	struct resolved r = { .o = *o, .unit = f->unit };

	if (o->kind == IFO_RET || o->kind == IFO_OUT) {
		if (l->depth > MAX_DEPTH)
			return;
		l->depth++;
		through_call(l, func, o, to);
		l->depth--;
		return;
	}
	if (o->kind == IFO_CELL)
		r.o.id = l->units[f->unit].cells[o->id];
	put(l, to, &r);
}

struct retsum resolve(struct link *l, uint32_t func, const struct if_origin *o)
{
	struct retsum got = { 0 };

	expand(l, func, o, &got);
	return got;
}
