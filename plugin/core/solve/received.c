// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * received.c - how a synchronous IN transfer can have ended when a later
 * instruction runs.
 *
 * Forward over the blocks behind the call, with a set of outcomes that each test
 * of the result narrows.  A test of something else that decides whether the
 * place is reached may well hang on the outcome (ret turned into an error code,
 * a helper that looks at it): then nothing is said.
 */
#include <string.h>
#include "received.h"

#define MAX_ERRNO 4095
#define ALL_BYTES INT64_MAX

static const struct insn *block_end(const struct fx *f, uint32_t b)
{
	const struct block *bl = &f->fn->blocks[b];

	return bl->n ? &f->fn->insns[bl->first + bl->n - 1] : NULL;
}

bool received_points(const struct received *r, struct operand o, int64_t *off)
{
	*off = 0;
	for (unsigned i = 0; o.kind == OPND_VALUE && i < 32; i++) {
		const struct insn *in = fx_def(r->f, o);

		if (fx_same(r->f, o.value, r->root))
			return true;
		if (!in || (in->op != OP_COPY && in->op != OP_BIN))
			return false;
		if (in->op == OP_BIN) {
			if (in->bin != BIN_ADD || in->b.kind != OPND_INT)
				return false;
			*off += in->b.num;
		}
		o = in->a;
	}
	return false;
}

bool received_is_len(const struct received *r, struct operand o)
{
	struct intval v;

	if (o.kind == OPND_VALUE && r->len_op.kind == OPND_VALUE &&
	    fx_same(r->f, o.value, r->len_op.value))
		return true;
	v = int_eval(r->f, o);
	return r->len >= 0 && int_is_const(v) && (int64_t)v.ones == r->len;
}

/* Does this store or copy write to the buffer? */
static bool writes(const struct received *r, const struct insn *in)
{
	const struct fact *copy;
	int64_t dst, off;

	if (in->op == OP_STORE || in->op == OP_COPYMEM)
		return in->place.base == BASE_VALUE &&
		       received_points(r, (struct operand){ .kind = OPND_VALUE,
							    .value = in->place.id }, &off);
	copy = in->op == OP_CALL ? call_fact(r->f->s, in, ROLE_COPY) : NULL;
	dst = copy ? copy->num[KEY_DST] : -1;
	return dst >= 0 && dst < in->n_args && received_points(r, in->args[dst], &off);
}

bool received_written(const struct received *r)
{
	for (uint32_t i = 0; i < r->f->fn->n_insns && fx_work(r->f, 1); i++)
		if (writes(r, &r->f->fn->insns[i]))
			return true;
	return false;
}

/* Does this instruction write to the buffer, or hand it to somebody who may? */
static bool touches(const struct received *r, const struct insn *in)
{
	int64_t off;

	if (writes(r, in))
		return true;
	if (in->op != OP_CALL || call_fact(r->f->s, in, ROLE_FREE) ||
	    call_fact(r->f->s, in, ROLE_COPY))
		return false;
	for (uint32_t i = 0; i < in->n_args; i++)
		if (received_points(r, in->args[i], &off))
			return true;
	return false;
}

/* First instruction from `from` to the end of its block that touches the buffer. */
static uint32_t first_touch(const struct received *r, uint32_t from, uint32_t b)
{
	const struct block *bl = &r->f->fn->blocks[b];
	uint32_t i = from;

	while (i < bl->first + bl->n && !touches(r, &r->f->fn->insns[i]))
		i++;
	return i;
}

static bool touched_in(const struct received *r, uint32_t from, uint32_t b)
{
	const struct block *bl = &r->f->fn->blocks[b];

	return first_touch(r, from, b) < bl->first + bl->n;
}

/* Is o the transfer's result?  A phi is, when its other ways do not come from the transfer. */
static bool is_result(const struct received *r, struct operand o, unsigned depth)
{
	const struct insn *in;

	if (o.kind != OPND_VALUE || depth > 6 || r->result == NONE)
		return false;
	if (o.value == r->result)
		return true;
	in = fx_def(r->f, o);
	if (!in || (in->op != OP_COPY && in->op != OP_PHI))
		return false;
	if (r->f->fn->values[o.value].bits < 32)
		return false;
	if (in->op == OP_COPY)
		return is_result(r, in->a, depth + 1);
	for (uint32_t i = 0; i < in->n_args; i++) {
		uint32_t b = r->f->block_of[in - r->f->fn->insns];
		uint32_t pred = r->f->fn->blocks[b].preds[i];

		if ((r->after[pred] || pred == r->f->block_of[r->call]) &&
		    !is_result(r, in->args[i], depth + 1))
			return false;
	}
	return true;
}

/* Can some count from lo to hi make `x bin c` come out as `truth`?  c is a constant. */
static bool can_be(enum bin_op bin, int64_t lo, int64_t hi, int64_t c, bool truth)
{
	switch (bin) {
	case BIN_EQ: return truth ? lo <= c && c <= hi : lo != c || hi != c;
	case BIN_NE: return can_be(BIN_EQ, lo, hi, c, !truth);
	case BIN_LT: return truth ? lo < c : hi >= c;
	case BIN_GE: return can_be(BIN_LT, lo, hi, c, !truth);
	case BIN_LE: return truth ? lo <= c : hi > c;
	case BIN_GT: return can_be(BIN_LE, lo, hi, c, !truth);
	default: return true;
	}
}

struct state { unsigned ended; int64_t least; };

/* The outcomes for which result `bin` c is `truth`. */
static struct state narrow(const struct received *r, struct state st, enum bin_op bin,
			   bool is_unsigned, int64_t c, bool is_len, bool truth)
{
	int64_t most = is_len ? ALL_BYTES - 1 : r->len > 0 ? r->len - 1 : ALL_BYTES - 1;
	int64_t full = is_len || r->len < 0 ? ALL_BYTES : r->len;
	struct state to = { 0, st.least };

	if (is_len)
		c = ALL_BYTES;
	if (st.ended & ENDED_FAILED && can_be(bin, is_unsigned ? ALL_BYTES : -MAX_ERRNO,
					      is_unsigned ? ALL_BYTES : -1, is_unsigned ?
					      c - 1 : c, truth))
		to.ended |= ENDED_FAILED;
	if (st.ended & ENDED_EMPTY && can_be(bin, 0, 0, c, truth))
		to.ended |= ENDED_EMPTY;
	if (st.ended & ENDED_SHORT && can_be(bin, st.least, most, c, truth)) {
		to.ended |= ENDED_SHORT;
		/* r >= c and r > c say how many bytes there are at least */
		if (((bin == BIN_GE && truth) || (bin == BIN_LT && !truth)) && c > to.least)
			to.least = c;
		if (((bin == BIN_GT && truth) || (bin == BIN_LE && !truth)) && c >= to.least)
			to.least = c + 1;
		if (((bin == BIN_EQ && truth) || (bin == BIN_NE && !truth)) && c > to.least)
			to.least = c;
	}
	/* of an unknown length any constant may be all of it */
	if (st.ended & ENDED_FULL && (r->len < 0 && !is_len ? can_be(bin, 1, full, c, truth) :
				      can_be(bin, full, full, c, truth)))
		to.ended |= ENDED_FULL;
	return to;
}

/* A comparison with the result on its left. */
struct test {
	enum bin_op bin;
	struct operand a, b;
};

static bool understood(const struct received *r, const struct insn *in, struct test *t)
{
	static const enum bin_op swapped[] = {
		[BIN_EQ] = BIN_EQ, [BIN_NE] = BIN_NE, [BIN_LT] = BIN_GT, [BIN_GT] = BIN_LT,
		[BIN_LE] = BIN_GE, [BIN_GE] = BIN_LE,
	};

	if (!in || in->op != OP_COND || in->bin < BIN_EQ)
		return false;
	*t = (struct test){ in->bin, in->a, in->b };
	if (!is_result(r, t->a, 0))
		*t = (struct test){ swapped[in->bin], in->b, in->a };
	if (!is_result(r, t->a, 0))
		return false;
	return t->b.kind == OPND_INT || received_is_len(r, t->b);
}

/* Made of values from before the transfer, or of the buffer's: no word on the outcome. */
static bool from_before(const struct received *r, struct operand o, unsigned depth)
{
	uint32_t start = r->f->block_of[r->call], at, b;
	const struct insn *in;
	int64_t off;

	if (o.kind != OPND_VALUE)
		return true;
	at = r->f->def[o.value];
	if (at == NONE)
		return true;
	b = r->f->block_of[at];
	if (b == start ? at < r->call : fx_dominates(r->f, b, start))
		return true;
	in = &r->f->fn->insns[at];
	/* what the device says */
	if (in->op == OP_LOAD && in->place.base == BASE_VALUE)
		return received_points(r, (struct operand){ .kind = OPND_VALUE,
							    .value = in->place.id }, &off);
	if (depth > 4 || (in->op != OP_COPY && in->op != OP_BIN))
		return false;
	return from_before(r, in->a, depth + 1) && from_before(r, in->b, depth + 1);
}

static bool independent(const struct received *r, const struct insn *in)
{
	return in && (in->op == OP_COND || in->op == OP_SWITCH) &&
	       from_before(r, in->a, 0) && from_before(r, in->b, 0);
}

static bool is_unsigned(const struct received *r, const struct test *t)
{
	return t->a.kind == OPND_VALUE &&
	       r->f->fn->values[t->a.value].flags & VALUE_UNSIGNED;
}

/* What is left of st on the way from block b to its successor `side`. */
static struct state along(const struct received *r, struct state st, uint32_t b, uint32_t side)
{
	struct test t;
	bool len;

	if (!understood(r, block_end(r->f, b), &t) || r->f->fn->blocks[b].n_succs != 2)
		return st;
	len = received_is_len(r, t.b);
	return narrow(r, st, t.bin, is_unsigned(r, &t), t.b.num,
		      len && (r->len < 0 || t.b.kind != OPND_INT), side == 0);
}

static bool join(struct received *r, uint32_t b, struct state st)
{
	unsigned old = r->ended[b];
	int64_t least = r->least[b];

	if (!st.ended)
		return false;
	if (!old || st.least < least)
		r->least[b] = st.least;
	r->ended[b] |= (uint8_t)st.ended;
	return r->ended[b] != old || r->least[b] != least;
}

/* Blocks that can run after the transfer and before its buffer is touched again. */
static void find_after(struct received *r, uint32_t *todo)
{
	uint32_t n = 0, start = r->f->block_of[r->call];

	todo[n++] = start;
	while (n && fx_work(r->f, 1)) {
		uint32_t b = todo[--n];
		const struct block *bl = &r->f->fn->blocks[b];

		if (touched_in(r, b == start ? r->call + 1 : bl->first, b))
			continue;
		for (uint32_t i = 0; i < bl->n_succs; i++)
			if (bl->succs[i] != start && !r->after[bl->succs[i]]) {
				r->after[bl->succs[i]] = true;
				todo[n++] = bl->succs[i];
			}
	}
}

static struct state at_call(const struct received *r)
{
	struct state st = { ENDED_FAILED | ENDED_EMPTY, 1 };

	if (r->count)
		st.ended |= ENDED_FULL | (r->len == 1 ? 0 : ENDED_SHORT);
	return st;
}

static void flow(struct received *r, uint32_t *todo, bool *queued)
{
	uint32_t n = 0, start = r->f->block_of[r->call];

	todo[n++] = start;
	while (n && fx_work(r->f, 1)) {
		uint32_t b = todo[--n];
		const struct block *bl = &r->f->fn->blocks[b];
		struct state st = { r->ended[b], r->least[b] };

		queued[b] = false;
		if (b == start)
			st = at_call(r);
		if (touched_in(r, b == start ? r->call + 1 : bl->first, b))
			continue;
		for (uint32_t i = 0; i < bl->n_succs; i++) {
			uint32_t to = bl->succs[i];

			if (to == start || !join(r, to, along(r, st, b, i)) || queued[to])
				continue;
			queued[to] = true;
			todo[n++] = to;
		}
	}
}

/* The status of a bulk transfer leaves the count open: does anybody read it? */
static bool actual_read(struct fx *f, const struct insn *call, int64_t arg)
{
	const struct insn *addr;
	uint32_t root;

	if (arg < 0 || arg >= call->n_args || call->args[arg].kind != OPND_VALUE)
		return false;
	root = fx_root(f, call->args[arg].value);
	addr = fx_def_value(f, root);
	if (!addr || addr->op != OP_ADDR || addr->place.base != BASE_OBJECT)
		return true;
	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];

		if (in->op == OP_LOAD && in->place.base == BASE_OBJECT &&
		    in->place.id == addr->place.id)
			return true;
	}
	return false;
}

/* Does the helper do anything to the memory behind its parameter but receive into it? */
static bool helper_writes(struct fx *g, uint32_t param, uint32_t transfer)
{
	struct operand buf = { .kind = OPND_VALUE, .value = g->fn->params[param].value };
	struct received r = { .f = g, .root = buf.value };
	int64_t off;

	for (uint32_t n = 0; n < g->fn->n_insns && fx_work(g, 1); n++) {
		const struct insn *in = &g->fn->insns[n];

		if (writes(&r, in))
			return true;
		for (uint32_t i = 0; in->op == OP_CALL && n != transfer && i < in->n_args; i++)
			if (received_points(&r, in->args[i], &off))
				return true;
	}
	return false;
}

/*
 * The length asked for, as this call knows it.  A helper of the file counts when it returns
 * the count that the transfer returned, and leaves the buffer alone otherwise.
 */
static struct operand length_asked(struct fx *f, const struct sink *k)
{
	const struct insn *call = &f->fn->insns[k->insn], *transfer;
	int64_t arg = k->fact->text[KEY_LEN] ? k->fact->num[KEY_LEN] : -1;
	struct operand none = { 0 }, o;
	struct fx *g;
	int32_t param;

	if (k->callee == k->final)
		return arg >= 0 && arg < call->n_args ? call->args[arg] : none;
	if (call->fn == NONE || k->final_func != call->fn || k->arg >= call->n_args ||
	    strcmp(k->fact->text[KEY_RESULT], "count"))
		return none;
	g = &f->s->fx[call->fn];
	transfer = &g->fn->insns[k->final_insn];
	if (arg < 0 || arg >= transfer->n_args || g->fn->params[k->arg].value == NONE ||
	    !fx_returns_result(g, k->final_insn) || helper_writes(g, k->arg, k->final_insn))
		return none;
	o = transfer->args[arg];
	if (o.kind != OPND_VALUE)
		return o;
	param = g->param_of[fx_copy_root(g, o.value)];
	return param >= 0 && param < (int32_t)call->n_args ? call->args[param] : none;
}

bool received_init(struct received *r, struct fx *f, const struct sink *k)
{
	const struct insn *call = &f->fn->insns[k->insn];
	const char *result = k->fact ? k->fact->text[KEY_RESULT] : NULL;
	uint32_t nb = f->fn->n_blocks + 1, *todo;
	struct arena *a = f->s->a;
	struct operand len;

	if (k->what != SINK_DATA || call->op != OP_CALL || !result || k->dir != DIR_IN ||
	    k->ptr.kind != OPND_VALUE)
		return false;
	len = length_asked(f, k);
	if (len.kind == OPND_NONE)
		return false;
	*r = (struct received){ .f = f, .k = k, .call = k->insn, .result = call->result,
				.root = fx_root(f, k->ptr.value), .len = -1,
				.len_op = len, .count = !strcmp(result, "count") };
	if (int_is_const(k->len))
		r->len = (int64_t)k->len.ones;
	if (r->len == 0)
		return false;
	r->actual_read = k->callee == k->final && actual_read(f, call, k->fact->num[KEY_ACTUAL]);
	r->after = arena_new_array(a, bool, nb);
	r->ended = arena_new_array(a, uint8_t, nb);
	r->least = arena_new_array(a, int64_t, nb);
	/* a block comes back as long as its outcomes or its least count change */
	todo = arena_new_array(a, uint32_t, nb);
	find_after(r, todo);
	flow(r, todo, arena_new_array(a, bool, nb));
	return !f->gave_up;
}

/* Does every test that decides whether `at` is reached look at the result alone? */
static bool tests_understood(const struct received *r, uint32_t block)
{
	const struct func *fn = r->f->fn;
	uint32_t start = r->f->block_of[r->call], n = 0;
	bool *to = arena_new_array(r->f->s->a, bool, fn->n_blocks + 1);
	uint32_t *todo = arena_new_array(r->f->s->a, uint32_t, fn->n_blocks + 1);

	to[block] = true;
	todo[n++] = block;
	while (n && fx_work(r->f, 1)) {
		uint32_t b = todo[--n];

		if (b == start)
			continue;
		for (uint32_t i = 0; i < fn->blocks[b].n_preds; i++) {
			uint32_t p = fn->blocks[b].preds[i];

			if ((!r->after[p] && p != start) || to[p])
				continue;
			to[p] = true;
			todo[n++] = p;
		}
	}
	for (uint32_t b = 0; b < fn->n_blocks; b++) {
		const struct insn *end = block_end(r->f, b);
		struct test t;

		if (!to[b] || b == block || understood(r, end, &t) || independent(r, end))
			continue;
		for (uint32_t i = 0; i < fn->blocks[b].n_succs; i++)
			if (!to[fn->blocks[b].succs[i]])
				return false;
	}
	return true;
}

unsigned received_at(struct received *r, uint32_t at, int64_t *least)
{
	struct fx *f = r->f;
	uint32_t b = f->block_of[at], start = f->block_of[r->call];
	struct state st;

	if (b == start) {
		if (at < r->call || first_touch(r, r->call + 1, b) < at)
			return 0;
		st = at_call(r);
	} else {
		if (!r->after[b] || first_touch(r, f->fn->blocks[b].first, b) < at ||
		    !tests_understood(r, b))
			return 0;
		st = (struct state){ r->ended[b], r->least[b] };
	}
	if (!r->count && st.ended & ENDED_EMPTY)
		st.ended = (st.ended & ~(unsigned)ENDED_EMPTY) |
			   (r->actual_read ? ENDED_FULL : ENDED_SHORT | ENDED_FULL);
	*least = r->count ? st.least : 0;
	return st.ended;
}
