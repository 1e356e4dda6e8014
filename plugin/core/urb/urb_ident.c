// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_ident.c - which URB a pointer means.
 */
#include <string.h>
#include "urb.h"

#define MAX_URBS 4096

struct urb *urb_by_index(struct fx *f, size_t i)
{
	struct urbs *us = &f->s->urbs->of[f->id];

	while (us->v[i]->same != i)
		i = us->v[i]->same;
	return us->v[i];
}

struct urb *urb_of_cell(struct fx *f, uint32_t cell)
{
	const struct urbs *us = &f->s->urbs->of[f->id];

	return cell < us->n_of_cell && us->of_cell[cell] ?
	       urb_by_index(f, us->of_cell[cell] - 1) : NULL;
}

/* Cells are made as we go, so the table of them grows. */
static void index_cell(struct fx *f, struct urbs *us, uint32_t cell)
{
	uint32_t *old = us->of_cell, n = us->n_of_cell;

	if (cell == NONE)
		return;
	if (cell >= n) {
		us->n_of_cell = cell * 2 + 64;
		us->of_cell = arena_new_array(f->s->a, uint32_t, us->n_of_cell);
		if (n)
			memcpy(us->of_cell, old, n * sizeof(*old));
	}
	if (!us->of_cell[cell])
		us->of_cell[cell] = (uint32_t)us->n;
}

static struct urb *add(struct fx *f, struct urb u)
{
	struct urbs *us = &f->s->urbs->of[f->id];
	struct urb *new;

	if (us->n >= MAX_URBS)
		return NULL;
	new = arena_new_array(f->s->a, struct urb, 1);
	*new = u;
	new->same = (uint32_t)us->n;
	VEC_PUSH(f->s->a, us->v, us->n, us->cap, new);
	index_cell(f, us, new->cell);
	return new;
}

static bool same_step(struct step a, struct step b)
{
	return a.record == b.record && a.field == b.field;
}

struct urb *urb_field_in(struct fx *f, struct step st, int64_t elem, const char *name)
{
	struct urbs *us = &f->s->urbs->of[f->id];
	struct urb u = { .field = st, .elem = elem, .joined = true, .cell = NONE, .param = -1,
			 .out = -1, .name = name };

	for (size_t i = 0; i < us->n; i++)
		if (us->v[i]->joined && us->v[i]->elem == elem && same_step(us->v[i]->field, st))
			return urb_by_index(f, i);
	return add(f, u);
}

/* Which element of an array of URBs: bytes from its start; -1 for any. */
static int64_t element(const struct solver *s, const struct place *p)
{
	int64_t off = p->off;

	if (p->indexed)
		return -1;
	for (uint32_t i = 0; i < p->n_path; i++)
		off -= s->u->records[p->path[i].record].fields[p->path[i].field].off;
	return off;
}

static struct urb *by_cell(struct fx *f, uint32_t cell, const char *name, struct step st)
{
	struct urb u = { .field = st, .cell = cell, .param = -1, .out = -1, .name = name };

	if (urb_of_cell(f, cell))
		return urb_of_cell(f, cell);
	if (cell < f->fn->n_values)
		u.param = f->param_of[cell];
	return add(f, u);
}

/* *urb, urb being a parameter: the caller's variable. */
static int32_t out_param(const struct fx *f, const struct place *p)
{
	return p->base == BASE_VALUE && !p->n_path && !p->off && !p->indexed ?
	       f->param_of[fx_copy_root(f, p->id)] : -1;
}

struct urb *urb_behind(struct fx *f, const struct place *p)
{
	struct step none = { NONE, NONE };
	uint32_t cell = out_param(f, p) < 0 ? NONE : cell_place(f, p);
	struct urb *u = cell == NONE ? NULL : by_cell(f, cell, "urb", none);

	if (u)
		u->out = out_param(f, p);
	return u;
}

static const char *field_name(const struct solver *s, struct step st)
{
	return s->u->records[st.record].fields[st.field].name;
}

static struct urb *by_place(struct fx *f, const struct place *p, uint32_t value)
{
	struct step st = { NONE, NONE };
	uint32_t cell;

	if (p->n_path)
		st = p->path[p->n_path - 1];
	if (field_element(f, p, &st))
		return urb_field_in(f, st, -1, field_name(f->s, st));
	if (st.record != NONE && field_joinable(f->s, st))
		return urb_field_in(f, st, element(f->s, p), field_name(f->s, st));
	cell = cell_place(f, p);
	if (cell == NONE)
		cell = value;
	if (cell == NONE)
		return NULL;
	if (out_param(f, p) >= 0)
		return urb_behind(f, p);
	if (st.record != NONE)
		return by_cell(f, cell, field_name(f->s, st), st);
	return by_cell(f, cell, p->base == BASE_OBJECT ? f->s->u->objects[p->id].name : "urb", st);
}

/* The local variable whose address a helper gets, to leave an URB in it. */
struct urb *urb_variable(struct fx *f, const struct place *p)
{
	if (p->base != BASE_OBJECT || p->n_path || p->off || p->indexed ||
	    f->s->u->objects[p->id].kind != OBJ_LOCAL)
		return NULL;
	return by_place(f, p, NONE);
}

static struct urb *resolve(struct fx *f, struct operand o, uint32_t insn, unsigned depth);

/* All ways bring the same URB (or none). */
static struct urb *agreed(struct fx *f, const struct insn *in, uint32_t insn, unsigned depth)
{
	struct urb *got = NULL;

	for (uint32_t i = 0; i < in->n_args; i++) {
		struct urb *u;

		if (in->args[i].kind != OPND_VALUE)
			continue;
		if (fx_copy_root(f, in->args[i].value) == in->result)
			continue;
		u = resolve(f, in->args[i], insn, depth + 1);
		if (!u || (got && u != got))
			return NULL;
		got = u;
	}
	return got;
}

/* A local variable whose address is taken: what was stored last, if that is one thing. */
static struct urb *local(struct fx *f, const struct insn *in, unsigned depth)
{
	uint32_t n = (uint32_t)(in - f->fn->insns);
	struct reach r = memory_object(f, in->place.id, in->place.off, n);

	if (r.n != 1 || r.entry || r.opaque || r.v[0].call_arg != NONE ||
	    f->fn->insns[r.v[0].insn].op != OP_STORE)
		return NULL;
	return resolve(f, f->fn->insns[r.v[0].insn].a, r.v[0].insn, depth + 1);
}

static struct urb *resolve(struct fx *f, struct operand o, uint32_t insn, unsigned depth)
{
	uint32_t v;
	const struct insn *in;
	struct urb *u = NULL;

	if (o.kind != OPND_VALUE || depth > 6 || !fx_work(f, 1))
		return NULL;
	v = fx_copy_root(f, o.value);
	in = fx_def_value(f, v);
	if (in && (in->op == OP_ADDR || in->op == OP_LOAD)) {
		if (in->op == OP_LOAD && in->place.base == BASE_OBJECT && !in->place.n_path &&
		    f->s->u->objects[in->place.id].kind <= OBJ_PARAM)
			u = local(f, in, depth);
		return u ? u : by_place(f, &in->place, v);
	}
	if (in && in->op == OP_PHI)
		u = agreed(f, in, insn, depth);
	return u ? u : by_cell(f, cell_of(f, v), f->fn->values[v].name,
			       (struct step){ NONE, NONE });
}

struct urb *urb_of(struct fx *f, struct operand o, uint32_t insn)
{
	return resolve(f, o, insn, 0);
}

/* Do two operands certainly hold the same pointer? */
bool urb_same_pointer(struct fx *f, struct operand a, struct operand b)
{
	const struct insn *x, *y;
	struct step s, t;

	if (a.kind != OPND_VALUE || b.kind != OPND_VALUE)
		return false;
	if (cell_of(f, a.value) == cell_of(f, b.value))
		return true;
	x = fx_def_value(f, fx_copy_root(f, a.value));
	y = fx_def_value(f, fx_copy_root(f, b.value));
	if (!x || !y || x->op != OP_LOAD || y->op != OP_LOAD)
		return false;
	if (field_element(f, &x->place, &s) && field_element(f, &y->place, &t))
		return same_step(s, t);
	if (!x->place.n_path || !y->place.n_path || x->place.indexed != y->place.indexed)
		return false;
	return same_step(x->place.path[x->place.n_path - 1], y->place.path[y->place.n_path - 1]) &&
	       field_joinable(f->s, x->place.path[x->place.n_path - 1]);
}
