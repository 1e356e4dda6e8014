// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * cells.c - one number for all values of a function that are the same thing.
 *
 * A cell is a value, or a piece of memory: all loads of dev->urb are one cell,
 * as are all copies of a value.  What changes a cell between two loads is the
 * caller's business (paths.c forgets at stores, urb_event.c at new rounds of a
 * loop).  Value numbering without the numbers: Alpern, Wegman, Zadeck, Detecting
 * Equality of Variables in Programs (1988), cut down to what drivers do.
 */
#include "paths.h"

struct triple {
	uint64_t a, b, c;
};

struct interned {
	size_t n, cap;
	struct triple *v;
	uint32_t *slots, n_slots;	/* open hash of index + 1 */
};

struct cells {
	struct interned places;		/* base kind, base, offset; or an operation and its sides */
	size_t n_steps, cap_steps;
	struct step *steps;		/* place -> its last member */
	uint32_t *of;			/* value -> cell, or NONE: not asked yet */
};

static uint32_t hash(const struct triple *t)
{
	uint64_t h = t->a * 0x9e3779b97f4a7c15u;

	h = (h ^ t->b) * 0xff51afd7ed558ccdu;
	h = (h ^ t->c ^ (h >> 32)) * 0xc4ceb9fe1a85ec53u;
	return (uint32_t)(h >> 32);
}

static void rehash(struct arena *a, struct interned *in)
{
	in->n_slots = in->n_slots ? in->n_slots * 2 : 64;
	in->slots = arena_new_array(a, uint32_t, in->n_slots);
	for (uint32_t i = 0; i < in->n; i++) {
		uint32_t h = hash(&in->v[i]);

		while (in->slots[h & (in->n_slots - 1)])
			h++;
		in->slots[h & (in->n_slots - 1)] = i + 1;
	}
}

static uint32_t intern(struct arena *a, struct interned *in, struct triple t)
{
	uint32_t h = hash(&t), i;

	if (in->n * 2 >= in->n_slots)
		rehash(a, in);
	for (; (i = in->slots[h & (in->n_slots - 1)]); h++) {
		const struct triple *o = &in->v[i - 1];

		if (o->a == t.a && o->b == t.b && o->c == t.c)
			return i - 1;
	}
	in->slots[h & (in->n_slots - 1)] = (uint32_t)in->n + 1;
	VEC_PUSH(a, in->v, in->n, in->cap, t);
	return (uint32_t)in->n - 1;
}

static struct cells *cells(struct fx *f)
{
	if (!f->cells) {
		f->cells = arena_new_array(f->s->a, struct cells, 1);
		f->cells->of = arena_new_array(f->s->a, uint32_t, f->fn->n_values + 1);
		for (uint32_t i = 0; i < f->fn->n_values; i++)
			f->cells->of[i] = NONE;
	}
	return f->cells;
}

uint32_t cell_place(struct fx *f, const struct place *p)
{
	struct cells *c = cells(f);
	struct triple t = { .a = p->base, .b = p->id, .c = (uint64_t)p->off };
	uint32_t v = p->id, n;

	if (p->indexed)
		return NONE;
	if (p->base == BASE_VALUE) {
		for (unsigned i = 0; i < 32; i++) {	/* constant offsets belong to the place */
			const struct insn *in = fx_def_value(f, v = fx_copy_root(f, v));

			if (in && in->op == OP_ADDR && !in->place.indexed) {
				struct place q = in->place;

				q.off += (int64_t)t.c;
				if (p->n_path) {	/* the member is the inner one */
					q.path = p->path;
					q.n_path = p->n_path;
				}
				return cell_place(f, &q);
			}
			if (!in || in->op != OP_BIN || in->bin != BIN_ADD ||
			    in->a.kind != OPND_VALUE || in->b.kind != OPND_INT)
				break;
			t.c += (uint64_t)in->b.num;
			v = in->a.value;
		}
		t.b = cell_of(f, v);
	}
	n = intern(f->s->a, &c->places, t);
	if (n == c->n_steps) {
		struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };

		VEC_PUSH(f->s->a, c->steps, c->n_steps, c->cap_steps, st);
	}
	return f->fn->n_values + n;
}

#define OPERATION 16		/* triple.a of places is below */
#define IS_CELL (1ull << 63)

/* flags & 1, n * size: equal sides, equal result. */
static uint32_t cell_bin(struct fx *f, const struct insn *in)
{
	struct cells *c = cells(f);
	struct triple t = { .a = OPERATION + in->bin };
	struct step none = { NONE, NONE };
	uint32_t n;

	if (in->a.kind != OPND_VALUE || in->b.kind == OPND_NONE ||
	    f->fn->values[in->result].cls == TC_POINTER || in->bin == BIN_OTHER)
		return NONE;
	t.b = cell_of(f, in->a.value);
	t.c = in->b.kind == OPND_INT ? (uint64_t)in->b.num & ~IS_CELL :
				       IS_CELL | cell_of(f, in->b.value);
	n = intern(f->s->a, &c->places, t);
	if (n == c->n_steps)
		VEC_PUSH(f->s->a, c->steps, c->n_steps, c->cap_steps, none);
	return f->fn->n_values + n;
}

/* Is c a cell too?  Of a place it is an offset, which may be negative. */
static bool is_second(const struct triple *t)
{
	return t->a >= OPERATION && (t->c & IS_CELL);
}

#define MAX_CHAIN 64

/* p->next->next: on the value that a place hangs on as well.  Too long a chain: it may. */
bool cell_depends(const struct fx *f, uint32_t cell, uint32_t on)
{
	for (unsigned i = 0; i < MAX_CHAIN; i++) {
		const struct triple *t;

		if (cell == on)
			return true;
		if (cell < f->fn->n_values || !f->cells || cell == NONE)
			return false;
		t = &f->cells->places.v[cell - f->fn->n_values];
		if (t->a == BASE_OBJECT)
			return false;
		if (is_second(t) && cell_depends(f, (uint32_t)t->c, on))
			return true;
		cell = (uint32_t)t->b;
	}
	return true;
}

void cell_leaves(const struct fx *f, uint32_t cell, uint8_t *mark)
{
	while (cell != NONE && !mark[cell]) {
		const struct triple *t;

		mark[cell] = 1;
		if (cell < f->fn->n_values)
			return;
		t = &f->cells->places.v[cell - f->fn->n_values];
		if (t->a == BASE_OBJECT)
			return;
		if (is_second(t))
			cell_leaves(f, (uint32_t)t->c, mark);
		cell = (uint32_t)t->b;
	}
}

uint32_t cell_of(struct fx *f, uint32_t value)
{
	struct cells *c = cells(f);
	uint32_t root = fx_copy_root(f, value), cell = NONE;
	const struct insn *in;
	const struct fact *same;

	if (c->of[root] != NONE)
		return c->of[root];
	c->of[root] = root;		/* a circle of loads ends here */
	in = fx_def_value(f, root);
	same = in ? call_fact(f->s, in, ROLE_RETURNS) : NULL;
	if (same && !same->text[KEY_OFF] && same->num[KEY_ARG] < in->n_args &&
	    in->args[same->num[KEY_ARG]].kind == OPND_VALUE)
		cell = cell_of(f, in->args[same->num[KEY_ARG]].value);
	else if (in && in->op == OP_LOAD)
		cell = cell_place(f, &in->place);
	else if (in && in->op == OP_BIN)
		cell = cell_bin(f, in);
	c->of[root] = cell == NONE ? root : cell;
	return c->of[root];
}

/* A load of a known place is that place; phis are seen at the edges. */
bool cell_redefined(struct fx *f, const struct insn *in)
{
	if (in->op == OP_PHI || in->op == OP_COPY)
		return false;
	return in->op != OP_LOAD || cell_of(f, in->result) == in->result;
}

uint32_t cell_count(const struct fx *f)
{
	return f->fn->n_values + (f->cells ? (uint32_t)f->cells->places.n : 0);
}

/* The object of the function that a cell is part of, or computed from, or NONE. */
uint32_t cell_object(const struct fx *f, uint32_t cell)
{
	const struct triple *t;

	if (cell < f->fn->n_values || !f->cells)
		return NONE;
	t = &f->cells->places.v[cell - f->fn->n_values];
	if (t->a >= OPERATION) {
		uint32_t object = cell_object(f, (uint32_t)t->b);

		return object == NONE && (t->c & IS_CELL) ? cell_object(f, (uint32_t)t->c) : object;
	}
	return t->a == BASE_OBJECT ? (uint32_t)t->b : NONE;
}

struct step cell_step(const struct fx *f, uint32_t cell)
{
	const struct triple *t;

	if (cell < f->fn->n_values || !f->cells)
		return (struct step){ NONE, NONE };
	t = &f->cells->places.v[cell - f->fn->n_values];
	if (t->a >= OPERATION)
		return cell_step(f, (uint32_t)t->b);
	return f->cells->steps[cell - f->fn->n_values];
}
