// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * paths.c - the walk over the ways of a function.
 *
 * Blocks without an instruction that anybody wants to see cost one step.  Ways
 * that come to a block with a state that was there before, knowing nothing less,
 * end; after MAX_KEPT of them only what they have in common is kept, which makes
 * the walk linear in blocks and states.
 */
#include <string.h>
#include "paths_int.h"

#define MAX_KEPT 6
#define MAX_NESTED 16
#define MAX_ABOVE (4 * PATH_FACTS)	/* nearer tests are remembered first */

/* Which pred of its target an edge is: blocks where errors meet have thousands. */
static void number_edges(struct fx *f, struct paths *ps)
{
	const struct func *fn = f->fn;
	uint32_t n = 0;

	ps->first_edge = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
	for (uint32_t b = 0; b < fn->n_blocks; b++) {
		ps->first_edge[b] = n;
		n += fn->blocks[b].n_succs;
	}
	ps->pred_of = arena_new_array(f->s->a, uint32_t, n + 1);
	for (uint32_t b = 0; b < fn->n_blocks; b++)
		for (uint32_t i = fn->blocks[b].n_preds; i-- > 0; ) {
			uint32_t from = fn->blocks[b].preds[i];

			for (uint32_t k = 0; k < fn->blocks[from].n_succs; k++)
				if (fn->blocks[from].succs[k] == b)
					ps->pred_of[ps->first_edge[from] + k] = i;
		}
}

/* Does the edge from its dominator to b say something that is worth remembering? */
static bool says(const struct fx *f, uint32_t b)
{
	const struct block *d = &f->fn->blocks[f->idom[b]];
	const struct insn *last = d->n ? &f->fn->insns[d->first + d->n - 1] : NULL;

	return last && last->op == OP_COND && d->n_succs == 2 && d->succs[0] != d->succs[1] &&
	       f->fn->blocks[b].n_preds == 1 && path_keeps((struct fx *)f, last);
}

/* By rpo: is the pass over all blocks the last one needed? */
static bool lower(const struct fx *f, struct paths *ps, const uint32_t *by_rpo)
{
	bool done = true;

	for (uint32_t i = f->fn->n_blocks; i-- > 0; ) {
		const struct block *b;
		uint32_t at = by_rpo[i];

		if (at == NONE)
			continue;
		b = &f->fn->blocks[at];
		for (uint32_t k = 0; k < b->n_succs; k++)
			if (ps->low[b->succs[k]] < ps->low[at]) {
				ps->low[at] = ps->low[b->succs[k]];
				done = false;
			}
	}
	return done;
}

/* Blocks in reverse post order, then the first of them that each can come back to. */
static void number_loops(struct fx *f, struct paths *ps, const uint32_t *by_rpo)
{
	uint32_t n = f->fn->n_blocks, pass = 0;

	ps->low = arena_new_array(f->s->a, uint32_t, n + 1);
	memcpy(ps->low, f->rpo, n * sizeof(*ps->low));
	while (!lower(f, ps, by_rpo))
		if (++pass == MAX_NESTED) {	/* too deep: each may come back to the start */
			memset(ps->low, 0, n * sizeof(*ps->low));
			return;
		}
}

/* For each block the nearest one, up the dominators, whose edge says something. */
static void number_tests(struct fx *f, struct paths *ps)
{
	uint32_t n = f->fn->n_blocks;
	uint32_t *by_rpo = arena_new_array(f->s->a, uint32_t, n + 1);

	ps->tested = arena_new_array(f->s->a, uint32_t, n + 1);
	for (uint32_t b = 0; b < n; b++) {
		ps->tested[b] = NONE;
		by_rpo[b] = NONE;
	}
	for (uint32_t b = 0; b < n; b++)
		if (f->rpo[b] < n)
			by_rpo[f->rpo[b]] = b;
	for (uint32_t i = 1; i < n && by_rpo[i] != NONE; i++) {
		uint32_t b = by_rpo[i];

		if (f->idom[b] == NONE)
			continue;
		ps->tested[b] = says(f, b) ? b : ps->tested[f->idom[b]];
	}
	number_loops(f, ps, by_rpo);
}

struct paths *paths_of(struct fx *f)
{
	struct paths *ps = f->paths;

	if (ps)
		return ps;
	ps = f->paths = arena_new_array(f->s->a, struct paths, 1);
	ps->at = arena_new_array(f->s->a, uint8_t, f->fn->n_insns + 1);
	ps->block_at = arena_new_array(f->s->a, uint8_t, f->fn->n_blocks + 1);
	ps->memo_head = arena_new_array(f->s->a, uint32_t, f->fn->n_blocks + f->fn->n_insns + 1);
	ps->memo_epoch = arena_new_array(f->s->a, uint32_t, f->fn->n_blocks + f->fn->n_insns + 1);
	number_edges(f, ps);
	path_keys_init(f, ps);
	number_tests(f, ps);
	return ps;
}

void path_note(struct fx *f, uint32_t insn)
{
	struct paths *ps = paths_of(f);

	if (ps->at[insn] & AT_CLIENT)
		return;
	ps->at[insn] |= AT_CLIENT;
	ps->block_at[f->block_of[insn]] |= AT_CLIENT;
	VEC_PUSH(f->s->a, ps->noted, ps->n_noted, ps->cap_noted, insn);
}

void path_unnote_all(struct fx *f)
{
	struct paths *ps = paths_of(f);

	for (size_t i = 0; i < ps->n_noted; i++) {
		ps->at[ps->noted[i]] &= (uint8_t)~AT_CLIENT;
		ps->block_at[f->block_of[ps->noted[i]]] &= (uint8_t)~AT_CLIENT;
	}
	ps->n_noted = 0;
}

void path_want(struct fx *f, uint32_t value)
{
	uint32_t key = path_key_of(f, value, NONE, 0);

	if (key != NONE)
		f->paths->keys[key].kept = true;
}

unsigned path_zero(struct path *p, uint32_t value)
{
	uint32_t key = path_key_of(p->f, value, NONE, 0);

	return key == NONE ? IS_ANY : path_known(p->f->paths, &p->facts, key);
}

/* Does everything that `weak` knows hold for `strong`? */
static bool implies(const struct path_facts *strong, const struct path_facts *weak)
{
	unsigned j = 0;

	for (unsigned i = 0; i < weak->n; i++) {
		while (j < strong->n && strong->v[j].key < weak->v[i].key)
			j++;
		if (j == strong->n || strong->v[j].key != weak->v[i].key ||
		    (strong->v[j].mask & ~weak->v[i].mask))
			return false;
	}
	return true;
}

/* What both know: masks joined, comparisons that only one knows dropped. */
static void common(struct path_facts *to, const struct path_facts *o)
{
	unsigned n = 0, j = 0;

	for (unsigned i = 0; i < to->n; i++) {
		unsigned mask;

		while (j < o->n && o->v[j].key < to->v[i].key)
			j++;
		if (j == o->n || o->v[j].key != to->v[i].key)
			continue;
		mask = to->v[i].mask | o->v[j].mask;
		if (mask == IS_ANY)
			continue;
		to->v[n].key = o->v[j].key;
		to->v[n++].mask = (uint8_t)mask;
	}
	to->n = n;
}

/* Make p know what all ways here with its state have in common; it stands for them. */
static void join(struct path *p, uint32_t *link)
{
	struct paths *ps = p->f->paths;

	while (*link) {
		struct memo *o = &ps->memos[*link - 1];

		if (o->state == p->state) {
			common(&p->facts, &o->facts);
			*link = o->next;
		} else {
			link = &o->next;
		}
	}
}

/* False: such a way has been here, a block or n_blocks + insn.  May make p know less. */
static bool remember(struct path *p, uint32_t block)
{
	struct paths *ps = p->f->paths;
	unsigned same_state = 0, seen = 0;
	struct memo m;

	if (ps->memo_epoch[block] != ps->epoch) {
		ps->memo_epoch[block] = ps->epoch;
		ps->memo_head[block] = 0;
	}
	for (uint32_t i = ps->memo_head[block]; i; i = ps->memos[i - 1].next) {
		const struct memo *o = &ps->memos[i - 1];

		if (++seen % 16 == 0 && !fx_work(p->f, 1))	/* many states, short looks */
			return false;
		if (o->state != p->state)
			continue;
		if (implies(&p->facts, &o->facts))
			return false;
		same_state++;
	}
	if (same_state >= MAX_KEPT)
		join(p, &ps->memo_head[block]);
	m = (struct memo){ p->state, p->facts, ps->memo_head[block] };
	VEC_PUSH(p->f->s->a, ps->memos, ps->n_memos, ps->cap_memos, m);
	ps->memo_head[block] = (uint32_t)ps->n_memos;
	return true;
}

static void push(struct path *p, uint32_t block, uint32_t insn)
{
	struct paths *ps = p->f->paths;
	struct node n = { block, insn, p->seen, p->state, p->facts };

	VEC_PUSH(p->f->s->a, ps->todo, ps->n_todo, ps->cap_todo, n);
}

void path_split(struct path *p, uint32_t value, unsigned mask, uint64_t other)
{
	struct path o = *p;
	uint32_t key = value == NONE ? NONE : path_key_of(p->f, value, NONE, 0);

	o.state = other;
	/* Else a row of calls that may fail would have two to the power of them ways. */
	if ((key == NONE || path_learn(&o, key, IS_ANY & ~mask)) &&
	    remember(&o, p->f->fn->n_blocks + p->insn))
		push(&o, p->block, p->insn + 1);
	if (key != NONE)
		path_learn(p, key, mask);
}

static struct loc block_loc(const struct fx *f, uint32_t block)
{
	const struct block *b = &f->fn->blocks[block];

	for (uint32_t n = b->first + b->n; n > b->first; n--)
		if (f->fn->insns[n - 1].op != OP_PHI && f->fn->insns[n - 1].loc.line)
			return f->fn->insns[n - 1].loc;
	return (struct loc){ .line = 0 };
}

struct loc path_loc(const struct path *p)
{
	struct loc here = block_loc(p->f, p->block);

	return here.line || p->seen == NONE ? here : block_loc(p->f, p->seen);
}

/* Over the i-th way out of the block. */
static void go(struct path *p, uint32_t i)
{
	uint32_t to = p->f->fn->blocks[p->block].succs[i];
	struct path next = *p;

	if (block_loc(p->f, p->block).line)
		next.seen = p->block;
	if (p->f->paths->last != NONE && p->f->paths->low[to] > p->f->paths->last)
		return;				/* nothing to see any more */
	if (!fx_work(p->f, 1))
		return;
	path_learn_edge(&next, to, p->f->paths->pred_of[p->f->paths->first_edge[p->block] + i]);
	if (p->client->edge && !p->client->edge(&next, to))
		return;
	if (remember(&next, to))
		push(&next, to, p->f->fn->blocks[to].first);
}

static void leave(struct path *p)
{
	const struct block *b = &p->f->fn->blocks[p->block];
	const struct insn *last = b->n ? &p->f->fn->insns[b->first + b->n - 1] : NULL;

	if (!last || last->op != OP_COND || b->n_succs != 2) {
		for (uint32_t i = 0; i < b->n_succs; i++)
			go(p, i);
		return;
	}
	for (unsigned i = 0; i < 2; i++) {
		struct path way = *p;

		if (path_assume_cond(&way, last, i == 0))
			go(&way, i);
	}
}

static unsigned returned(struct path *p, const struct insn *in)
{
	struct operand o = path_constant(p->f, in->a);

	if (o.kind == OPND_INT)
		return path_order(o.num, 0);
	return o.kind == OPND_VALUE ? path_zero(p, o.value) : IS_ANY;
}

/* Look at the rest of a block, then at what follows. */
static void run(struct path *p)
{
	const struct block *b = &p->f->fn->blocks[p->block];
	struct paths *ps = p->f->paths;
	uint32_t end = b->first + b->n;

	if (b->n && p->f->fn->insns[end - 1].op == OP_RET)
		end--;
	if (!ps->block_at[p->block])
		p->insn = end;
	for (; p->insn < end; p->insn++) {
		if (!ps->at[p->insn])
			continue;
		if (!fx_work(p->f, 1))
			return;
		if (ps->at[p->insn] & AT_FACTS)
			path_forget(p, p->insn);
		if ((ps->at[p->insn] & AT_CLIENT) && !p->client->at(p, p->insn))
			return;
	}
	if (end < b->first + b->n) {
		if ((ps->at[end] & AT_CLIENT) && !p->client->at(p, end))
			return;
		if (p->client->ret)
			p->client->ret(p, end, returned(p, &p->f->fn->insns[end]));
		return;
	}
	leave(p);
}

/* What the tests above a block say: succs[i] has no other way in and dominates it. */
static void learn_above(struct path *p, uint32_t block)
{
	const struct fx *f = p->f;

	unsigned n = 0;

	for (uint32_t b = f->paths->tested[block]; b != NONE && n < MAX_ABOVE && fx_work(p->f, 1);
	     b = f->paths->tested[f->idom[b]], n++) {
		const struct block *d = &f->fn->blocks[f->idom[b]];

		path_assume_cond(p, &f->fn->insns[d->first + d->n - 1], d->succs[0] == b);
	}
}

/* A block that leads to one with something to see comes back no later than that one does. */
static uint32_t last_noted(const struct fx *f)
{
	const struct paths *ps = f->paths;
	uint32_t last = 0;

	for (size_t i = 0; i < ps->n_noted; i++) {
		uint32_t at = ps->low[f->block_of[ps->noted[i]]];

		last = at > last ? at : last;
	}
	return last;
}

bool path_walk(struct fx *f, const struct path_client *c, void *data,
	       uint32_t insn, uint64_t state)
{
	struct paths *ps = paths_of(f);
	struct path p = { .f = f, .client = c, .data = data, .state = state, .seen = NONE };

	if (!f->fn->n_blocks)
		return true;
	ps->last = c->ret ? NONE : last_noted(f);
	ps->epoch++;
	ps->n_todo = 0;
	ps->n_memos = 0;
	p.block = insn == NONE ? 0 : f->block_of[insn];
	if (insn != NONE)
		learn_above(&p, p.block);
	p.state = state;
	push(&p, p.block, insn == NONE ? 0 : insn);
	while (ps->n_todo && !f->gave_up) {
		struct node n = ps->todo[--ps->n_todo];

		p.block = n.block;
		p.insn = n.insn;
		p.seen = n.seen;
		p.state = n.state;
		p.facts = n.facts;
		run(&p);
	}
	return !f->gave_up;
}
