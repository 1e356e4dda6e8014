// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_init.cc - static initialisers: who sits in which slot of which table.
 */
#include "gcc-compat.h"
#include "extract.h"

#define MOST_REPEATS 64			/* of a [first ... last] = x */

struct spot {				/* where in the object we are */
	uint32_t object;
	int64_t off;
	struct step slot;
};

static void walk_value(struct ext *x, struct spot at, tree value);

static void add(struct ext *x, const struct spot *at, enum init_kind kind, uint32_t target,
		int64_t value)
{
	struct init in;
	size_t n = x->u->n_inits;

	memset(&in, 0, sizeof(in));
	in.object = at->object;
	in.off = at->off;
	in.slot = at->slot;
	in.kind = kind;
	in.target = target;
	in.value = value;
	VEC_PUSH(x->a, x->u->inits, n, x->cap_inits, in);
	x->u->n_inits = n;
}

static tree literal_decl(tree t)
{
	return TREE_CODE(t) == COMPOUND_LITERAL_EXPR ? COMPOUND_LITERAL_EXPR_DECL(t) : t;
}

/* The address of t, plus off. */
static void add_address(struct ext *x, const struct spot *at, tree t, int64_t off)
{
	poly_int64 bits, size, max;
	bool reverse;

	if (TREE_CODE(t) == FUNCTION_DECL)
		return add(x, at, INIT_FUNC, ext_func(x, t), 0);
	if (handled_component_p(t)) {
		t = get_ref_base_and_extent(t, &bits, &size, &max, &reverse);
		if (!t || !bits.is_constant())
			return;
		off += bits.to_constant() / BITS_PER_UNIT;
	}
	t = literal_decl(t);
	if (VAR_P(t) || TREE_CODE(t) == STRING_CST || TREE_CODE(t) == CONST_DECL)
		add(x, at, INIT_OBJECT, ext_object(x, t, NONE), off);
}

static bool index_of(const_tree t, int64_t *out)
{
	if (!t || TREE_CODE(t) != INTEGER_CST || !tree_fits_shwi_p(t))
		return false;
	*out = tree_to_shwi(t);
	return true;
}

static int64_t low_bound(const_tree type)
{
	tree domain = TYPE_DOMAIN(type);
	int64_t low;

	return domain && index_of(TYPE_MIN_VALUE(domain), &low) ? low : 0;
}

static void walk_array(struct ext *x, const struct spot *at, tree ctor)
{
	int64_t size = ext_size(TREE_TYPE(TREE_TYPE(ctor))), low = low_bound(TREE_TYPE(ctor));
	unsigned HOST_WIDE_INT i;
	tree index, value;

	if (size < 0 || size > INT32_MAX)
		return;
	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(ctor), i, index, value) {
		int64_t first = low + (int64_t)i, last;
		struct spot sub = *at;

		if (index && TREE_CODE(index) == RANGE_EXPR) {
			if (!index_of(TREE_OPERAND(index, 0), &first) ||
			    !index_of(TREE_OPERAND(index, 1), &last))
				continue;
		} else {
			if (index && !index_of(index, &first))
				continue;
			last = first;
		}
		if (first < low || first - low > INT32_MAX)
			continue;
		if (last - first >= MOST_REPEATS)
			last = first + MOST_REPEATS - 1;
		for (; first <= last; first++) {
			sub.off = at->off + (first - low) * size;
			walk_value(x, sub, value);
		}
	}
}

static void walk_record(struct ext *x, const struct spot *at, tree ctor)
{
	unsigned HOST_WIDE_INT i;
	tree field, value;

	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(ctor), i, field, value) {
		struct spot sub = *at;
		int64_t off;

		if (!field || TREE_CODE(field) != FIELD_DECL || !ext_field_offset(field, &off) ||
		    !ext_step(x, field, &sub.slot))
			continue;
		sub.off += off;
		walk_value(x, sub, value);
	}
}

/* Constants of plain arrays (tables of register values) are of no use to a rule. */
static void walk_value(struct ext *x, struct spot at, tree value)
{
	int64_t off = 0;

	STRIP_NOPS(value);
	value = literal_decl(value);
	if (VAR_P(value) && DECL_INITIAL(value) && C_DECL_COMPOUND_LITERAL_P(value))
		value = DECL_INITIAL(value);
	if (TREE_CODE(value) == CONSTRUCTOR) {
		if (TREE_CODE(TREE_TYPE(value)) == ARRAY_TYPE)
			walk_array(x, &at, value);
		else if (RECORD_OR_UNION_TYPE_P(TREE_TYPE(value)))
			walk_record(x, &at, value);
		return;
	}
	if (TREE_CODE(value) == INTEGER_CST) {
		if (at.slot.record != NONE && !integer_zerop(value) &&
		    (tree_fits_shwi_p(value) || tree_fits_uhwi_p(value)))
			add(x, &at, INIT_INT, NONE, TREE_INT_CST_LOW(value));
		return;
	}
	if (TREE_CODE(value) == POINTER_PLUS_EXPR && cst_and_fits_in_hwi(TREE_OPERAND(value, 1))) {
		off = int_cst_value(TREE_OPERAND(value, 1));
		value = TREE_OPERAND(value, 0);
		STRIP_NOPS(value);
	}
	if (TREE_CODE(value) == ADDR_EXPR)
		add_address(x, &at, TREE_OPERAND(value, 0), off);
}

static bool is_wanted(const varpool_node *node)
{
	tree init = DECL_INITIAL(node->decl);

	if (!VAR_P(node->decl) || !init || init == error_mark_node || node->alias)
		return false;
	return TREE_CODE(init) == CONSTRUCTOR || TREE_CODE(init) == ADDR_EXPR ||
	       CONVERT_EXPR_P(init);
}

static int by_order(const void *a, const void *b)
{
	const varpool_node *x = *(const varpool_node *const *)a;
	const varpool_node *y = *(const varpool_node *const *)b;

	return x->order < y->order ? -1 : x->order > y->order;
}

void ext_static_inits(struct ext *x)
{
	varpool_node **list = NULL, *node;
	size_t n = 0, cap = 0, i;

	FOR_EACH_VARIABLE(node)
		if (is_wanted(node))
			VEC_PUSH(x->a, list, n, cap, node);
	qsort(list, n, sizeof(*list), by_order);
	for (i = 0; i < n; i++) {
		struct spot at;

		at.object = ext_object(x, list[i]->decl, NONE);
		at.off = 0;
		at.slot.record = at.slot.field = NONE;
		if (x->u->objects[at.object].kind == OBJ_STATIC)
			walk_value(x, at, DECL_INITIAL(list[i]->decl));
	}
}
