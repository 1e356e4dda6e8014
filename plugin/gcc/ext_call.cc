// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_call.cc - calls and inline assembler.
 *
 * Builtins are calls like others, by name.  The compiler's internal calls are
 * dropped when they only instrument (sanitizers, automatic initialisation) and
 * read as what they compute when that is arithmetic.
 */
#include "gcc-compat.h"
#include "extract.h"

static void define(struct fx *f, tree lhs, enum insn_op op, struct operand a)
{
	struct insn *in;
	uint32_t v;

	if (!lhs)
		return;
	if (TREE_CODE(lhs) == SSA_NAME) {
		v = ext_ssa(f, lhs);
		in = ext_emit(f, op);
		in->result = v;
		in->a = a;
	} else {
		ext_store(f, lhs, a, UNKNOWN_LOCATION);
	}
}

static enum bin_op arithmetic(internal_fn ifn)
{
	switch (ifn) {
	case IFN_ADD_OVERFLOW:
	case IFN_UBSAN_CHECK_ADD:
		return BIN_ADD;
	case IFN_SUB_OVERFLOW:
	case IFN_UBSAN_CHECK_SUB:
		return BIN_SUB;
	case IFN_MUL_OVERFLOW:
	case IFN_UBSAN_CHECK_MUL:
		return BIN_MUL;
	default:
		return BIN_OTHER;
	}
}

static struct operand *read_args(struct fx *f, gcall *call, unsigned extra, unsigned *n)
{
	unsigned count = gimple_call_num_args(call), i;
	struct operand *args = NULL;

	*n = count + extra;
	if (*n)
		args = arena_new_array(f->x->a, struct operand, *n);
	for (i = 0; i < count; i++)
		args[i] = ext_operand(f, gimple_call_arg(call, i));
	return args;
}

/* A call's result that goes to memory is stored behind the call. */
static void emit_call(struct fx *f, gcall *call, const struct insn *what)
{
	tree lhs = gimple_call_lhs(call);
	uint32_t result = NONE;
	struct insn *in;

	if (lhs)
		result = TREE_CODE(lhs) == SSA_NAME ? ext_ssa(f, lhs) :
						      ext_fresh(f, TREE_TYPE(lhs));
	in = ext_emit(f, OP_CALL);
	in->result = result;
	in->fn = what->fn;
	in->target = what->target;
	in->n_args = what->n_args;
	in->args = what->args;
	in->end = ext_end(f->x, gimple_location(call));
	if (lhs && TREE_CODE(lhs) != SSA_NAME)
		ext_store(f, lhs, ext_value_operand(result), gimple_location(call));
}

static void internal_call(struct fx *f, gcall *call)
{
	internal_fn ifn = gimple_call_internal_fn(call);
	enum bin_op bin = arithmetic(ifn);
	tree lhs = gimple_call_lhs(call);
	struct insn what, *in;
	unsigned n;

	if (!lhs || compat_is_deferred_init(ifn))
		return;
	if (compat_is_access_with_size(ifn) && gimple_call_num_args(call) > 0) {
		define(f, lhs, OP_COPY, ext_operand(f, gimple_call_arg(call, 0)));
		return;
	}
	if (bin != BIN_OTHER && gimple_call_num_args(call) == 2 && TREE_CODE(lhs) == SSA_NAME) {
		struct operand a = ext_operand(f, gimple_call_arg(call, 0));
		struct operand b = ext_operand(f, gimple_call_arg(call, 1));
		uint32_t v = ext_ssa(f, lhs);

		in = ext_emit(f, OP_BIN);
		in->bin = bin;
		in->result = v;
		in->a = a;
		in->b = b;
		return;
	}
	memset(&what, 0, sizeof(what));
	what.fn = ext_named_func(f->x, arena_printf(f->x->a, ".%s", internal_fn_name(ifn)));
	what.args = read_args(f, call, 0, &n);
	what.n_args = n;
	emit_call(f, call, &what);
}

/* likely() and friends: the result is the first argument. */
static bool is_transparent(tree decl)
{
	if (!fndecl_built_in_p(decl, BUILT_IN_NORMAL))
		return false;
	switch (DECL_FUNCTION_CODE(decl)) {
	case BUILT_IN_EXPECT:
	case BUILT_IN_EXPECT_WITH_PROBABILITY:
	case BUILT_IN_ASSUME_ALIGNED:
		return true;
	default:
		return false;
	}
}

/*
 * The frame a nested function works on is its last parameter (ext_func.cc), so
 * it is the last argument, unless the number of arguments is open.
 */
static tree frame_argument(gcall *call)
{
	tree type = gimple_call_fntype(call);

	return type && stdarg_p(type) ? NULL_TREE : gimple_call_chain(call);
}

void ext_call(struct fx *f, gcall *call)
{
	tree decl, frame, fn;
	struct insn what;
	unsigned n;

	if (gimple_call_internal_p(call))
		return internal_call(f, call);
	decl = gimple_call_fndecl(call);
	if (decl && is_transparent(decl) && gimple_call_num_args(call) > 0) {
		define(f, gimple_call_lhs(call), OP_COPY,
		       ext_operand(f, gimple_call_arg(call, 0)));
		return;
	}
	memset(&what, 0, sizeof(what));
	what.fn = NONE;
	frame = frame_argument(call);
	what.args = read_args(f, call, frame ? 1 : 0, &n);
	what.n_args = n;
	if (frame)
		what.args[n - 1] = ext_operand(f, frame);
	fn = gimple_call_fn(call);
	if (decl)
		what.fn = ext_func(f->x, decl);
	else if (fn)
		what.target = ext_operand(f, fn);
	emit_call(f, call, &what);
}

static const char *constraint(const_tree list)
{
	tree pair = TREE_PURPOSE(list), text;

	text = pair ? TREE_VALUE(pair) : NULL_TREE;
	return text && TREE_CODE(text) == STRING_CST ? TREE_STRING_POINTER(text) : "";
}

/*
 * asm ("" : "=r" (y) : "0" (x)), the kernel's OPTIMIZER_HIDE_VAR: y = x.
 * "add ..." is x86's this_cpu_ptr(): y = x plus something.
 */
static tree hidden_copy(gasm *stmt)
{
	const char *text = gimple_asm_string(stmt);
	unsigned i;

	if (gimple_asm_noutputs(stmt) != 1 || (text && *text && !begins_with(text, "add")))
		return NULL_TREE;
	for (i = 0; i < gimple_asm_ninputs(stmt); i++)
		if (!strcmp(constraint(gimple_asm_input_op(stmt, i)), "0"))
			return TREE_VALUE(gimple_asm_input_op(stmt, i));
	return NULL_TREE;
}

/* a plus something unknown. */
static struct operand moved(struct fx *f, tree from, struct operand a)
{
	uint32_t by = ext_fresh(f, long_integer_type_node), sum;
	struct insn *in;

	ext_emit(f, OP_OTHER)->result = by;
	sum = ext_fresh(f, TREE_TYPE(from));
	in = ext_emit(f, OP_BIN);
	in->bin = BIN_ADD;
	in->result = sum;
	in->a = a;
	in->b = ext_value_operand(by);
	return ext_value_operand(sum);
}

void ext_asm(struct fx *f, gasm *stmt)
{
	const char *text = gimple_asm_string(stmt);
	tree copied = hidden_copy(stmt);
	struct operand a;
	unsigned i;

	for (i = 0; i < gimple_asm_noutputs(stmt); i++) {
		tree lhs = TREE_VALUE(gimple_asm_output_op(stmt, i));

		if (copied) {
			a = ext_operand(f, copied);
			define(f, lhs, OP_COPY, text && *text ? moved(f, copied, a) : a);
		} else if (lhs && TREE_CODE(lhs) == SSA_NAME) {
			memset(&a, 0, sizeof(a));
			define(f, lhs, OP_OTHER, a);
		} else if (lhs && ext_is_memory(lhs)) {
			uint32_t v = ext_fresh(f, TREE_TYPE(lhs));

			ext_emit(f, OP_OTHER)->result = v;
			ext_store(f, lhs, ext_value_operand(v), UNKNOWN_LOCATION);
		}
	}
}
