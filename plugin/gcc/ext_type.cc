// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_type.cc - types as far as the rules need them: classes, sizes, records.
 *
 * A record is listed when something has its type, holds it or points to it;
 * its members are listed when a place goes through it, or an object or pointer
 * value is of it.  So the type graph of the whole kernel stays outside.
 */
#include "gcc-compat.h"
#include "extract.h"

enum type_class ext_class(const_tree type)
{
	if (!type)
		return TC_OTHER;
	switch (TREE_CODE(type)) {
	case INTEGER_TYPE:
	case ENUMERAL_TYPE:
	case BOOLEAN_TYPE:
		return TC_INT;
	case POINTER_TYPE:
	case REFERENCE_TYPE:
		return TC_POINTER;
	case RECORD_TYPE:
		return TC_RECORD;
	case UNION_TYPE:
		return TC_UNION;
	case ARRAY_TYPE:
		return TC_ARRAY;
	case FUNCTION_TYPE:
		return TC_FUNC;
	default:
		return TC_OTHER;
	}
}

int64_t ext_size(const_tree type)
{
	tree size;

	if (!type || !TYPE_P(type) || VOID_TYPE_P(type) || TREE_CODE(type) == FUNCTION_TYPE)
		return SIZE_UNKNOWN;
	size = TYPE_SIZE_UNIT(type);
	if (!size || !tree_fits_shwi_p(size))
		return SIZE_UNKNOWN;
	return tree_to_shwi(size);
}

/* What an array (of arrays) consists of. */
tree ext_element_of(tree type)
{
	while (type && TREE_CODE(type) == ARRAY_TYPE)
		type = TREE_TYPE(type);
	return type;
}

static tree record_in(tree type)
{
	if (type && POINTER_TYPE_P(type))
		type = TREE_TYPE(type);
	type = ext_element_of(type);
	return type && RECORD_OR_UNION_TYPE_P(type) ? type : NULL_TREE;
}

static const char *record_name(struct ext *x, tree type, struct loc loc)
{
	tree name = TYPE_NAME(type);

	if (name && TREE_CODE(name) == TYPE_DECL)
		name = DECL_NAME(name);
	if (name && TREE_CODE(name) == IDENTIFIER_NODE)
		return arena_intern(x->a, IDENTIFIER_POINTER(name));
	return arena_printf(x->a, "anon@%u", loc.line);
}

uint32_t ext_record(struct ext *x, tree type)
{
	struct unit *u = x->u;
	struct record r;
	uint32_t id;
	tree stub;

	if (!type || !RECORD_OR_UNION_TYPE_P(type))
		return NONE;
	type = TYPE_MAIN_VARIANT(type);
	id = idmap_get(&x->records, type);
	if (id != NONE)
		return id;
	memset(&r, 0, sizeof(r));
	stub = TYPE_STUB_DECL(type);
	r.loc = ext_loc(x, stub && DECL_P(stub) ? DECL_SOURCE_LOCATION(stub) : UNKNOWN_LOCATION);
	r.name = record_name(x, type, r.loc);
	r.size = COMPLETE_TYPE_P(type) ? ext_size(type) : SIZE_UNKNOWN;
	r.align = COMPLETE_TYPE_P(type) ? TYPE_ALIGN_UNIT(type) : 0;
	if (TREE_CODE(type) != RECORD_TYPE)
		r.flags |= RECORD_UNION;
	if (TYPE_PACKED(type))
		r.flags |= RECORD_PACKED;
	if (ext_is_own_file(x, &r.loc))
		r.flags |= RECORD_LOCAL;
	if (begins_with(r.name, "FRAME."))
		r.flags |= RECORD_FRAME;
	id = u->n_records;
	{
		size_t n = u->n_records;

		VEC_PUSH(x->a, u->records, n, x->cap_records, r);
		u->n_records = n;
	}
	idmap_put(&x->records, x->a, type, id);
	return id;
}

uint32_t ext_record_of(struct ext *x, tree type)
{
	return ext_record(x, record_in(type));
}

static struct field read_field(struct ext *x, tree field)
{
	struct field f;

	memset(&f, 0, sizeof(f));
	f.name = ext_decl_name(x, field);
	f.flags = ext_field_flags(field);
	if (!ext_field_offset(field, &f.off))
		f.off = SIZE_UNKNOWN;
	f.size = ext_field_size(field);
	if (f.flags & FIELD_FLEX && f.size < 0)
		f.size = 0;
	f.align = DECL_ALIGN(field) < BITS_PER_UNIT ? 1 : DECL_ALIGN_UNIT(field);
	f.cls = ext_class(TREE_TYPE(field));
	f.record = ext_record_of(x, TREE_TYPE(field));
	return f;
}

static void fill_record(struct ext *x, uint32_t id, tree type)
{
	struct field *fields;
	uint32_t n = 0;
	tree t;

	for (t = TYPE_FIELDS(type); t; t = DECL_CHAIN(t))
		n += TREE_CODE(t) == FIELD_DECL;
	fields = arena_new_array(x->a, struct field, n ? n : 1);
	n = 0;
	for (t = TYPE_FIELDS(type); t; t = DECL_CHAIN(t)) {
		if (TREE_CODE(t) != FIELD_DECL)
			continue;
		idmap_put(&x->fields, x->a, t, n);
		fields[n++] = read_field(x, t);
	}
	x->u->records[id].fields = fields;
	x->u->records[id].n_fields = n;
}

uint32_t ext_full_record(struct ext *x, tree type)
{
	uint32_t id = ext_record(x, type);
	tree t;

	if (id == NONE)
		return NONE;
	type = TYPE_MAIN_VARIANT(type);
	if (!COMPLETE_TYPE_P(type) || idmap_get(&x->filled, type) != NONE)
		return id;
	idmap_put(&x->filled, x->a, type, id);
	fill_record(x, id, type);
	/* members that lie inside are part of the layout; a record can't contain itself */
	for (t = TYPE_FIELDS(type); t; t = DECL_CHAIN(t))
		if (TREE_CODE(t) == FIELD_DECL &&
		    RECORD_OR_UNION_TYPE_P(ext_element_of(TREE_TYPE(t))))
			ext_full_record(x, ext_element_of(TREE_TYPE(t)));
	return id;
}

uint32_t ext_full_record_of(struct ext *x, tree type)
{
	return ext_full_record(x, record_in(type));
}

bool ext_step(struct ext *x, tree field, struct step *out)
{
	tree type = DECL_FIELD_CONTEXT(field);

	if (!type || !RECORD_OR_UNION_TYPE_P(type))
		return false;
	out->record = ext_full_record(x, type);
	out->field = idmap_get(&x->fields, field);
	return out->record != NONE && out->field != NONE &&
	       out->field < x->u->records[out->record].n_fields;
}
