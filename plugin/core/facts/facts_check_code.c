// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_check_code.c - the part of unit_check() that looks into functions:
 * ids in range, values defined once, blocks cover the instructions in order,
 * edges mutual, phis first and as long as the predecessors, jumps last.
 *
 * A value that nothing defines is allowed: an uninitialised variable.
 */
#include "arena.h"
#include "facts_check.h"

#include <stdlib.h>
#include <string.h>

struct ctx {
	struct unit *u;
	uint32_t index;			/* of the function */
	const struct func *f;
	bool *defined;			/* by value */
};

#define FUNC_FAULT(c, fmt, ...) \
	FAULT((c)->u, "function %u '%s': " fmt, (c)->index, (c)->f->name, __VA_ARGS__)

static bool operand_is_good(const struct func *f, const struct operand *o)
{
	return o->kind == OPND_NONE || o->kind == OPND_INT ||
	       (o->kind == OPND_VALUE && o->value < f->n_values);
}

static const char *place_fault(const struct ctx *c, const struct place *p)
{
	uint32_t i;

	if (p->base == BASE_OBJECT ? p->id >= c->u->n_objects :
	    p->base != BASE_VALUE || p->id >= c->f->n_values)
		return "bad base of a place";
	if (!offset_is_good(p->off) || !size_is_good(p->size))
		return "bad offset or size of a place";
	if (!type_is_good(c->u, p->cls, p->record))
		return "bad class or record of a place";
	if (p->n_path && !p->path)
		return "path of a place is missing";
	for (i = 0; i < p->n_path; i++)
		if (!step_is_good(c->u, &p->path[i]))
			return "no such member in a place";
	return NULL;
}

/* Mark a value as defined.  False if it is out of range or was before. */
static bool define(const struct ctx *c, uint32_t value)
{
	if (value >= c->f->n_values || c->defined[value])
		return false;
	c->defined[value] = true;
	return true;
}

static const char *operands_fault(const struct ctx *c, const struct insn *in, unsigned parts)
{
	const struct func *f = c->f;
	uint32_t i;

	if (parts & P_A && !operand_is_good(f, &in->a))
		return "bad first operand";
	if (parts & P_B && !operand_is_good(f, &in->b))
		return "bad second operand";
	if (parts & P_FN && in->fn >= c->u->n_funcs)
		return "no such function";
	if (parts & P_CALLEE && in->fn != NONE && in->fn >= c->u->n_funcs)
		return "no such callee";
	if (parts & P_CALLEE && !operand_is_good(f, &in->target))
		return "bad call target";
	if (!(parts & P_ARGS))
		return NULL;
	if (in->n_args && !in->args)
		return "arguments missing";
	for (i = 0; i < in->n_args; i++)
		if (!operand_is_good(f, &in->args[i]))
			return "bad argument";
	return NULL;
}

static const char *insn_fault(const struct ctx *c, const struct insn *in)
{
	const char *fault = NULL;
	unsigned parts;

	if ((unsigned)in->op >= N_INSN_OPS)
		return "unknown operation";
	parts = insn_parts[in->op];
	if (parts & P_BIN && (unsigned)in->bin >= N_BIN_OPS)
		return "unknown kind of binary operation";
	if (in->result == NONE ? (parts & P_RESULT) : !(parts & (P_RESULT | P_MAY_RESULT)))
		return in->result == NONE ? "result missing" : "result where none can be";
	if (in->result != NONE && !define(c, in->result))
		return "result out of range or defined before";
	if (parts & P_PLACE)
		fault = place_fault(c, &in->place);
	if (!fault && parts & P_PLACE2)
		fault = place_fault(c, &in->place2);
	return fault ? fault : operands_fault(c, in, parts);
}

static const char *check_block(struct ctx *c, uint32_t index)
{
	const struct block *b = &c->f->blocks[index];
	bool phis = true;
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		const struct insn *in = &c->f->insns[b->first + i];
		const char *fault = insn_fault(c, in);

		if (!fault && in->op == OP_PHI && !phis)
			fault = "phi behind another operation";
		if (!fault && in->op == OP_PHI && in->n_args != b->n_preds)
			fault = "phi with another number of arguments than predecessors";
		if (!fault && insn_parts[in->op] & P_LAST && i + 1 != b->n)
			fault = "something follows a jump or return";
		if (!fault && in->op == OP_COND && b->n_succs != 2)
			fault = "condition in a block without two successors";
		if (fault)
			return FUNC_FAULT(c, "block %u, instruction %u: %s", index, i, fault);
		phis = phis && in->op == OP_PHI;
	}
	return NULL;
}

static int cmp_block(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Are these the same blocks?  Mostly one or two; `sorted` is, v gets sorted. */
static bool same_blocks(const uint32_t *sorted, uint32_t *v, uint32_t n)
{
	if (n == 1)
		return v[0] == sorted[0];
	if (n == 2 && v[0] != v[1])
		return (v[0] == sorted[0] && v[1] == sorted[1]) ||
		       (v[0] == sorted[1] && v[1] == sorted[0]);
	qsort(v, n, sizeof(*v), cmp_block);
	return !memcmp(v, sorted, n * sizeof(*v));
}

/*
 * The predecessor edges, turned round: behind next[b] of `to` come the blocks that
 * call b a predecessor, in order.  False when b has other than n_succs of them.
 */
static bool turn_edges(const struct func *f, uint32_t *next, uint32_t *to)
{
	uint32_t at = 0, b, i;

	for (b = 0; b < f->n_blocks; b++) {
		next[b] = at;
		at += f->blocks[b].n_succs;
	}
	next[b] = at;
	for (b = 0; b < f->n_blocks; b++)
		for (i = 0; i < f->blocks[b].n_preds; i++) {
			uint32_t from = f->blocks[b].preds[i];

			if (from >= f->n_blocks || next[from] >= at)
				return false;
			to[next[from]++] = b;
		}
	for (b = 0, at = 0; b < f->n_blocks; b++) {
		at += f->blocks[b].n_succs;
		if (next[b] != at)
			return false;
	}
	return true;
}

/* Every successor edge has its predecessor edge and the reverse. */
static bool edges_are_mutual(const struct ctx *c)
{
	const struct func *f = c->f;
	size_t n_succs = 0, n_preds = 0;
	uint32_t *next, *to, *v, b, i, at = 0;

	for (b = 0; b < f->n_blocks; b++) {
		const struct block *bl = &f->blocks[b];

		if ((bl->n_succs && !bl->succs) || (bl->n_preds && !bl->preds))
			return false;
		for (i = 0; i < bl->n_succs; i++)
			if (bl->succs[i] >= f->n_blocks)
				return false;
		n_succs += bl->n_succs;
		n_preds += bl->n_preds;
	}
	if (n_succs != n_preds || n_succs > UINT32_MAX)
		return false;
	next = arena_new_array(c->u->arena, uint32_t, f->n_blocks + 1 + 2 * n_succs);
	to = next + f->n_blocks + 1;
	v = to + n_succs;
	if (!turn_edges(f, next, to))
		return false;
	for (b = 0; b < f->n_blocks; b++) {
		const struct block *bl = &f->blocks[b];

		for (i = 0; i < bl->n_succs; i++)
			v[at + i] = bl->succs[i];
		if (bl->n_succs && !same_blocks(to + at, v + at, bl->n_succs))
			return false;
		at += bl->n_succs;
	}
	return true;
}

static const char *check_blocks(struct ctx *c)
{
	const struct func *f = c->f;
	const char *fault = NULL;
	uint32_t next = 0, i;

	for (i = 0; i < f->n_blocks; i++) {
		const struct block *b = &f->blocks[i];

		if (!b->n)
			continue;
		if (b->first != next || b->n > f->n_insns - next)
			return FUNC_FAULT(c, "block %u: does not begin behind the one before", i);
		next += b->n;
	}
	if (next != f->n_insns)
		return FUNC_FAULT(c, "%u instructions are in no block", f->n_insns - next);
	if (!edges_are_mutual(c))
		return FUNC_FAULT(c, "%s", "edges between blocks are not mutual");
	for (i = 0; !fault && i < f->n_blocks; i++)
		fault = check_block(c, i);
	return fault;
}

static const char *check_params(struct ctx *c)
{
	uint32_t i;

	for (i = 0; i < c->f->n_params; i++) {
		const struct param *p = &c->f->params[i];
		const struct object *o;

		if (!p->name || !type_is_good(c->u, p->cls, p->record))
			return FUNC_FAULT(c, "parameter %u: bad name, class or record", i);
		if (p->value != NONE && !define(c, p->value))
			return FUNC_FAULT(c, "parameter %u: value out of range or not its own", i);
		if (p->object == NONE)
			continue;
		o = p->object < c->u->n_objects ? &c->u->objects[p->object] : NULL;
		if (!o || o->kind != OBJ_PARAM || o->func != c->index)
			return FUNC_FAULT(c, "parameter %u: its storage is not a parameter's", i);
	}
	return NULL;
}

static const char *check_values(struct ctx *c)
{
	uint32_t i;

	for (i = 0; i < c->f->n_values; i++) {
		const struct value *v = &c->f->values[i];

		if (!v->name || !type_is_good(c->u, v->cls, v->record) ||
		    v->flags & ~VALUE_FLAGS || !size_is_good(v->pointee_size))
			return FUNC_FAULT(c, "value %u: bad name, class, record, flags or size", i);
	}
	return NULL;
}

const char *check_func(struct unit *u, uint32_t i)
{
	struct ctx c = { .u = u, .index = i, .f = &u->funcs[i] };
	const struct func *f = c.f;
	const char *fault;

	if (!f->name)
		return FAULT(u, "function %u has no name", i);
	if (f->flags & ~FUNC_FLAGS)
		return FUNC_FAULT(&c, "%s", "unknown flags");
	if ((f->n_params && !f->params) || (f->n_values && !f->values) ||
	    (f->n_insns && !f->insns) || (f->n_blocks && !f->blocks))
		return FUNC_FAULT(&c, "%s", "a table is missing");
	if (!(f->flags & FUNC_BODY) && (f->n_blocks || f->n_insns || f->n_values))
		return FUNC_FAULT(&c, "%s", "code without a body");
	if (f->flags & FUNC_BODY && !f->n_blocks)
		return FUNC_FAULT(&c, "%s", "a body without blocks");
	c.defined = arena_new_array(u->arena, bool, f->n_values);
	fault = check_values(&c);
	if (!fault)
		fault = check_params(&c);
	return fault ? fault : check_blocks(&c);
}
