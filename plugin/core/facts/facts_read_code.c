// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_read_code.c - blocks, instructions and initialisers from text.
 */
#include "arena.h"
#include "facts_read.h"

bool read_block(struct reader *r)
{
	struct id_list preds = { 0 }, succs = { 0 };
	const struct attr attrs[] = {
		{ "preds", AT_IDS, &preds, NULL, false },
		{ "succs", AT_IDS, &succs, NULL, false },
	};
	struct block b = { 0 };
	uint32_t id;

	if (!r->f)
		return fault(r, "block outside of a function");
	if (!get_id(r, &id))
		return false;
	if (id != r->n_blocks)
		return fault(r, "block %u out of order, expected %zu", id, r->n_blocks);
	if (!GET_ATTRS(r, attrs))
		return false;
	b.first = (uint32_t)r->n_insns;
	b.preds = preds.ids;
	b.n_preds = (uint32_t)preds.n;
	b.succs = succs.ids;
	b.n_succs = (uint32_t)succs.n;
	VEC_PUSH(r->u->arena, r->f->blocks, r->n_blocks, r->cap_blocks, b);
	r->f->n_blocks = (uint32_t)r->n_blocks;
	r->b = &r->f->blocks[r->n_blocks - 1];
	return true;
}

static bool read_operand(struct reader *r, struct operand *o)
{
	if (peek_numbered(r, 'v')) {
		o->kind = OPND_VALUE;
		return get_numbered(r, 'v', &o->value);
	}
	if (peek(r) == '-' && !(r->p + 1 < r->end && r->p[1] >= '0' && r->p[1] <= '9'))
		return take(r, '-');	/* OPND_NONE */
	if (peek(r) != '-' && !(peek(r) >= '0' && peek(r) <= '9'))
		return expected(r, "an operand (vNUMBER, a number or -)");
	o->kind = OPND_INT;
	if (!get_num(r, &o->num))
		return false;
	if (take(r, '{'))
		return get_name(r, &o->macro) && need(r, '}');
	return true;
}

static bool read_step(struct reader *r, struct step *s)
{
	return get_numbered(r, 'r', &s->record) && need(r, '.') && get_id(r, &s->field);
}

/* [o3+4 r1.0 r2.3 indexed size=8 class=array record=2] */
static bool read_place(struct reader *r, struct place *p)
{
	const struct attr attrs[] = {
		{ "indexed", AT_BARE, &p->indexed, NULL, false },
		{ "size", AT_SIZE, &p->size, NULL, false },
		{ "class", AT_CLASS, &p->cls, NULL, false },
		{ "record", AT_ID, &p->record, NULL, false },
	};
	size_t n = 0, cap = 0;
	struct step s;

	p->record = NONE;
	p->size = SIZE_UNKNOWN;
	if (!need(r, '['))
		return false;
	p->base = peek_numbered(r, 'v') ? BASE_VALUE : BASE_OBJECT;
	if (!get_numbered(r, p->base == BASE_VALUE ? 'v' : 'o', &p->id) || !get_offset(r, &p->off))
		return false;
	while (peek_numbered(r, 'r')) {
		if (!read_step(r, &s))
			return false;
		VEC_PUSH(r->u->arena, p->path, n, cap, s);
	}
	p->n_path = (uint32_t)n;
	return get_attrs(r, attrs, sizeof(attrs) / sizeof(attrs[0]), ']');
}

static bool read_args(struct reader *r, struct insn *in)
{
	size_t n = 0, cap = 0;

	if (!need(r, '('))
		return false;
	if (take(r, ')'))
		return true;
	do {
		struct operand o = { 0 };

		if (!read_operand(r, &o))
			return false;
		VEC_PUSH(r->u->arena, in->args, n, cap, o);
	} while (take(r, ','));
	in->n_args = (uint32_t)n;
	return need(r, ')');
}

static bool read_callee(struct reader *r, struct insn *in)
{
	bool named = peek_numbered(r, 'f');

	if (named && !get_numbered(r, 'f', &in->fn))
		return false;
	if (take(r, '*'))
		return read_operand(r, &in->target);
	return named || expected(r, "fNUMBER or *OPERAND");
}

/* What stands between the operation and the key=value list, in this order. */
static bool read_parts(struct reader *r, struct insn *in, unsigned parts)
{
	unsigned bin = 0;

	if (parts & P_BIN && !get_choice(r, bin_words, N_BIN_OPS, "a binary operation", &bin))
		return false;
	in->bin = (enum bin_op)bin;
	return (!(parts & P_PLACE) || read_place(r, &in->place)) &&
	       (!(parts & P_PLACE2) || read_place(r, &in->place2)) &&
	       (!(parts & P_FN) || get_numbered(r, 'f', &in->fn)) &&
	       (!(parts & P_CALLEE) || read_callee(r, in)) &&
	       (!(parts & P_A) || read_operand(r, &in->a)) &&
	       (!(parts & P_B) || read_operand(r, &in->b)) &&
	       (!(parts & P_ARGS) || read_args(r, in));
}

bool read_insn(struct reader *r)
{
	struct insn in = { .result = NONE, .fn = NONE };
	const struct attr attrs[] = {
		{ "@", AT_LOC, &in.loc, NULL, false },
		{ "~", AT_LOC, &in.end, NULL, false },
		{ "macros", AT_NAMES, &in.macros, NULL, false },
	};
	unsigned op, n_attrs;

	if (peek_numbered(r, 'v') &&
	    (!get_numbered(r, 'v', &in.result) || !need(r, '=')))
		return false;
	if (!get_choice(r, op_words, N_INSN_OPS, "an operation", &op))
		return false;
	in.op = (enum insn_op)op;
	n_attrs = insn_parts[op] & P_MACROS ? 3 : 2;
	if (!read_parts(r, &in, insn_parts[op]) || !get_attrs(r, attrs, n_attrs, '\n'))
		return false;
	VEC_PUSH(r->u->arena, r->f->insns, r->n_insns, r->cap_insns, in);
	r->f->n_insns = (uint32_t)r->n_insns;
	r->b->n++;
	return true;
}

/* init o3+16 r1.4 = f5 | o7+0 | number */
bool read_init(struct reader *r)
{
	struct init in = { .slot = { NONE, NONE }, .target = NONE };
	struct unit *u = r->u;
	bool good;

	if (!get_numbered(r, 'o', &in.object) || !get_offset(r, &in.off))
		return false;
	if (peek_numbered(r, 'r') && !read_step(r, &in.slot))
		return false;
	if (!need(r, '='))
		return false;
	if (peek_numbered(r, 'f')) {
		in.kind = INIT_FUNC;
		good = get_numbered(r, 'f', &in.target);
	} else if (peek_numbered(r, 'o')) {
		in.kind = INIT_OBJECT;
		good = get_numbered(r, 'o', &in.target) && get_offset(r, &in.value);
	} else {
		in.kind = INIT_INT;
		good = get_num(r, &in.value);
	}
	if (!good)
		return false;
	VEC_PUSH(u->arena, u->inits, r->n_inits, r->cap_inits, in);
	u->n_inits = (uint32_t)r->n_inits;
	return true;
}
