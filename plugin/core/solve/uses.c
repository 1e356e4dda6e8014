// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * uses.c - which instructions use a value, and sets of values that cost no more than
 * what is in them: what follows one pointer forward is linear in what it meets, not in
 * the size of the function.
 */
#include <stdlib.h>
#include "uses.h"

struct uses {
	uint32_t *first;		/* value -> its first place in insn; one more at the end */
	uint32_t *insn;
	struct value_set *spare;	/* empty sets */
};

typedef void use_fn(uint32_t value, uint32_t insn, uint32_t *first, uint32_t *out);

static void count(uint32_t value, uint32_t insn, uint32_t *first, uint32_t *out)
{
	(void)insn;
	(void)out;
	first[value]++;
}

static void fill(uint32_t value, uint32_t insn, uint32_t *first, uint32_t *out)
{
	out[first[value]++] = insn;
}

static void operand(struct operand o, uint32_t n, use_fn *do_it, uint32_t *first, uint32_t *out)
{
	if (o.kind == OPND_VALUE)
		do_it(o.value, n, first, out);
}

static void place(const struct place *p, uint32_t n, use_fn *do_it, uint32_t *first,
		  uint32_t *out)
{
	if (p->base == BASE_VALUE)
		do_it(p->id, n, first, out);
}

static void each_use(const struct func *fn, use_fn *do_it, uint32_t *first, uint32_t *out)
{
	for (uint32_t n = 0; n < fn->n_insns; n++) {
		const struct insn *in = &fn->insns[n];

		operand(in->a, n, do_it, first, out);
		operand(in->b, n, do_it, first, out);
		for (uint32_t i = 0; i < in->n_args; i++)
			operand(in->args[i], n, do_it, first, out);
		if (in->op == OP_LOAD || in->op == OP_STORE || in->op == OP_ADDR ||
		    in->op == OP_COPYMEM)
			place(&in->place, n, do_it, first, out);
		if (in->op == OP_COPYMEM)
			place(&in->place2, n, do_it, first, out);
	}
}

static struct uses *uses(struct fx *f)
{
	const struct func *fn = f->fn;
	struct uses *us = f->uses;
	uint32_t sum = 0;

	if (us)
		return us;
	us = f->uses = arena_new_array(f->s->a, struct uses, 1);
	us->first = arena_new_array(f->s->a, uint32_t, fn->n_values + 2);
	each_use(fn, count, us->first, NULL);
	for (uint32_t v = 0; v <= fn->n_values; v++) {
		uint32_t n = us->first[v];

		us->first[v] = sum;
		sum += n;
	}
	us->insn = arena_new_array(f->s->a, uint32_t, sum + 1);
	each_use(fn, fill, us->first, us->insn);
	for (uint32_t v = fn->n_values + 1; v > 0; v--)	/* filling has moved each on */
		us->first[v] = us->first[v - 1];
	us->first[0] = 0;
	return us;
}

const uint32_t *uses_of(struct fx *f, uint32_t value, size_t *n)
{
	const struct uses *us = uses(f);

	*n = us->first[value + 1] - us->first[value];
	fx_work(f, 1 + (unsigned)*n);
	return &us->insn[us->first[value]];
}

struct value_set *set_take(struct fx *f)
{
	struct uses *us = uses(f);
	const struct func *fn = f->fn;
	struct value_set *s = us->spare;
	uint32_t size = fn->n_values > fn->n_insns ? fn->n_values : fn->n_insns;

	if (s) {
		us->spare = s->next;
		return s;
	}
	s = arena_new_array(f->s->a, struct value_set, 1);
	s->in = arena_new_array(f->s->a, uint8_t,
				(size > fn->n_blocks ? size : fn->n_blocks) + 1);
	return s;
}

void set_give(struct fx *f, struct value_set *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->in[s->v[i]] = 0;
	s->n = 0;
	s->next = uses(f)->spare;
	uses(f)->spare = s;
}

bool set_add(struct fx *f, struct value_set *s, uint32_t what, uint8_t mark)
{
	if (what == NONE || s->in[what])
		return false;
	s->in[what] = mark;
	VEC_PUSH(f->s->a, s->v, s->n, s->cap, what);
	return true;
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

void set_sort(struct value_set *s)
{
	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), ascending);
}
