// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_value.cc - operands: SSA names, constants, and addresses, which become
 * instructions of their own in front of the one that uses them.
 */
#include "gcc-compat.h"
#include "extract.h"

/* What is emitted from now on stands there. */
void ext_at(struct fx *f, location_t locus)
{
	if (locus == f->locus)
		return;
	f->locus = locus;
	f->loc_known = false;
}

/* The insn is good until the next ext_emit(): read operands first. */
struct insn *ext_emit(struct fx *f, enum insn_op op)
{
	struct insn *in;

	if (f->n_insns == f->cap_insns) {
		f->cap_insns *= 2;
		f->insns = XRESIZEVEC(struct insn, f->insns, f->cap_insns);
	}
	if (!f->loc_known) {
		f->loc = ext_loc(f->x, f->locus);
		f->loc_known = true;
	}
	in = &f->insns[f->n_insns++];
	memset(in, 0, sizeof(*in));
	in->op = op;
	in->loc = f->loc;
	in->end.file = "";
	in->result = NONE;
	in->fn = NONE;
	return in;
}

uint32_t ext_fresh(struct fx *f, tree type)
{
	struct value v;

	memset(&v, 0, sizeof(v));
	v.name = "";
	v.cls = ext_class(type);
	v.record = NONE;
	v.pointee_size = SIZE_UNKNOWN;
	if (v.cls == TC_POINTER) {
		v.record = ext_full_record_of(f->x, type);
		v.pointee_size = ext_size(TREE_TYPE(type));
	}
	if (v.cls == TC_INT) {
		v.bits = TYPE_PRECISION(type);
		if (TYPE_UNSIGNED(type))
			v.flags |= VALUE_UNSIGNED;
	}
	if (f->n_values == f->cap_values) {
		f->cap_values *= 2;
		f->values = XRESIZEVEC(struct value, f->values, f->cap_values);
	}
	f->values[f->n_values] = v;
	return f->n_values++;
}

/* The array a VLA's pointer stands for. */
static tree vla_of(const struct fx *f, const_tree pointer)
{
	unsigned i;
	tree decl;

	FOR_EACH_LOCAL_DECL(f->fun, i, decl) {
		tree expr;

		if (!VAR_P(decl) || !DECL_HAS_VALUE_EXPR_P(decl))
			continue;
		expr = DECL_VALUE_EXPR(decl);
		if (TREE_CODE(expr) == INDIRECT_REF && TREE_OPERAND(expr, 0) == pointer)
			return decl;
	}
	return NULL_TREE;
}

/* "x" of "x.0", GCC's name for a copy of the variable x; "" of "iftmp.1". */
static const char *base_name(struct fx *f, const char *name)
{
	static const char *const temporary[] = { "iftmp", "retval", "D", "_", "vol", "ivtmp" };
	const char *dot = strrchr(name, '.');
	size_t i, len;

	if (!dot)
		return arena_intern(f->x->a, name);
	len = dot - name;
	for (i = 0; i < ARRAY_SIZE(temporary); i++)
		if (strlen(temporary[i]) == len && !memcmp(temporary[i], name, len))
			return "";
	return arena_intern_n(f->x->a, name, len);
}

static const char *value_name(struct fx *f, tree name)
{
	tree var = SSA_NAME_VAR(name), id = SSA_NAME_IDENTIFIER(name);

	if (var && DECL_ARTIFICIAL(var) && VAR_P(var) && f->fun->calls_alloca) {
		tree vla = vla_of(f, var);

		if (vla)
			return ext_decl_name(f->x, vla);
	}
	return id ? base_name(f, IDENTIFIER_POINTER(id)) : "";
}

uint32_t ext_ssa(struct fx *f, tree name)
{
	unsigned version = SSA_NAME_VERSION(name);
	uint32_t id;

	if (version >= f->n_versions) {
		ext_surprise(f, "an SSA name out of range");
		return ext_fresh(f, TREE_TYPE(name));
	}
	if (f->by_version[version])
		return f->by_version[version] - 1;
	id = ext_fresh(f, TREE_TYPE(name));
	f->values[id].name = value_name(f, name);
	f->by_version[version] = id + 1;
	return id;
}

struct operand ext_value_operand(uint32_t value)
{
	struct operand o = { OPND_VALUE, value, 0, NULL };

	return o;
}

struct operand ext_int_operand(int64_t num)
{
	struct operand o = { OPND_INT, 0, num, NULL };

	return o;
}

static struct operand unknown(struct fx *f, tree type)
{
	uint32_t v = ext_fresh(f, type);

	ext_emit(f, OP_OTHER)->result = v;
	return ext_value_operand(v);
}

void ext_address(struct fx *f, tree what, uint32_t result)
{
	struct place place;
	struct insn *in;

	if (TREE_CODE(what) == FUNCTION_DECL) {
		in = ext_emit(f, OP_FUNC);
		in->fn = ext_func(f->x, what);
	} else if (ext_is_memory(what) && ext_place(f, what, &place)) {
		in = ext_emit(f, OP_ADDR);
		in->place = place;
	} else {
		in = ext_emit(f, OP_OTHER);
	}
	in->result = result;
}

static struct operand address(struct fx *f, tree t)
{
	uint32_t v = ext_fresh(f, TREE_TYPE(t));

	ext_address(f, TREE_OPERAND(t, 0), v);
	return ext_value_operand(v);
}

static struct operand load(struct fx *f, tree t)
{
	struct place place;
	struct insn *in;
	uint32_t v;

	if (!ext_place(f, t, &place))
		return unknown(f, TREE_TYPE(t));
	v = ext_fresh(f, TREE_TYPE(t));
	in = ext_emit(f, OP_LOAD);
	in->place = place;
	in->result = v;
	return ext_value_operand(v);
}

struct operand ext_operand(struct fx *f, tree t)
{
	struct operand none = { OPND_NONE, 0, 0, NULL };

	if (!t)
		return none;
	switch (TREE_CODE(t)) {
	case SSA_NAME:
		return ext_value_operand(ext_ssa(f, t));
	case INTEGER_CST:
		if (tree_fits_shwi_p(t) || tree_fits_uhwi_p(t))
			return ext_int_operand(TREE_INT_CST_LOW(t));
		return unknown(f, TREE_TYPE(t));
	case ADDR_EXPR:
		return address(f, t);
	case WITH_SIZE_EXPR:
		return ext_operand(f, TREE_OPERAND(t, 0));
	default:
		break;
	}
	if (ext_is_memory(t)) {
		if (is_gimple_reg_type(TREE_TYPE(t)))
			return load(f, t);
		return none;		/* an aggregate by value has no value of its own */
	}
	return EXPR_P(t) || CONSTANT_CLASS_P(t) ? unknown(f, TREE_TYPE(t)) : none;
}
