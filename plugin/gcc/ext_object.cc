// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_object.cc - variables, literals and functions as numbered things.
 */
#include "gcc-compat.h"
#include "extract.h"

const char *ext_decl_name(struct ext *x, const_tree decl)
{
	if (!decl || !DECL_P(decl) || !DECL_NAME(decl))
		return "";
	return arena_intern(x->a, IDENTIFIER_POINTER(DECL_NAME(decl)));
}

static uint32_t add_object(struct ext *x, tree key, const struct object *o)
{
	uint32_t id = x->u->n_objects;
	size_t n = id;

	VEC_PUSH(x->a, x->u->objects, n, x->cap_objects, *o);
	x->u->n_objects = n;
	idmap_put(&x->objects, x->a, key, id);
	return id;
}

static enum object_kind kind_of(const_tree decl)
{
	if (TREE_CODE(decl) == CONST_DECL || TREE_CODE(decl) == STRING_CST)
		return OBJ_STRING;
	if (TREE_CODE(decl) == PARM_DECL)
		return OBJ_PARAM;
	if (TREE_CODE(decl) == RESULT_DECL)
		return OBJ_LOCAL;
	if (DECL_EXTERNAL(decl))
		return OBJ_EXTERN;
	return TREE_STATIC(decl) ? OBJ_STATIC : OBJ_LOCAL;
}

static bool in_percpu_section(const_tree decl)
{
	const char *name = VAR_P(decl) ? DECL_SECTION_NAME(decl) : NULL;

	return name && begins_with(name, ".data..percpu");
}

/* Const and not volatile: .rodata, or a section of init data like it. */
static bool is_readonly(const_tree decl)
{
	return TREE_READONLY(decl) && !TREE_THIS_VOLATILE(decl) && !in_percpu_section(decl);
}

static uint32_t flags_of(const_tree decl, enum object_kind kind)
{
	tree type = TREE_TYPE(decl);
	uint32_t flags = 0;

	if (TREE_CODE(type) == ARRAY_TYPE)
		flags |= OBJ_ARRAY;
	if (kind == OBJ_STRING)
		return flags | OBJ_READONLY | OBJ_ADDRESSED;
	if (kind != OBJ_LOCAL && kind != OBJ_PARAM && is_readonly(decl))
		flags |= OBJ_READONLY;
	if (kind == OBJ_STATIC && DECL_CONTEXT(decl) &&
	    TREE_CODE(DECL_CONTEXT(decl)) == FUNCTION_DECL)
		flags |= OBJ_FUNC_STATIC;
	if (in_percpu_section(decl))
		flags |= OBJ_PERCPU;
	if (VAR_P(decl) && C_DECL_COMPOUND_LITERAL_P(decl))
		flags |= OBJ_COMPOUND;
	if (kind == OBJ_PARAM && RECORD_OR_UNION_TYPE_P(type))
		flags |= OBJ_BYVALUE;
	if (TREE_ADDRESSABLE(decl))
		flags |= OBJ_ADDRESSED;
	if (DECL_ARTIFICIAL(decl) || !DECL_NAME(decl))
		flags |= OBJ_ARTIFICIAL;
	if (kind != OBJ_LOCAL && kind != OBJ_PARAM && TREE_PUBLIC(decl))
		flags |= OBJ_GLOBAL;
	return flags;
}

/* A variable's own size: that of its type, and an initialised flexible tail. */
static int64_t size_of(const_tree decl)
{
	tree size;

	if (TREE_CODE(decl) == STRING_CST)
		return TREE_STRING_LENGTH(decl);
	size = TREE_CODE(decl) == CONST_DECL ? NULL_TREE : DECL_SIZE_UNIT(decl);
	return size && tree_fits_shwi_p(size) ? tree_to_shwi(size) : ext_size(TREE_TYPE(decl));
}

/* Variable, parameter, result, constant pool entry or string literal. */
uint32_t ext_object(struct ext *x, tree decl, uint32_t func)
{
	uint32_t id = idmap_get(&x->objects, decl);
	struct object o;

	if (id != NONE)
		return id;
	memset(&o, 0, sizeof(o));
	o.kind = kind_of(decl);
	o.flags = flags_of(decl, o.kind);
	o.name = o.kind == OBJ_STRING ? "" : ext_decl_name(x, decl);
	o.loc = ext_loc(x, DECL_P(decl) ? DECL_SOURCE_LOCATION(decl) : EXPR_LOCATION(decl));
	o.size = size_of(decl);
	o.cls = ext_class(TREE_TYPE(decl));
	o.record = ext_full_record_of(x, TREE_TYPE(decl));
	o.func = o.kind == OBJ_LOCAL || o.kind == OBJ_PARAM ? func : NONE;
	return add_object(x, decl, &o);
}

static uint32_t add_func(struct ext *x, const void *key, const struct func *f)
{
	uint32_t id = x->u->n_funcs;
	size_t n = id;

	VEC_PUSH(x->a, x->u->funcs, n, x->cap_funcs, *f);
	x->u->n_funcs = n;
	idmap_put(&x->funcs, x->a, key, id);
	return id;
}

/* A function by its declaration; the body, if any, comes with ext_function(). */
uint32_t ext_func(struct ext *x, tree decl)
{
	uint32_t id = idmap_get(&x->funcs, decl);
	const cgraph_node *node;
	struct func f;

	if (id != NONE)
		return id;
	memset(&f, 0, sizeof(f));
	f.name = ext_decl_name(x, decl);
	f.loc = ext_loc(x, DECL_SOURCE_LOCATION(decl));
	if (TREE_PUBLIC(decl))
		f.flags |= FUNC_GLOBAL;
	node = cgraph_node::get(decl);
	if (node && node->address_taken)
		f.flags |= FUNC_ADDRESSED;
	if (decl_function_context(decl))
		f.flags |= FUNC_NESTED;
	return add_func(x, decl, &f);
}

/* A function without a declaration: GCC's internal ones. */
uint32_t ext_named_func(struct ext *x, const char *name)
{
	const char *key = arena_intern(x->a, name);
	uint32_t id = idmap_get(&x->funcs, key);
	struct func f;

	if (id != NONE)
		return id;
	memset(&f, 0, sizeof(f));
	f.name = key;
	f.loc.file = "";
	return add_func(x, key, &f);
}
