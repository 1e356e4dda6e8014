// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fx.c - the index of one function: definitions, dominators, guards.
 *
 * Guards are tests such as is_vmalloc_addr(p): where the safe edge dominates,
 * that kind of memory is ruled out for p.  A guard that is computed into a
 * variable first is found too; one that is and-ed with others is not, which
 * errs on the side of reporting.
 */
#include <string.h>
#include "solve_int.h"

static void index_values(struct fx *f)
{
	const struct func *fn = f->fn;
	struct arena *a = f->s->a;

	f->def = arena_new_array(a, uint32_t, fn->n_values + 1);
	f->param_of = arena_new_array(a, int32_t, fn->n_values + 1);
	f->block_of = arena_new_array(a, uint32_t, fn->n_insns + 1);
	for (uint32_t i = 0; i < fn->n_values; i++) {
		f->def[i] = NONE;
		f->param_of[i] = -1;
	}
	for (uint32_t i = 0; i < fn->n_params; i++)
		if (fn->params[i].value != NONE)
			f->param_of[fn->params[i].value] = (int32_t)i;
	for (uint32_t b = 0; b < fn->n_blocks; b++)
		for (uint32_t i = 0; i < fn->blocks[b].n; i++) {
			uint32_t n = fn->blocks[b].first + i;

			f->block_of[n] = b;
			if (fn->insns[n].result != NONE)
				f->def[fn->insns[n].result] = n;
		}
}

/* Behind which root values is anything stored?  Saves memory.c most of its walks. */
static void index_stores(struct fx *f)
{
	const struct func *fn = f->fn;

	f->stored_via = arena_new_array(f->s->a, uint8_t, fn->n_values + 1);
	f->store_head = arena_new_array(f->s->a, uint32_t, fn->n_values + 1);
	f->store_next = arena_new_array(f->s->a, uint32_t, fn->n_insns + 1);
	memset(f->store_head, 0xff, (fn->n_values + 1) * sizeof(*f->store_head));
	for (uint32_t i = 0; i < fn->n_insns; i++) {
		const struct insn *in = &fn->insns[i];
		const struct fact *copy;
		int64_t dst;

		if ((in->op == OP_STORE || in->op == OP_COPYMEM) &&
		    in->place.base == BASE_VALUE) {
			uint32_t root = fx_root(f, in->place.id);

			f->stored_via[root] = 1;
			f->store_next[i] = f->store_head[root];
			f->store_head[root] = i;
		}
		copy = in->op == OP_CALL ? call_fact(f->s, in, ROLE_COPY) : NULL;
		dst = copy ? copy->num[KEY_DST] : -1;
		if (dst >= 0 && dst < in->n_args && in->args[dst].kind == OPND_VALUE)
			f->stored_via[fx_root(f, in->args[dst].value)] = 1;
	}
}

/* Reverse post order without recursion: block graphs can be deep. */
static uint32_t number_blocks(struct fx *f, uint32_t *order)
{
	const struct func *fn = f->fn;
	struct arena *a = f->s->a;
	uint32_t *stack = arena_new_array(a, uint32_t, fn->n_blocks + 1);
	uint32_t *next = arena_new_array(a, uint32_t, fn->n_blocks + 1);
	uint32_t n = 0, depth = 0, total = fn->n_blocks;

	f->rpo = arena_new_array(a, uint32_t, total + 1);
	for (uint32_t b = 0; b < total; b++)
		f->rpo[b] = NONE;
	if (!total)
		return 0;
	stack[depth++] = 0;
	f->rpo[0] = 0;
	while (depth) {
		uint32_t b = stack[depth - 1];
		const struct block *bl = &fn->blocks[b];

		if (next[b] == bl->n_succs) {
			order[total - 1 - n++] = b;
			depth--;
			continue;
		}
		uint32_t to = bl->succs[next[b]++];

		if (f->rpo[to] == NONE) {
			f->rpo[to] = 0;
			stack[depth++] = to;
		}
	}
	for (uint32_t i = 0; i < n; i++)
		f->rpo[order[total - n + i]] = i;
	for (uint32_t i = 0; i < n; i++)
		order[i] = order[total - n + i];
	return n;
}

/*
 * Steps up the dominators take long jumps where they can (Myers, An Applicative
 * Random-Access Stack, 1983): errors of a large function meet in one block.
 */
struct jumps {
	uint32_t *depth, *to;
	bool stale;			/* a dominator changed: the graph is irreducible */
};

static void set_idom(struct fx *f, struct jumps *j, uint32_t b, uint32_t d)
{
	uint32_t up = j->to[d];

	j->stale |= f->idom[b] != NONE;
	f->idom[b] = d;
	j->depth[b] = j->depth[d] + 1;
	j->to[b] = j->depth[d] - j->depth[up] == j->depth[up] - j->depth[j->to[up]] ? j->to[up] : d;
}

static uint32_t meet(const struct fx *f, const struct jumps *j, uint32_t a, uint32_t b)
{
	if (j->stale) {
		while (a != b) {
			while (f->rpo[a] > f->rpo[b])
				a = f->idom[a];
			while (f->rpo[b] > f->rpo[a])
				b = f->idom[b];
		}
		return a;
	}
	while (j->depth[a] != j->depth[b]) {
		uint32_t low = j->depth[a] > j->depth[b] ? a : b, high = low == a ? b : a;

		low = j->depth[j->to[low]] >= j->depth[high] ? j->to[low] : f->idom[low];
		a = low;
		b = high;
	}
	while (a != b) {
		bool jump = j->to[a] != j->to[b];

		a = jump ? j->to[a] : f->idom[a];
		b = jump ? j->to[b] : f->idom[b];
	}
	return a;
}

/* Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm (2001). */
static void dominators(struct fx *f)
{
	const struct func *fn = f->fn;
	uint32_t *order = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
	uint32_t n = number_blocks(f, order);
	struct jumps j = { arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1),
			   arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1), false };
	bool again = true;

	f->idom = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
	for (uint32_t b = 0; b < fn->n_blocks; b++)
		f->idom[b] = NONE;
	if (n)
		f->idom[0] = 0;
	while (again) {
		again = false;
		for (uint32_t i = 1; i < n; i++) {
			const struct block *bl = &fn->blocks[order[i]];
			uint32_t d = NONE;

			for (uint32_t p = 0; p < bl->n_preds; p++) {
				uint32_t pred = bl->preds[p];

				if (f->idom[pred] != NONE)
					d = d == NONE ? pred : meet(f, &j, d, pred);
			}
			if (d != f->idom[order[i]]) {
				set_idom(f, &j, order[i], d);
				again = true;
			}
		}
	}
}

bool fx_dominates(const struct fx *f, uint32_t a, uint32_t b)
{
	if (f->idom[a] == NONE || f->idom[b] == NONE)
		return false;
	while (f->rpo[b] > f->rpo[a])
		b = f->idom[b];
	return a == b;
}

const struct insn *fx_def(const struct fx *f, struct operand o)
{
	if (o.kind != OPND_VALUE || f->def[o.value] == NONE)
		return NULL;
	return &f->fn->insns[f->def[o.value]];
}

const struct insn *fx_def_value(const struct fx *f, uint32_t value)
{
	return fx_def(f, (struct operand){ .kind = OPND_VALUE, .value = value });
}

uint32_t fx_func(const struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);

	for (unsigned i = 0; in && in->op == OP_COPY && i < 8; i++)
		in = fx_def(f, in->a);
	return in && in->op == OP_FUNC ? in->fn : NONE;
}

struct step place_step(const struct place *p)
{
	return p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };
}

uint32_t fx_copy_root(const struct fx *f, uint32_t value)
{
	for (unsigned i = 0; i < 100; i++) {
		const struct insn *in = fx_def_value(f, value);

		if (!in || in->op != OP_COPY || in->a.kind != OPND_VALUE)
			break;
		value = in->a.value;
	}
	return value;
}

uint32_t fx_root(const struct fx *f, uint32_t value)
{
	for (unsigned i = 0; i < 100; i++) {
		const struct insn *in;

		value = fx_copy_root(f, value);
		in = fx_def_value(f, value);
		if (!in || in->op != OP_BIN || in->bin != BIN_ADD ||
		    in->a.kind != OPND_VALUE || f->fn->values[value].cls != TC_POINTER)
			break;
		value = in->a.value;
	}
	return value;
}

/* The same value, or two loads of the same member of the same base (dev->urb). */
bool fx_same(const struct fx *f, uint32_t a, uint32_t b)
{
	for (unsigned i = 0; i < 8; i++) {
		const struct insn *x, *y;

		a = fx_copy_root(f, a);
		b = fx_copy_root(f, b);
		if (a == b)
			return true;
		x = fx_def_value(f, a);
		y = fx_def_value(f, b);
		if (!x || !y || x->op != OP_LOAD || y->op != OP_LOAD ||
		    x->place.base != y->place.base || x->place.off != y->place.off)
			return false;
		if (x->place.base == BASE_OBJECT)
			return x->place.id == y->place.id;
		a = x->place.id;
		b = y->place.id;
	}
	return false;
}

/* The call that computes a condition, and whether the test is for non-zero. */
static const struct insn *tested_call(const struct fx *f, const struct insn *test, bool *nonzero)
{
	const struct insn *in = test;

	*nonzero = true;
	for (unsigned i = 0; in && i < 8; i++) {
		if (in->op == OP_CALL)
			return in;
		if (in->op == OP_BIN && in->bin == BIN_XOR && in->b.kind == OPND_INT &&
		    in->b.num == 1) {
			*nonzero = !*nonzero;	/* !x of a bool */
		} else if (in->op == OP_COND || in->op == OP_BIN) {
			if (in->b.kind != OPND_INT || in->b.num != 0 ||
			    (in->bin != BIN_NE && in->bin != BIN_EQ))
				return NULL;
			if (in->bin == BIN_EQ)
				*nonzero = !*nonzero;
		} else if (in->op != OP_COPY) {
			return NULL;
		}
		in = fx_def(f, in->a);
	}
	return NULL;
}

static void add_guard(struct fx *f, uint32_t block, const struct insn *call,
		      const struct fact *fact, bool nonzero)
{
	const struct block *bl = &f->fn->blocks[block];
	int64_t arg = fact->num[KEY_ARG];
	enum mem mem = mem_by_name(fact->text[KEY_KIND]);
	struct guard g = { .from = block };
	bool bad_when_true = fact->num[KEY_NEG] != 1;

	if (arg < 0 || arg >= call->n_args || call->args[arg].kind != OPND_VALUE ||
	    mem == N_MEM)
		return;
	g.value = fx_root(f, call->args[arg].value);
	g.excluded = MEM_BIT(mem);
	if (mem == MEM_vmalloc)
		g.excluded |= MEM_BIT(MEM_vmap) | MEM_BIT(MEM_maybe_vmalloc) |
			      MEM_BIT(MEM_netdev_priv) | MEM_BIT(MEM_firmware) |
			      MEM_BIT(MEM_coherent);
	/* succs[0] is taken when the test holds */
	g.block = bl->succs[nonzero == bad_when_true ? 1 : 0];
	VEC_PUSH(f->s->a, f->guards, f->n_guards, f->cap_guards, g);
}

static void find_guards(struct fx *f)
{
	const struct func *fn = f->fn;

	for (uint32_t b = 0; b < fn->n_blocks; b++) {
		const struct block *bl = &fn->blocks[b];
		const struct insn *call, *last;
		const struct fact *fact;
		bool nonzero;

		if (!bl->n || bl->n_succs != 2)
			continue;
		last = &fn->insns[bl->first + bl->n - 1];
		if (last->op != OP_COND)
			continue;
		call = tested_call(f, last, &nonzero);
		fact = call ? call_fact(f->s, call, ROLE_GUARD) : NULL;
		for (; fact; fact = fact->next)
			add_guard(f, b, call, fact, nonzero);
	}
}

uint32_t fx_excluded(const struct fx *f, uint32_t value, uint32_t block)
{
	uint32_t excluded = 0;

	for (size_t i = 0; i < f->n_guards; i++) {
		const struct guard *g = &f->guards[i];

		if (g->value == fx_root(f, value) && f->fn->blocks[g->block].n_preds == 1 &&
		    fx_dominates(f, g->block, block))
			excluded |= g->excluded;
	}
	return excluded;
}

uint32_t fx_excluded_edge(const struct fx *f, uint32_t value, uint32_t pred, uint32_t block)
{
	uint32_t excluded = fx_excluded(f, value, pred);

	for (size_t i = 0; i < f->n_guards; i++) {
		const struct guard *g = &f->guards[i];

		if (g->from == pred && g->block == block && g->value == fx_root(f, value))
			excluded |= g->excluded;
	}
	return excluded;
}

/* Does `test` compare a parameter with a constant? */
static bool param_test(const struct fx *f, const struct insn *test, struct cond *c)
{
	const struct insn *def;
	uint32_t root;

	if (test->op != OP_COND || test->b.kind != OPND_INT || test->a.kind != OPND_VALUE)
		return false;
	root = fx_copy_root(f, test->a.value);
	c->bin = test->bin;
	c->num = test->b.num;
	def = fx_def_value(f, root);
	if (def && def->op == OP_BIN && def->bin == BIN_XOR && def->a.kind == OPND_VALUE &&
	    def->b.kind == OPND_INT && def->b.num == 1 && !c->num &&
	    (c->bin == BIN_EQ || c->bin == BIN_NE)) {	/* !x of a bool */
		c->bin = c->bin == BIN_EQ ? BIN_NE : BIN_EQ;
		root = fx_copy_root(f, def->a.value);
	}
	if (f->param_of[root] < 0)
		return false;
	c->param = (uint32_t)f->param_of[root];
	return true;
}

unsigned fx_conds(const struct fx *f, uint32_t block, struct cond *out, unsigned max)
{
	unsigned n = 0;

	if (f->idom[block] == NONE)
		return 0;
	for (uint32_t b = block; b != 0 && n < max; b = f->idom[b]) {
		const struct block *d = &f->fn->blocks[f->idom[b]];
		bool yes, no;

		if (!d->n || d->n_succs != 2 || d->succs[0] == d->succs[1])
			continue;
		if (!param_test(f, &f->fn->insns[d->first + d->n - 1], &out[n]))
			continue;
		yes = f->fn->blocks[d->succs[0]].n_preds == 1 &&
		      fx_dominates(f, d->succs[0], block);
		no = f->fn->blocks[d->succs[1]].n_preds == 1 &&
		     fx_dominates(f, d->succs[1], block);
		if (yes == no)
			continue;
		out[n++].truth = yes;
	}
	return n;
}

bool fx_work(struct fx *f, unsigned steps)
{
	f->work += steps;
	if (f->work <= WORK_LIMIT)
		return true;
	f->gave_up = true;
	return false;
}

void fx_init(struct solver *s, uint32_t id)
{
	struct fx *f = &s->fx[id];

	f->s = s;
	f->id = id;
	f->fn = &s->u->funcs[id];
	if (!(f->fn->flags & FUNC_BODY))
		return;
	f->param_mem = arena_new_array(s->a, enum mem, f->fn->n_params + 1);
	f->param_slot = arena_new_array(s->a, const char *, f->fn->n_params + 1);
	f->visits = arena_new_array(s->a, uint8_t, f->fn->n_values + 1);
	f->on_stack = arena_new_array(s->a, uint8_t, f->fn->n_values + 1);
	f->visit_epoch = arena_new_array(s->a, uint32_t, f->fn->n_values + 1);
	index_values(f);
	index_stores(f);
	dominators(f);
	find_guards(f);
}
