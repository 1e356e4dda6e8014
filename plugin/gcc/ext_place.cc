// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_place.cc - GCC's references to memory as base, offset and members.
 */
#include "gcc-compat.h"
#include "extract.h"

#define DEEPEST 64			/* members and indexes in one reference */
#define FARTHEST (INT64_C(1) << 40)	/* offsets beyond are not memory layouts */

struct walk {
	struct place *p;
	struct step path[DEEPEST];	/* innermost first */
	unsigned n;
};

/* Storage with a name.  A variable bound to a register (current_stack_pointer) has none. */
static bool is_base_decl(const_tree t)
{
	switch (TREE_CODE(t)) {
	case VAR_DECL:
		return !DECL_HARD_REGISTER(t);
	case PARM_DECL:
	case RESULT_DECL:
	case CONST_DECL:
	case STRING_CST:
		return true;
	default:
		return false;
	}
}

/* Does t name memory, rather than a register or part of one? */
bool ext_is_memory(const_tree t)
{
	while (t && handled_component_p(t))
		t = TREE_OPERAND(t, 0);
	if (!t)
		return false;
	return is_base_decl(t) || TREE_CODE(t) == MEM_REF || TREE_CODE(t) == TARGET_MEM_REF;
}

static void add_offset(struct walk *w, int64_t off)
{
	w->p->off += off;
	if (w->p->off > FARTHEST || w->p->off < -FARTHEST || off > FARTHEST || off < -FARTHEST) {
		w->p->off = 0;
		w->p->indexed = true;
	}
}

static void walk_index(struct walk *w, tree ref)
{
	tree index = TREE_OPERAND(ref, 1), low = array_ref_low_bound(ref);
	int64_t size = ext_size(TREE_TYPE(TREE_TYPE(TREE_OPERAND(ref, 0))));
	int64_t i;

	if (!index || TREE_CODE(index) != INTEGER_CST || !cst_and_fits_in_hwi(index) ||
	    !low || !cst_and_fits_in_hwi(low) || size < 0 || size > FARTHEST) {
		w->p->indexed = true;
		return;
	}
	i = int_cst_value(index) - int_cst_value(low);
	if (i > FARTHEST / (size + 1) || i < -FARTHEST / (size + 1))
		w->p->indexed = true;
	else
		add_offset(w, i * size);
}

static bool walk_member(struct fx *f, struct walk *w, tree ref)
{
	tree field = TREE_OPERAND(ref, 1);
	int64_t off;

	if (TREE_CODE(field) != FIELD_DECL || w->n == DEEPEST)
		return false;
	if (TREE_OPERAND(ref, 2) || !ext_field_offset(field, &off))
		w->p->indexed = true;	/* a member behind a variable-sized one */
	else
		add_offset(w, off);
	if (ext_step(f->x, field, &w->path[w->n]))
		w->n++;
	return true;
}

static void walk_bits(struct walk *w, tree ref)
{
	tree pos = TREE_OPERAND(ref, 2);

	if (pos && tree_fits_shwi_p(pos))
		add_offset(w, tree_to_shwi(pos) / BITS_PER_UNIT);
	else
		w->p->indexed = true;
}

/* One component off the outside of the reference. */
static bool walk_component(struct fx *f, struct walk *w, tree ref)
{
	switch (TREE_CODE(ref)) {
	case COMPONENT_REF:
		return walk_member(f, w, ref);
	case ARRAY_REF:
	case ARRAY_RANGE_REF:
		walk_index(w, ref);
		return true;
	case BIT_FIELD_REF:
		walk_bits(w, ref);
		return true;
	case IMAGPART_EXPR:
		add_offset(w, ext_size(TREE_TYPE(ref)) < 0 ? 0 : ext_size(TREE_TYPE(ref)));
		return true;
	case REALPART_EXPR:
	case VIEW_CONVERT_EXPR:
		return true;
	default:
		return false;
	}
}

static bool base_value(struct fx *f, struct walk *w, tree pointer)
{
	struct operand a = ext_operand(f, pointer);
	struct insn *in;

	w->p->base = BASE_VALUE;
	if (a.kind == OPND_VALUE) {
		w->p->id = a.value;
		return true;
	}
	/* an address that is a number: give it a value of its own */
	w->p->id = ext_fresh(f, TREE_TYPE(pointer));
	in = ext_emit(f, OP_COPY);
	in->result = w->p->id;
	in->a = a;
	return true;
}

/* A dereference.  *inner is what to go on with when it is of an address. */
static bool walk_deref(struct fx *f, struct walk *w, tree ref, tree *inner)
{
	tree pointer = TREE_OPERAND(ref, 0), off = TREE_OPERAND(ref, 1);

	if (TREE_CODE(ref) == TARGET_MEM_REF &&
	    ((TMR_INDEX(ref) && !integer_zerop(TMR_INDEX(ref))) || TMR_INDEX2(ref)))
		w->p->indexed = true;
	if (off && cst_and_fits_in_hwi(off))
		add_offset(w, int_cst_value(off));
	*inner = NULL_TREE;
	if (TREE_CODE(pointer) == ADDR_EXPR) {
		*inner = TREE_OPERAND(pointer, 0);
		return true;
	}
	return base_value(f, w, pointer);
}

static void set_type(struct fx *f, struct place *p, tree t)
{
	tree type = TREE_TYPE(t), field;

	p->cls = ext_class(type);
	p->size = ext_size(type);
	p->record = ext_full_record_of(f->x, type);
	if (TREE_CODE(t) != COMPONENT_REF)
		return;
	field = TREE_OPERAND(t, 1);
	if (TREE_CODE(field) == FIELD_DECL && DECL_BIT_FIELD_TYPE(field) && DECL_SIZE(field) &&
	    tree_fits_shwi_p(DECL_SIZE(field)))
		p->size = (tree_to_shwi(DECL_SIZE(field)) + BITS_PER_UNIT - 1) / BITS_PER_UNIT;
}

static void store_path(struct fx *f, struct walk *w)
{
	unsigned i;

	w->p->n_path = w->n;
	if (w->n)
		w->p->path = arena_new_array(f->x->a, struct step, w->n);
	for (i = 0; i < w->n; i++)
		w->p->path[i] = w->path[w->n - 1 - i];
}

/* False when t is no memory we can describe; then *out must not be used. */
bool ext_place(struct fx *f, tree t, struct place *out)
{
	struct walk w;
	tree inner;

	memset(out, 0, sizeof(*out));
	w.p = out;
	w.n = 0;
	set_type(f, out, t);
	for (;;) {
		if (is_base_decl(t)) {
			out->base = BASE_OBJECT;
			out->id = ext_object(f->x, t, f->self);
			break;
		}
		if (TREE_CODE(t) == MEM_REF || TREE_CODE(t) == TARGET_MEM_REF) {
			if (!walk_deref(f, &w, t, &inner))
				return false;
			if (!inner)
				break;
			t = inner;
			continue;
		}
		if (!handled_component_p(t) || !walk_component(f, &w, t))
			return false;
		t = TREE_OPERAND(t, 0);
	}
	store_path(f, &w);
	return true;
}
