// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_func.cc - one function: parameters, blocks, edges, phis.
 *
 * Block 0 is GCC's empty entry block, so that nothing ever jumps to it; the
 * others keep GCC's order.  The exit block is left out: OP_RET has no successor.
 */
#include "gcc-compat.h"
#include "extract.h"

void ext_surprise(struct fx *f, const char *why)
{
	if (!f->surprise)
		f->surprise = why;
}

/* Does the body live in registers, or is there storage to speak of? */
static bool is_in_memory(tree parm)
{
	return !is_gimple_reg(parm);
}

static void read_param(struct fx *f, tree parm, struct param *p)
{
	tree name;

	p->name = ext_decl_name(f->x, parm);
	p->value = p->object = NONE;
	p->cls = ext_class(TREE_TYPE(parm));
	p->record = ext_full_record_of(f->x, TREE_TYPE(parm));
	if (is_in_memory(parm)) {
		p->object = ext_object(f->x, parm, f->self);
		return;
	}
	name = ssa_default_def(f->fun, parm);
	if (name) {
		p->value = ext_ssa(f, name);
	} else {
		p->value = ext_fresh(f, TREE_TYPE(parm));
		f->values[p->value].name = p->name;
	}
}

static void read_params(struct fx *f, tree decl, struct func *out)
{
	tree parm, chain = f->fun->static_chain_decl;
	uint32_t n = 0;

	if (chain && stdarg_p(TREE_TYPE(decl)))
		chain = NULL_TREE;	/* see frame_argument() */
	for (parm = DECL_ARGUMENTS(decl); parm; parm = DECL_CHAIN(parm))
		n++;
	n += chain ? 1 : 0;
	if (!n)
		return;
	out->params = arena_new_array(f->x->a, struct param, n);
	n = 0;
	for (parm = DECL_ARGUMENTS(decl); parm; parm = DECL_CHAIN(parm))
		read_param(f, parm, &out->params[n++]);
	if (chain)
		read_param(f, chain, &out->params[n++]);
	out->n_params = n;
}

/* The phis of a block, without the ones that order memory. */
static void emit_phis(struct fx *f, basic_block bb)
{
	gphi_iterator i;

	for (i = gsi_start_phis(bb); !gsi_end_p(i); gsi_next(&i)) {
		tree result = gimple_phi_result(i.phi());
		unsigned n = gimple_phi_num_args(i.phi());
		struct operand *args;
		struct insn *in;
		uint32_t v;

		if (virtual_operand_p(result))
			continue;
		v = ext_ssa(f, result);
		args = arena_new_array(f->x->a, struct operand, n ? n : 1);
		f->phi_args[SSA_NAME_VERSION(result)] = args;
		ext_at(f, gimple_location(i.phi()));
		in = ext_emit(f, OP_PHI);
		in->result = v;
		in->n_args = n;
		in->args = args;
	}
}

/* What bb hands to one phi of its successor.  Addresses are taken here, in bb. */
static void pass_along(struct fx *f, edge e, struct operand **pending)
{
	gphi_iterator i;

	for (i = gsi_start_phis(e->dest); !gsi_end_p(i); gsi_next(&i)) {
		tree result = gimple_phi_result(i.phi());
		location_t loc;

		if (virtual_operand_p(result))
			continue;
		loc = gimple_phi_arg_location(i.phi(), e->dest_idx);
		if (LOCATION_LOCUS(loc) >= RESERVED_LOCATION_COUNT)
			ext_at(f, loc);
		*(*pending)++ = ext_operand(f, gimple_phi_arg_def(i.phi(), e->dest_idx));
	}
}

/* All a block hands on: one operand for each phi of each successor, in order. */
static struct operand *pass_to_successors(struct fx *f, basic_block bb)
{
	struct operand *list, *next;
	unsigned n = 0;
	edge_iterator ei;
	edge e;

	FOR_EACH_EDGE(e, ei, bb->succs) {
		gphi_iterator i;

		for (i = gsi_start_phis(e->dest); !gsi_end_p(i); gsi_next(&i))
			n++;
	}
	list = next = arena_new_array(f->x->a, struct operand, n ? n : 1);
	FOR_EACH_EDGE(e, ei, bb->succs)
		pass_along(f, e, &next);
	return list;
}

/* Now that all phis have room for their arguments. */
static void settle_phis(struct fx *f, basic_block bb, const struct operand *list)
{
	edge_iterator ei;
	edge e;

	FOR_EACH_EDGE(e, ei, bb->succs) {
		gphi_iterator i;

		for (i = gsi_start_phis(e->dest); !gsi_end_p(i); gsi_next(&i)) {
			tree result = gimple_phi_result(i.phi());

			if (virtual_operand_p(result))
				continue;
			f->phi_args[SSA_NAME_VERSION(result)][e->dest_idx] = *list++;
		}
	}
}

static bool ends_block(gimple *stmt)
{
	return gimple_code(stmt) == GIMPLE_COND || gimple_code(stmt) == GIMPLE_RETURN;
}

/* More than one way on without a condition: switch, asm goto, computed goto. */
static void emit_switch(struct fx *f, gimple *last)
{
	struct operand a;

	memset(&a, 0, sizeof(a));
	if (last && gimple_code(last) == GIMPLE_SWITCH)
		a = ext_operand(f, gimple_switch_index(as_a<gswitch *>(last)));
	ext_emit(f, OP_SWITCH)->a = a;
}

static struct operand *emit_block(struct fx *f, basic_block bb)
{
	gimple *last = NULL, *stmt = NULL;
	struct operand *passed;
	gimple_stmt_iterator i;

	emit_phis(f, bb);
	for (i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		stmt = gsi_stmt(i);
		if (is_gimple_debug(stmt))
			continue;
		last = stmt;
		ext_at(f, gimple_location(stmt));
		if (!ends_block(stmt))
			ext_stmt(f, stmt);
	}
	passed = pass_to_successors(f, bb);
	if (last)
		ext_at(f, gimple_location(last));
	if (last && ends_block(last))
		ext_stmt(f, last);
	else if (EDGE_COUNT(bb->succs) > 1 || (last && gimple_code(last) == GIMPLE_SWITCH))
		emit_switch(f, last);
	if (last && gimple_code(last) == GIMPLE_COND && EDGE_COUNT(bb->succs) != 2)
		ext_surprise(f, "a condition without two ways on");
	return passed;
}

/* Edges of bb as block numbers; the true edge of a condition first. */
static void read_edges(struct fx *f, basic_block bb, struct block *b)
{
	edge_iterator ei;
	uint32_t n = 0;
	edge e;

	b->preds = arena_new_array(f->x->a, uint32_t, EDGE_COUNT(bb->preds) + 1);
	b->succs = arena_new_array(f->x->a, uint32_t, EDGE_COUNT(bb->succs) + 1);
	FOR_EACH_EDGE(e, ei, bb->preds)
		b->preds[b->n_preds++] = f->block_of[e->src->index];
	FOR_EACH_EDGE(e, ei, bb->succs)
		if (e->flags & EDGE_TRUE_VALUE && e->dest->index != EXIT_BLOCK)
			b->succs[n++] = f->block_of[e->dest->index];
	FOR_EACH_EDGE(e, ei, bb->succs)
		if (!(e->flags & EDGE_TRUE_VALUE) && e->dest->index != EXIT_BLOCK)
			b->succs[n++] = f->block_of[e->dest->index];
	b->n_succs = n;
}

static void read_body(struct fx *f, struct func *out)
{
	basic_block entry = ENTRY_BLOCK_PTR_FOR_FN(f->fun);
	basic_block exit = EXIT_BLOCK_PTR_FOR_FN(f->fun), bb;
	struct operand **passed;
	uint32_t n = 0;

	f->block_of = arena_new_array(f->x->a, uint32_t, last_basic_block_for_fn(f->fun));
	FOR_BB_BETWEEN(bb, entry, exit, next_bb)
		f->block_of[bb->index] = n++;
	out->n_blocks = n;
	out->blocks = arena_new_array(f->x->a, struct block, n);
	passed = arena_new_array(f->x->a, struct operand *, n);
	n = 0;
	FOR_BB_BETWEEN(bb, entry, exit, next_bb) {
		struct block *b = &out->blocks[n];

		b->first = f->n_insns;
		passed[n++] = emit_block(f, bb);
		b->n = f->n_insns - b->first;
		read_edges(f, bb, b);
		if (f->surprise)
			return;
	}
	n = 0;
	FOR_BB_BETWEEN(bb, entry, exit, next_bb)
		settle_phis(f, bb, passed[n++]);
	out->n_insns = f->n_insns;
	out->insns = f->insns;
	out->n_values = f->n_values;
	out->values = f->values;
}

static void give_up(struct ext *x, const struct func *fn, const char *why)
{
	struct ext_note note = { fn->name, why, fn->loc };

	VEC_PUSH(x->a, x->notes, x->n_notes, x->cap_notes, note);
}

/*
 * Room for a guess: most instructions define an SSA name or a new state of
 * memory, which is one too; the others end blocks or take addresses.
 * Not in the arena, which would zero and, on growth, copy it all.
 */
static void make_room(struct fx *f)
{
	struct arena *a = f->x->a;

	f->n_versions = vec_safe_length(SSANAMES(f->fun));
	f->by_version = arena_new_array(a, uint32_t, f->n_versions + 1);
	f->phi_args = arena_new_array(a, struct operand *, f->n_versions + 1);
	f->cap_values = f->n_versions + 8;
	f->values = XNEWVEC(struct value, f->cap_values);
	f->cap_insns = f->n_versions + n_basic_blocks_for_fn(f->fun) + 8;
	f->insns = XNEWVEC(struct insn, f->cap_insns);
}

void ext_function(struct ext *x, tree decl)
{
	struct func body;
	struct fx f;

	memset(&f, 0, sizeof(f));
	f.x = x;
	f.fun = DECL_STRUCT_FUNCTION(decl);
	f.self = ext_func(x, decl);
	memset(&body, 0, sizeof(body));
	if (!f.fun || !f.fun->cfg || !gimple_in_ssa_p(f.fun)) {
		give_up(x, &x->u->funcs[f.self], "its body is not in SSA form");
		return;
	}
	make_room(&f);
	read_params(&f, decl, &body);
	read_body(&f, &body);
	arena_adopt(x->a, f.insns);
	arena_adopt(x->a, f.values);
	if (f.surprise) {
		give_up(x, &x->u->funcs[f.self], f.surprise);
		return;
	}
	body.name = x->u->funcs[f.self].name;
	body.loc = ext_loc(x, DECL_SOURCE_LOCATION(decl));
	body.flags = x->u->funcs[f.self].flags | FUNC_BODY;
	if (!ext_is_own_file(x, &body.loc))
		body.flags |= FUNC_HEADER;
	x->u->funcs[f.self] = body;
}
