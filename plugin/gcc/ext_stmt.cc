// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_stmt.cc - assignments, returns, and the statements that end a block.
 */
#include "gcc-compat.h"
#include "extract.h"

static enum bin_op bin_of(enum tree_code code)
{
	switch (code) {
	case POINTER_PLUS_EXPR:
	case PLUS_EXPR:
		return BIN_ADD;
	case POINTER_DIFF_EXPR:
	case MINUS_EXPR:
		return BIN_SUB;
	case MULT_EXPR:
		return BIN_MUL;
	case TRUNC_DIV_EXPR:
	case EXACT_DIV_EXPR:
		return BIN_DIV;
	case BIT_AND_EXPR:
	case TRUTH_AND_EXPR:
		return BIN_AND;
	case BIT_IOR_EXPR:
	case TRUTH_OR_EXPR:
		return BIN_OR;
	case BIT_XOR_EXPR:
	case TRUTH_XOR_EXPR:
		return BIN_XOR;
	case LSHIFT_EXPR:
		return BIN_SHL;
	case RSHIFT_EXPR:
		return BIN_SHR;
	case MIN_EXPR:
		return BIN_MIN;
	case MAX_EXPR:
		return BIN_MAX;
	case EQ_EXPR:
		return BIN_EQ;
	case NE_EXPR:
		return BIN_NE;
	case LT_EXPR:
		return BIN_LT;
	case LE_EXPR:
		return BIN_LE;
	case GT_EXPR:
		return BIN_GT;
	case GE_EXPR:
		return BIN_GE;
	default:
		return BIN_OTHER;
	}
}

static bool is_scalar(const_tree t)
{
	enum type_class cls = ext_class(TREE_TYPE(t));

	return cls == TC_INT || cls == TC_POINTER;
}

static struct operand masked_ones(const_tree type)
{
	unsigned bits = TYPE_PRECISION(type);

	if (TYPE_UNSIGNED(type) && bits < 64)
		return ext_int_operand((INT64_C(1) << bits) - 1);
	return ext_int_operand(-1);
}

static void emit_bin(struct fx *f, enum bin_op bin, uint32_t result, struct operand a,
		     struct operand b)
{
	struct insn *in = ext_emit(f, OP_BIN);

	in->bin = bin;
	in->result = result;
	in->a = a;
	in->b = b;
}

static void emit_one(struct fx *f, enum insn_op op, uint32_t result, struct operand a)
{
	struct insn *in = ext_emit(f, op);

	in->result = result;
	in->a = a;
}

static void unary(struct fx *f, enum tree_code code, uint32_t result, tree rhs)
{
	struct operand a = ext_operand(f, rhs);
	bool scalar = is_scalar(rhs) && (f->values[result].cls == TC_INT ||
					 f->values[result].cls == TC_POINTER);

	if (scalar && CONVERT_EXPR_CODE_P(code))
		emit_one(f, OP_COPY, result, a);
	else if (scalar && code == NEGATE_EXPR)
		emit_bin(f, BIN_SUB, result, ext_int_operand(0), a);
	else if (scalar && code == BIT_NOT_EXPR)
		emit_bin(f, BIN_XOR, result, a, masked_ones(TREE_TYPE(rhs)));
	else if (scalar && code == TRUTH_NOT_EXPR)
		emit_bin(f, BIN_EQ, result, a, ext_int_operand(0));
	else if (code == PAREN_EXPR)
		emit_one(f, OP_COPY, result, a);
	else
		emit_one(f, OP_OTHER, result, a);
}

static void binary(struct fx *f, gimple *stmt, uint32_t result)
{
	tree r1 = gimple_assign_rhs1(stmt), r2 = gimple_assign_rhs2(stmt);
	struct operand a = ext_operand(f, r1), b = ext_operand(f, r2);

	if (is_scalar(r1) && is_scalar(r2) && is_scalar(gimple_assign_lhs(stmt)))
		emit_bin(f, bin_of(gimple_assign_rhs_code(stmt)), result, a, b);
	else
		emit_one(f, OP_OTHER, result, a);
}

static void ternary(struct fx *f, gimple *stmt, uint32_t result)
{
	struct operand a, b;
	struct insn *in;

	if (gimple_assign_rhs_code(stmt) != COND_EXPR) {
		ext_emit(f, OP_OTHER)->result = result;
		return;
	}
	a = ext_operand(f, gimple_assign_rhs2(stmt));
	b = ext_operand(f, gimple_assign_rhs3(stmt));
	in = ext_emit(f, OP_SELECT);
	in->result = result;
	in->a = a;
	in->b = b;
}

/* Part of a register: the product of .MUL_OVERFLOW is its real part. */
static void register_part(struct fx *f, tree rhs, uint32_t result)
{
	tree whole = TREE_OPERAND(rhs, 0);
	bool same = TREE_CODE(rhs) == VIEW_CONVERT_EXPR || TREE_CODE(rhs) == REALPART_EXPR;

	if (same && TREE_CODE(whole) == SSA_NAME)
		emit_one(f, OP_COPY, result, ext_operand(f, whole));
	else
		ext_emit(f, OP_OTHER)->result = result;
}

static void load(struct fx *f, tree rhs, uint32_t result)
{
	struct place place;
	struct insn *in;

	if (!ext_place(f, rhs, &place)) {
		ext_emit(f, OP_OTHER)->result = result;
		return;
	}
	in = ext_emit(f, OP_LOAD);
	in->place = place;
	in->result = result;
}

static void single(struct fx *f, tree rhs, uint32_t result)
{
	if (TREE_CODE(rhs) == ADDR_EXPR)
		ext_address(f, TREE_OPERAND(rhs, 0), result);
	else if (ext_is_memory(rhs))
		load(f, rhs, result);
	else if (handled_component_p(rhs))
		register_part(f, rhs, result);
	else if (TREE_CODE(rhs) == SSA_NAME || TREE_CODE(rhs) == INTEGER_CST)
		emit_one(f, OP_COPY, result, ext_operand(f, rhs));
	else
		ext_emit(f, OP_OTHER)->result = result;
}

static void assign_register(struct fx *f, gimple *stmt)
{
	uint32_t result = ext_ssa(f, gimple_assign_lhs(stmt));

	switch (gimple_assign_rhs_class(stmt)) {
	case GIMPLE_SINGLE_RHS:
		single(f, gimple_assign_rhs1(stmt), result);
		break;
	case GIMPLE_UNARY_RHS:
		unary(f, gimple_assign_rhs_code(stmt), result, gimple_assign_rhs1(stmt));
		break;
	case GIMPLE_BINARY_RHS:
		binary(f, stmt, result);
		break;
	case GIMPLE_TERNARY_RHS:
		ternary(f, stmt, result);
		break;
	default:
		ext_emit(f, OP_OTHER)->result = result;
		break;
	}
}

void ext_store(struct fx *f, tree lhs, struct operand a, location_t loc)
{
	struct place place;
	struct insn *in;

	if (VAR_P(lhs) && DECL_HARD_REGISTER(lhs))
		return;
	if (!ext_is_memory(lhs) || !ext_place(f, lhs, &place))
		return ext_surprise(f, "a store to something that is no memory");
	in = ext_emit(f, OP_STORE);
	in->place = place;
	in->a = a;
	if (place.n_path && place.cls == TC_INT && loc != UNKNOWN_LOCATION)
		ext_store_macros(f->x, loc, in);
}

static void copy_memory(struct fx *f, tree lhs, tree rhs)
{
	struct place to, from;
	struct insn *in;

	if (!ext_is_memory(lhs) || !ext_place(f, lhs, &to) || !ext_place(f, rhs, &from))
		return ext_surprise(f, "a copy of something that is no memory");
	in = ext_emit(f, OP_COPYMEM);
	in->place = to;
	in->place2 = from;
}

static void assign_memory(struct fx *f, gimple *stmt)
{
	tree lhs = gimple_assign_lhs(stmt), rhs = gimple_assign_rhs1(stmt);
	struct operand a;

	if (gimple_assign_rhs_class(stmt) != GIMPLE_SINGLE_RHS)
		return ext_surprise(f, "an operation whose result goes to memory");
	if (TREE_CODE(rhs) == CONSTRUCTOR && !CONSTRUCTOR_NELTS(rhs) &&
	    !VECTOR_TYPE_P(TREE_TYPE(rhs)))
		a = ext_int_operand(0);
	else if (ext_is_memory(rhs))
		return copy_memory(f, lhs, rhs);
	else
		a = ext_operand(f, rhs);
	ext_store(f, lhs, a, gimple_location(stmt));
}

void ext_assign(struct fx *f, gimple *stmt)
{
	if (gimple_clobber_p(stmt))
		return;
	if (TREE_CODE(gimple_assign_lhs(stmt)) == SSA_NAME)
		assign_register(f, stmt);
	else
		assign_memory(f, stmt);
}

static void condition(struct fx *f, gcond *stmt)
{
	struct operand a = ext_operand(f, gimple_cond_lhs(stmt));
	struct operand b = ext_operand(f, gimple_cond_rhs(stmt));
	struct insn *in = ext_emit(f, OP_COND);

	in->bin = is_scalar(gimple_cond_lhs(stmt)) ? bin_of(gimple_cond_code(stmt)) : BIN_OTHER;
	in->a = a;
	in->b = b;
}

static void ret(struct fx *f, greturn *stmt)
{
	struct operand a = ext_operand(f, gimple_return_retval(stmt));

	ext_emit(f, OP_RET)->a = a;
}

void ext_stmt(struct fx *f, gimple *stmt)
{
	switch (gimple_code(stmt)) {
	case GIMPLE_ASSIGN:
		ext_assign(f, stmt);
		break;
	case GIMPLE_CALL:
		ext_call(f, as_a<gcall *>(stmt));
		break;
	case GIMPLE_COND:
		condition(f, as_a<gcond *>(stmt));
		break;
	case GIMPLE_RETURN:
		ret(f, as_a<greturn *>(stmt));
		break;
	case GIMPLE_ASM:
		ext_asm(f, as_a<gasm *>(stmt));
		break;
	default:
		break;	/* labels, nops, debug; jumps are edges (ext_func.cc) */
	}
}
