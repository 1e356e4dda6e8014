// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * path_facts.c - what a way through a function knows of its conditions.
 * Which comparisons are remembered: path_keys.c.
 */
#include <string.h>
#include "paths_int.h"

unsigned path_order(int64_t x, int64_t y)
{
	return x < y ? IS_LT : x == y ? IS_EQ : IS_GT;
}

/* mask of the comparison when it holds */
unsigned path_mask(enum bin_op bin)
{
	switch (bin) {
	case BIN_EQ: return IS_EQ;
	case BIN_NE: return IS_LT | IS_GT;
	case BIN_LT: return IS_LT;
	case BIN_LE: return IS_LT | IS_EQ;
	case BIN_GT: return IS_GT;
	case BIN_GE: return IS_GT | IS_EQ;
	default: return 0;
	}
}

unsigned path_known(const struct paths *ps, const struct path_facts *k, uint32_t key)
{
	for (unsigned i = 0; i < k->n; i++)
		if (k->v[i].key == key)
			return k->v[i].mask;
	return ps->keys[key].unsigned_zero ? IS_EQ | IS_GT : IS_ANY;
}

/* Sorted by key; when full, the oldest comparison of the function goes. */
static void put(struct path_facts *k, uint32_t key, unsigned mask)
{
	unsigned i = k->n;

	for (unsigned j = 0; j < k->n; j++)
		if (k->v[j].key == key) {
			k->v[j].mask = (uint8_t)mask;
			return;
		}
	if (k->n == PATH_FACTS) {
		for (unsigned j = 1; j < k->n; j++)
			k->v[j - 1] = k->v[j];
		i = --k->n;
	}
	for (; i && k->v[i - 1].key > key; i--)
		k->v[i] = k->v[i - 1];
	k->v[i] = (struct path_fact){ key, (uint8_t)mask };
	k->n++;
}

static void drop(struct path_facts *k, uint32_t key)
{
	for (unsigned i = 0; i < k->n; i++)
		if (k->v[i].key == key) {
			for (k->n--; i < k->n; i++)
				k->v[i] = k->v[i + 1];
			return;
		}
}

/* A cell changes: what was computed from it is another number now. */
static void forget_in(const struct path *p, struct path_facts *k, uint32_t cell)
{
	const struct paths *ps = p->f->paths;

	for (unsigned i = 0; i < k->n; ) {
		const struct path_key *key = &ps->keys[k->v[i].key];

		if (cell_depends(p->f, key->cell, cell) || cell_depends(p->f, key->other, cell))
			drop(k, k->v[i].key);
		else
			i++;
	}
}

static bool learn_one(struct path *p, struct paths *ps, uint32_t key, unsigned mask)
{
	unsigned now = path_known(ps, &p->facts, key), got = now & mask;

	if (!got)
		return false;
	if (got != now && ps->keys[key].kept)
		put(&p->facts, key, got);
	return true;
}

/* What k being one of mask says of another comparison of its cell with a number. */
static unsigned implied(const struct path_key *k, unsigned mask, const struct path_key *of)
{
	int64_t other = k->num, num = of->num;

	if (k->view != of->view) {		/* another number, but 0 is 0 */
		if (other || num || !k->injective || !of->injective)
			return IS_ANY;
		return mask == IS_EQ ? IS_EQ : mask & IS_EQ ? IS_ANY : IS_LT | IS_GT;
	}
	if (other == num)
		return mask;
	if (mask == IS_EQ)
		return path_order(other, num);
	if (other < num && !(mask & IS_GT))
		return IS_LT;
	if (other > num && !(mask & IS_LT))
		return IS_GT;
	return IS_ANY;
}

bool path_learn(struct path *p, uint32_t key, unsigned mask)
{
	struct paths *ps = paths_of(p->f);
	const struct path_key *k = &ps->keys[key];

	if (!learn_one(p, ps, key, mask))
		return false;
	if (k->other != NONE)
		return true;
	if (!k->num && k->injective && p->client->zero && !p->client->zero(p, k->cell, mask))
		return false;
	for (uint32_t i = ps->heads[k->cell]; i; i = ps->keys[i - 1].next)
		if (i - 1 != key && ps->keys[i - 1].other == NONE &&
		    !learn_one(p, ps, i - 1, implied(k, mask, &ps->keys[i - 1])))
			return false;
	return true;
}

static bool compare(struct path *p, const struct insn *in, bool truth)
{
	unsigned mask = path_mask(in->bin);
	uint32_t key;

	if (!truth)
		mask = IS_ANY & ~mask;
	if (in->a.kind == OPND_INT && in->b.kind == OPND_INT)
		return path_order(in->a.num, in->b.num) & mask;
	if (in->a.kind != OPND_VALUE)
		return true;
	key = path_key_of(p->f, in->a.value,
			  in->b.kind == OPND_VALUE ? cell_of(p->f, in->b.value) : NONE,
			  in->b.kind == OPND_VALUE ? 0 : in->b.num);
	return key == NONE || path_learn(p, key, mask);
}

static bool assume(struct path *p, const struct insn *in, bool truth, unsigned depth);

static bool assume_operand(struct path *p, struct operand o, bool truth, unsigned depth)
{
	if (o.kind == OPND_INT)
		return (o.num != 0) == truth;
	return assume(p, fx_def(p->f, o), truth, depth);
}

/* a && b that is false (a || b that is true): when one side can't be it, the other is. */
static bool one_of(struct path *p, const struct insn *in, bool truth, unsigned depth)
{
	struct path a = *p, b = *p;
	bool can_a = assume_operand(&a, in->a, truth, depth);
	bool can_b = assume_operand(&b, in->b, truth, depth);

	if (can_a != can_b) {
		p->facts = can_a ? a.facts : b.facts;
		p->state = can_a ? a.state : b.state;
	}
	return can_a || can_b;
}

static bool assume(struct path *p, const struct insn *in, bool truth, unsigned depth)
{
	const struct insn *def;

	if (!in || depth > 10)
		return true;
	if (in->op == OP_COPY)
		return assume_operand(p, in->a, truth, depth + 1);
	if (in->op != OP_BIN && in->op != OP_COND)
		return true;
	if (in->bin == BIN_AND || in->bin == BIN_OR) {
		if (in->result == NONE || p->f->fn->values[in->result].bits != 1)
			return true;
		if (truth != (in->bin == BIN_AND))
			return one_of(p, in, truth, depth + 1);
		return assume_operand(p, in->a, truth, depth + 1) &&
		       assume_operand(p, in->b, truth, depth + 1);
	}
	if (in->bin == BIN_XOR)
		return in->b.kind != OPND_INT || in->b.num != 1 ||
		       assume_operand(p, in->a, !truth, depth + 1);
	if (!path_mask(in->bin))
		return true;
	def = in->b.kind == OPND_INT && !in->b.num ? fx_def(p->f, in->a) : NULL;
	if (def && (in->bin == BIN_EQ || in->bin == BIN_NE) &&
	    (def->op == OP_BIN || def->op == OP_COPY) &&
	    !assume(p, def, truth == (in->bin == BIN_NE), depth + 1))
		return false;
	return compare(p, in, truth);
}

bool path_assume_cond(struct path *p, const struct insn *cond, bool truth)
{
	return assume(p, cond, truth, 0);
}

static bool keeps(struct fx *f, const struct insn *in, unsigned depth)
{
	struct paths *ps = f->paths;
	uint32_t key;

	if (!in || depth > 10)
		return false;
	if (in->op == OP_COPY)
		return keeps(f, fx_def(f, in->a), depth + 1);
	if (in->op != OP_BIN && in->op != OP_COND)
		return false;
	if (!path_mask(in->bin))
		return keeps(f, fx_def(f, in->a), depth + 1) ||
		       keeps(f, fx_def(f, in->b), depth + 1);
	if (in->a.kind != OPND_VALUE)
		return false;
	key = path_key_of(f, in->a.value,
			  in->b.kind == OPND_VALUE ? cell_of(f, in->b.value) : NONE,
			  in->b.kind == OPND_VALUE ? 0 : in->b.num);
	if (key == NONE)
		return keeps(f, fx_def(f, in->a), depth + 1);
	for (uint32_t k = ps->heads[ps->keys[key].cell]; k; k = ps->keys[k - 1].next)
		if (ps->keys[k - 1].kept)	/* it, or what follows from it */
			return true;
	return keeps(f, fx_def(f, in->a), depth + 1);
}

bool path_keeps(struct fx *f, const struct insn *cond)
{
	return keeps(f, cond, 0);
}

/* ret = 0 is a copy of a constant. */
struct operand path_constant(const struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);

	for (unsigned i = 0; in && in->op == OP_COPY && i < 8; i++) {
		if (in->a.kind == OPND_INT)
			return in->a;
		in = fx_def(f, in->a);
	}
	return o;
}

/* What is known of an operand compared with num. */
static unsigned known_of(struct path *p, struct operand o, int64_t num)
{
	struct paths *ps = paths_of(p->f);
	uint32_t key;

	o = path_constant(p->f, o);
	if (o.kind == OPND_INT)
		return path_order(o.num, num);
	if (o.kind != OPND_VALUE)
		return IS_ANY;
	key = path_key_of(p->f, o.value, NONE, num);
	return key == NONE ? IS_ANY : path_known(ps, &p->facts, key);
}

void path_learn_edge(struct path *p, uint32_t to, uint32_t pred)
{
	struct paths *ps = paths_of(p->f);
	const struct block *b = &p->f->fn->blocks[to];
	struct path_facts out = p->facts;

	for (uint32_t i = b->first; i < b->first + b->n; i++) {
		const struct insn *in = &p->f->fn->insns[i];

		if (in->op != OP_PHI)
			break;
		if (in->result == NONE || pred >= in->n_args)
			continue;
		if (ps->leaf[cell_of(p->f, in->result)])
			forget_in(p, &out, cell_of(p->f, in->result));
		for (uint32_t k = ps->heads[cell_of(p->f, in->result)]; k;
		     k = ps->keys[k - 1].next) {
			unsigned mask = IS_ANY;

			if (ps->keys[k - 1].other == NONE && !ps->keys[k - 1].view)
				mask = known_of(p, in->args[pred], ps->keys[k - 1].num);
			if (mask != IS_ANY && ps->keys[k - 1].kept)
				put(&out, k - 1, mask);
		}
	}
	p->facts = out;
}

static void forget_cell(struct path *p, uint32_t cell)
{
	forget_in(p, &p->facts, cell);
}

/* A call may change locals whose address is known, and members that it stores to. */
static void forget_call(struct path *p, const struct insn *in)
{
	struct paths *ps = paths_of(p->f);
	struct solver *s = p->f->s;
	uint32_t to[MAX_TARGETS];
	unsigned nt = call_targets(s, p->f, in, to, MAX_TARGETS);

	for (unsigned i = 0; i < p->facts.n; ) {
		uint32_t cell = ps->keys[p->facts.v[i].key].cell;
		bool gone = cell >= p->f->fn->n_values && cell_object(p->f, cell) != NONE;

		for (unsigned k = 0; !gone && k < nt; k++)
			gone = func_solved(s, to[k]) && cell >= p->f->fn->n_values &&
			       func_stores_field(s, to[k], cell_step(p->f, cell));
		if (gone)
			drop(&p->facts, p->facts.v[i].key);
		else
			i++;
	}
}

void path_forget(struct path *p, uint32_t insn)
{
	const struct insn *in = &p->f->fn->insns[insn];
	uint32_t cell;

	if (in->op == OP_CALL && p->facts.n)
		forget_call(p, in);
	cell = in->op == OP_STORE ? cell_place(p->f, &in->place) : in->result;
	if (cell == NONE || (in->op != OP_STORE && !cell_redefined(p->f, in)))
		return;
	if (p->facts.n)
		forget_cell(p, cell);
	if (in->op == OP_STORE && in->place.size <= 8) {	/* dev->use_dma = 1 */
		struct paths *ps = paths_of(p->f);

		for (uint32_t k = cell < ps->n_heads ? ps->heads[cell] : 0; k;
		     k = ps->keys[k - 1].next)
			if (ps->keys[k - 1].other == NONE && ps->keys[k - 1].kept &&
			    !ps->keys[k - 1].view) {
				unsigned m = known_of(p, in->a, ps->keys[k - 1].num);

				if (m != IS_ANY)
					put(&p->facts, k - 1, m);
			}
	}
}
