// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * path_keys.c - the comparisons of a function that can decide one another: those
 * made more than once, and those whose value meets constants in a phi
 * (ret = -ENOMEM; goto out).  Only they are remembered.
 */
#include <string.h>
#include "paths_int.h"

/* Does the cast keep every number? */
static bool keeps_number(const struct value *from, const struct value *to)
{
	bool was = from->flags & VALUE_UNSIGNED, is = to->flags & VALUE_UNSIGNED;

	if (from->cls != TC_INT || to->cls != TC_INT || !from->bits || !to->bits)
		return true;
	if (was == is)
		return to->bits >= from->bits;
	return was && to->bits > from->bits;
}

/*
 * (signed char)addr < 0 and addr == 0x81 are one cell, and do not speak of one number:
 * the type after the last cast that changes it, or 0.
 */
static uint8_t view_of(const struct fx *f, uint32_t value, bool *injective)
{
	const struct value *v = &f->fn->values[value];
	bool changed = false;

	*injective = true;
	for (unsigned i = 0; i < 100; i++) {
		const struct insn *in = fx_def_value(f, value);
		const struct value *to = &f->fn->values[value];

		if (!in || in->op != OP_COPY || in->a.kind != OPND_VALUE)
			break;
		value = in->a.value;
		if (keeps_number(&f->fn->values[value], to))
			continue;
		changed = true;
		*injective &= to->bits >= f->fn->values[value].bits;
	}
	return changed ? (uint8_t)(2 + 2 * (v->bits & 63) + (v->flags & VALUE_UNSIGNED)) : 0;
}

static uint32_t key_of(const struct paths *ps, uint32_t cell, uint8_t view, uint32_t other,
		       int64_t num)
{
	if (cell >= ps->n_heads)
		return NONE;
	for (uint32_t k = ps->heads[cell]; k; k = ps->keys[k - 1].next)
		if (ps->keys[k - 1].other == other && ps->keys[k - 1].num == num &&
		    ps->keys[k - 1].view == view)
			return k - 1;
	return NONE;
}

uint32_t path_key_of(struct fx *f, uint32_t value, uint32_t other, int64_t num)
{
	bool injective;

	return key_of(paths_of(f), cell_of(f, value), view_of(f, value, &injective), other, num);
}

static bool never_below(const struct fx *f, uint32_t value)
{
	const struct value *v = &f->fn->values[value];

	return v->cls == TC_POINTER || (v->flags & VALUE_UNSIGNED);
}

static uint32_t add_key(struct fx *f, struct paths *ps, uint32_t value, struct operand with)
{
	struct path_key k = { .cell = cell_of(f, value), .other = NONE };
	uint32_t old;

	k.view = view_of(f, value, &k.injective);
	if (with.kind == OPND_VALUE)
		k.other = cell_of(f, with.value);
	else
		k.num = with.num;
	old = key_of(ps, k.cell, k.view, k.other, k.num);
	if (old != NONE || k.cell >= ps->n_heads)
		return old;
	k.unsigned_zero = k.other == NONE && !k.num && never_below(f, value);
	k.next = ps->heads[k.cell];
	VEC_PUSH(f->s->a, ps->keys, ps->n_keys, ps->cap_keys, k);
	ps->heads[k.cell] = (uint32_t)ps->n_keys;
	cell_leaves(f, k.cell, ps->leaf);
	cell_leaves(f, k.other, ps->leaf);
	return (uint32_t)ps->n_keys - 1;
}

static void add_zero(struct fx *f, struct paths *ps, uint32_t value, bool kept)
{
	uint32_t key = add_key(f, ps, value, (struct operand){ .kind = OPND_INT });

	if (key != NONE && kept)
		ps->keys[key].kept = true;
}

/* Register the comparisons that a condition is made of. */
static void add_tests(struct fx *f, struct paths *ps, const struct insn *in, unsigned depth)
{
	const struct insn *def;
	uint32_t key;

	if (!in || depth > 10)
		return;
	if (in->op == OP_COPY) {
		add_tests(f, ps, fx_def(f, in->a), depth + 1);
		return;
	}
	if (in->op != OP_BIN && in->op != OP_COND)
		return;
	if (in->bin == BIN_AND || in->bin == BIN_OR || in->bin == BIN_XOR) {
		add_tests(f, ps, fx_def(f, in->a), depth + 1);
		add_tests(f, ps, fx_def(f, in->b), depth + 1);
		return;
	}
	if (!path_mask(in->bin) || in->a.kind != OPND_VALUE)
		return;
	def = in->b.kind == OPND_INT && !in->b.num ? fx_def(f, in->a) : NULL;
	if (def && (def->op == OP_BIN || def->op == OP_COPY))
		add_tests(f, ps, def, depth + 1);
	key = add_key(f, ps, in->a.value, in->b);
	if (key != NONE && ++ps->keys[key].tests > 1)
		ps->keys[key].kept = true;
}

/* What a kept comparison of a phi says is said by those of its arguments. */
static void follow_phi(struct fx *f, struct paths *ps, uint32_t key)
{
	const struct insn *in;
	struct path_key k = ps->keys[key];

	if (k.cell >= f->fn->n_values || k.other != NONE)
		return;
	in = fx_def_value(f, k.cell);
	if (!in || in->op != OP_PHI)
		return;
	ps->keys[key].kept = true;
	for (uint32_t i = 0; i < in->n_args && fx_work(f, 1); i++) {
		uint32_t a;

		if (in->args[i].kind != OPND_VALUE)
			continue;
		a = add_key(f, ps, in->args[i].value,
			    (struct operand){ .kind = OPND_INT, .num = k.num });
		if (a != NONE)
			ps->keys[a].kept = true;
	}
}

/* Which instructions make us forget: definitions and stores of compared cells. */
static void mark_insns(struct fx *f, struct paths *ps)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		uint32_t cell = NONE;

		if (in->op == OP_STORE)
			cell = cell_place(f, &in->place);
		else if (in->result != NONE && cell_redefined(f, in))
			cell = in->result;
		if ((cell != NONE && cell < ps->n_heads && ps->leaf[cell]) ||
		    in->op == OP_CALL) {
			ps->at[i] |= AT_FACTS;
			ps->block_at[f->block_of[i]] |= AT_FACTS;
		}
	}
}

/* A call that does something only when its result is 0: clients will split there. */
static bool splits(const struct fx *f, const struct insn *call)
{
	const struct fact *urb = call_fact(f->s, call, ROLE_URB);

	return call_fact(f->s, call, ROLE_SG_REQUEST) ||
	       (urb && !strcmp(urb->text[KEY_OP], "submit"));
}

void path_keys_init(struct fx *f, struct paths *ps)
{
	const struct func *fn = f->fn;

	for (uint32_t i = 0; i < fn->n_insns; i++) {	/* all cells, before they are counted */
		const struct insn *in = &fn->insns[i];

		if (in->result != NONE)
			cell_of(f, in->result);
		if (in->op == OP_STORE)
			cell_place(f, &in->place);
	}
	ps->n_heads = cell_count(f);
	ps->heads = arena_new_array(f->s->a, uint32_t, ps->n_heads + 1);
	ps->leaf = arena_new_array(f->s->a, uint8_t, ps->n_heads + 1);
	for (uint32_t i = 0; i < fn->n_insns; i++) {
		if (fn->insns[i].op == OP_COND)
			add_tests(f, ps, &fn->insns[i], 0);
		else if (fn->insns[i].op == OP_RET && fn->insns[i].a.kind == OPND_VALUE)
			add_zero(f, ps, fn->insns[i].a.value, true);
		else if (fn->insns[i].op == OP_CALL && fn->insns[i].result != NONE)
			add_zero(f, ps, fn->insns[i].result, splits(f, &fn->insns[i]));
	}
	for (uint32_t k = 0; k < ps->n_keys; k++)	/* grows while we look */
		follow_phi(f, ps, k);
	mark_insns(f, ps);
}
