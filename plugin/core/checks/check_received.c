// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_received.c - bytes that an IN transfer did not bring: copied out of a
 * bounce buffer, or read from the transfer's buffer.
 */
#include <string.h>
#include "received.h"

/* Nothing but the transfer can have written to the memory before `call`. */
static bool fresh(const struct received *r, const struct insn **alloc)
{
	struct fx *f = r->f;
	const struct fact *fact;
	int64_t off;

	*alloc = alloc_call(f, r->root, &fact);
	if (!*alloc || fact->text[KEY_SRC] || f->stored_via[r->root] ||
	    alloc_cleared(f, *alloc, fact))
		return false;
	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];

		if (in->op != OP_CALL || i == r->call || call_fact(f->s, in, ROLE_FREE) ||
		    call_fact(f->s, in, ROLE_COPY))
			continue;
		for (uint32_t a = 0; a < in->n_args; a++)
			if (received_points(r, in->args[a], &off) && !r->after[f->block_of[i]] &&
			    (f->block_of[i] != f->block_of[r->call] || i < r->call))
				return false;
	}
	return true;
}

static bool points_at(const struct received *r, uint32_t value, int64_t *off)
{
	return received_points(r, (struct operand){ .kind = OPND_VALUE, .value = value }, off);
}

/* How many bytes from the start of the buffer the copy needs; -1: not a known number. */
static int64_t copied(const struct received *r, const struct insn *in, bool *whole)
{
	const struct fact *copy = call_fact(r->f->s, in, ROLE_COPY);
	int64_t src = copy ? copy->num[KEY_SRC] : -1, len = copy ? copy->num[KEY_LEN] : -1, off;
	struct intval v;

	*whole = false;
	if (in->op == OP_COPYMEM || in->op == OP_LOAD) {
		const struct place *p = in->op == OP_LOAD ? &in->place : &in->place2;

		/* no scalar has more than 8 bytes: GCC made this of memcpy() */
		if (p->base != BASE_VALUE || p->size == SIZE_UNKNOWN || p->indexed ||
		    (in->op == OP_LOAD && p->size <= 8) || !points_at(r, p->id, &off))
			return -1;
		off += p->off + p->size;
		*whole = off == r->len;
		return off;
	}
	if (src < 0 || len < 0 || src >= in->n_args || len >= in->n_args ||
	    !received_points(r, in->args[src], &off) || off < 0)
		return -1;
	if (received_is_len(r, in->args[len]) && off == 0) {
		*whole = true;
		return r->len < 0 ? INT64_MAX : r->len;
	}
	v = int_eval(r->f, in->args[len]);
	if (!int_is_const(v) || (int64_t)v.ones <= 0)
		return -1;
	*whole = r->len >= 0 && off + (int64_t)v.ones == r->len;
	return off + (int64_t)v.ones;
}

/* Which endings leave bytes before `end` unwritten? */
static unsigned missing(const struct received *r, unsigned ended, int64_t least, int64_t end)
{
	if (ended & ENDED_SHORT && least >= end)
		ended &= ~(unsigned)ENDED_SHORT;
	/* what lies beyond the request is another matter: length_exceeds_buffer */
	return end <= r->len || r->len < 0 ? ended & ~(unsigned)ENDED_FULL : 0;
}

/*
 * Does the operand hang on the transfer's result by arithmetic, copies and phis?
 * Of phis only the ways behind block `behind` count.
 */
static bool from_result(const struct received *r, struct operand o, uint32_t behind,
			unsigned depth)
{
	const struct fx *f = r->f;
	const struct insn *in = fx_def(f, o);

	if (o.kind != OPND_VALUE || r->result == NONE || depth > 8)
		return false;
	if (o.value == r->result)
		return true;
	if (!in)
		return false;
	for (uint32_t i = 0; in->op == OP_PHI && i < in->n_args; i++) {
		uint32_t b = f->block_of[in - f->fn->insns];

		if ((behind == NONE || fx_dominates(f, behind, f->fn->blocks[b].preds[i])) &&
		    from_result(r, in->args[i], behind, depth + 1))
			return true;
	}
	if (in->op != OP_COPY && in->op != OP_BIN && in->op != OP_SELECT)
		return false;
	return from_result(r, in->a, behind, depth + 1) ||
	       from_result(r, in->b, behind, depth + 1);
}

/* Is `result` compared with something other than zero? */
static bool compares(const struct fx *g, const struct insn *in, uint32_t result)
{
	if (in->a.kind == OPND_VALUE && fx_copy_root(g, in->a.value) == result)
		return in->b.kind != OPND_INT || in->b.num > 0;
	return in->b.kind == OPND_VALUE && fx_copy_root(g, in->b.value) == result;
}

/* Does a caller of this file never hold the result against the count it asked for? */
static bool caller_content(const struct fx *f)
{
	const struct solver *s = f->s;

	for (size_t i = 0; i < s->callers[f->id].n; i++) {
		const struct caller *c = &s->callers[f->id].v[i];
		const struct fx *g = &s->fx[c->func];
		uint32_t result = g->fn->insns[c->insn].result;
		bool compared = false;

		for (uint32_t n = 0; result != NONE && n < g->fn->n_insns; n++) {
			const struct insn *in = &g->fn->insns[n];

			if ((in->op == OP_COND && compares(g, in, result)) ||
			    (in->op == OP_RET && in->a.kind == OPND_VALUE &&
			     fx_copy_root(g, in->a.value) == result))
				compared = true;
		}
		if (!compared)
			return true;
	}
	return false;
}

/* Of what got lost: is it told to the callers after the copy at `at`? */
static unsigned untold(const struct received *r, uint32_t at, unsigned lost)
{
	const struct fx *f = r->f;
	bool returned = false;

	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		uint32_t b = f->block_of[i];

		if (in->op == OP_RET && from_result(r, in->a, f->block_of[at], 0))
			returned = true;
		if (in->op != OP_COND || !fx_dominates(f, f->block_of[at], b) ||
		    (!from_result(r, in->a, NONE, 0) && !from_result(r, in->b, NONE, 0)))
			continue;
		if (received_is_len(r, in->b) || received_is_len(r, in->a))
			return 0;
		lost &= ~(unsigned)ENDED_FAILED;
	}
	if (returned)
		lost &= ~(unsigned)ENDED_FAILED;
	return returned && !caller_content(f) ? 0 : lost;
}

static bool asked(const struct received *r)
{
	for (uint32_t i = 0; r->result != NONE && i < r->f->fn->n_insns; i++) {
		const struct insn *in = &r->f->fn->insns[i];

		if ((in->op == OP_COND || in->op == OP_RET) &&
		    from_result(r, in->a, NONE, 0))
			return true;
	}
	return false;
}

static const char *how(struct solver *s, const struct received *r, unsigned lost)
{
	if (!asked(r))
		return text(s, "although nobody looks at the result of %s()", r->k->callee);
	if (lost & ENDED_FAILED)
		return text(s, "also when %s() failed", r->k->callee);
	return text(s, "also when %s() received less", r->k->callee);
}

static const char *name_of(const struct received *r)
{
	const struct fx *f = r->f;
	const char *name = f->fn->values[r->k->ptr.value].name;
	const struct insn *in = fx_def_value(f, r->root);

	if (!*name)
		name = f->fn->values[r->root].name;
	if (!*name && in && in->op == OP_LOAD && in->place.n_path) {
		struct step st = in->place.path[in->place.n_path - 1];

		name = f->s->u->records[st.record].fields[st.field].name;
	}
	return *name ? name : "the buffer";
}

static void report(struct received *r, enum rule_id rule, uint32_t at, bool mild,
		   const char *message)
{
	struct solver *s = r->f->s;
	struct finding *d = finding_new(r->f, rule, at, call_name(s, &r->f->fn->insns[at]));

	if (mild && d->severity > SEV_ADVICE)
		d->severity = SEV_ADVICE;
	d->subject = name_of(r);
	d->message = message;
	finding_event(s, d, r->f->fn->insns[r->call].loc,
		      text(s, "%s() receives here", r->k->callee));
	finding_put(s, d);
}

static void check_copies(struct received *r)
{
	struct fx *f = r->f;
	struct solver *s = f->s;
	const struct insn *alloc;

	if (!fresh(r, &alloc))
		return;
	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];
		int64_t least, end;
		unsigned lost, open;
		bool whole;

		if (in->op != OP_CALL && in->op != OP_COPYMEM && in->op != OP_LOAD)
			continue;
		end = copied(r, in, &whole);
		if (end < 0 || !whole)
			continue;
		lost = received_at(r, i, &least);
		lost = missing(r, lost, least, end);
		if (!lost)
			continue;
		open = untold(r, i, lost);
		report(r, RULE_bounce_copyback, i, !open,
		       text(s, "all of '%s' is copied %s; copy only what arrived",
			    name_of(r), how(s, r, open ? open : lost)));
	}
}

/* Bytes from the start of the buffer that a load of a scalar needs; -1: no such load. */
static int64_t loaded(const struct received *r, const struct insn *in)
{
	const struct place *p = &in->place;
	int64_t off;

	if (in->op != OP_LOAD || p->base != BASE_VALUE || p->indexed || p->size > 8 ||
	    p->size == SIZE_UNKNOWN || !points_at(r, p->id, &off))
		return -1;
	return off + p->off + p->size;
}

static void check_loads(struct received *r)
{
	struct fx *f = r->f;
	const struct fact *fact;
	const struct insn *alloc = alloc_call(f, r->root, &fact);

	if (received_written(r) || (alloc && alloc_cleared(f, alloc, fact)))
		return;
	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		int64_t least, end = loaded(r, &f->fn->insns[i]);
		unsigned lost;

		if (end < 0)
			continue;
		lost = received_at(r, i, &least);
		lost = missing(r, lost, least, end);
		if (!lost)
			continue;
		lost = untold(r, i, lost);
		if (lost)
			report(r, RULE_in_data_unchecked, i, false,
			       text(f->s, "'%s' is read %s; look at what arrived first",
				    name_of(r), how(f->s, r, lost)));
		return;
	}
}

void check_received(struct fx *f, const struct sink *k)
{
	struct received r;

	if (!received_init(&r, f, k))
		return;
	check_copies(&r);
	if (f->s->cfg->on[RULE_in_data_unchecked])
		check_loads(&r);
}
