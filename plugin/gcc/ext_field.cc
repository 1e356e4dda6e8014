// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_field.cc - one member of a record: where it lies, and what it looks like.
 */
#include "gcc-compat.h"
#include "extract.h"

#define SMALLEST_LINE 32			/* cache line of the smallest DMA-incoherent CPUs */

static bool is_byte(const_tree type)
{
	return type && TREE_CODE(type) == INTEGER_TYPE && TYPE_PRECISION(type) == 8;
}

/* u8 __le16 s32 __u64 uint8_t ...: the width is part of the name. */
static bool is_width_name(const char *s)
{
	static const char *const stems[] = { "le", "be", "uint", "int", "u", "s" };
	size_t i, n;

	while (*s == '_')
		s++;
	for (i = 0; i < ARRAY_SIZE(stems); i++) {
		n = strlen(stems[i]);
		if (!strncmp(s, stems[i], n) && ISDIGIT(s[n]))
			break;
	}
	if (i == ARRAY_SIZE(stems))
		return false;
	for (s += n; ISDIGIT(*s); s++)
		;
	return !*s || !strcmp(s, "_t");
}

static bool is_fixed_width(tree type)
{
	unsigned depth;

	for (depth = 0; type && depth < 20; depth++) {
		tree name = TYPE_NAME(type);

		if (!name || TREE_CODE(name) != TYPE_DECL)
			return false;
		if (DECL_NAME(name) && is_width_name(IDENTIFIER_POINTER(DECL_NAME(name))))
			return true;
		type = DECL_ORIGINAL_TYPE(name);
	}
	return false;
}

/* [] and [0] as the last member, and [1] that ends there. */
static bool is_flexible(tree field)
{
	tree type = TREE_TYPE(field), rest, max;

	if (!type || TREE_CODE(type) != ARRAY_TYPE)
		return false;
	for (rest = DECL_CHAIN(field); rest; rest = DECL_CHAIN(rest))
		if (TREE_CODE(rest) == FIELD_DECL)
			return false;
	max = TYPE_DOMAIN(type) ? TYPE_MAX_VALUE(TYPE_DOMAIN(type)) : NULL_TREE;
	return !max || ext_size(type) <= 0 || integer_zerop(max);
}

bool ext_field_offset(const_tree field, int64_t *off)
{
	tree bytes = DECL_FIELD_OFFSET(field), bits = DECL_FIELD_BIT_OFFSET(field);

	if (!bytes || !bits || !tree_fits_shwi_p(bytes) || !tree_fits_shwi_p(bits))
		return false;
	*off = tree_to_shwi(bytes) + tree_to_shwi(bits) / BITS_PER_UNIT;
	return true;
}

int64_t ext_field_size(const_tree field)
{
	HOST_WIDE_INT start;
	tree bits;

	if (!DECL_BIT_FIELD_TYPE(field))
		return ext_size(TREE_TYPE(field));
	bits = DECL_SIZE(field);
	if (!bits || !tree_fits_shwi_p(bits) || !tree_fits_shwi_p(DECL_FIELD_BIT_OFFSET(field)))
		return SIZE_UNKNOWN;
	start = tree_to_shwi(DECL_FIELD_BIT_OFFSET(field)) % BITS_PER_UNIT;
	return (start + tree_to_shwi(bits) + BITS_PER_UNIT - 1) / BITS_PER_UNIT;
}

/*
 * An attribute of its own, or a type aligned so much that it comes to the same.
 * The small alignments of types (atomic64_t) are not meant for anything like DMA.
 */
static bool is_aligned_by_user(tree field)
{
	tree type = TREE_TYPE(field);

	if (!DECL_USER_ALIGN(field) || !DECL_ALIGN(field))
		return false;
	if (!TYPE_USER_ALIGN(type) || DECL_ALIGN(field) > TYPE_ALIGN(type))
		return true;
	return DECL_ALIGN_UNIT(field) >= SMALLEST_LINE;
}

uint32_t ext_field_flags(tree field)
{
	tree type = TREE_TYPE(field), element = ext_element_of(type);
	uint32_t flags = 0;

	if (DECL_BIT_FIELD_TYPE(field))
		flags |= FIELD_BITFIELD;
	else if (is_byte(element))
		flags |= FIELD_BYTES | FIELD_FIXED_WIDTH;
	if (is_flexible(field))
		flags |= FIELD_FLEX;
	if (is_aligned_by_user(field))
		flags |= FIELD_USER_ALIGN;
	if (!DECL_NAME(field) && RECORD_OR_UNION_TYPE_P(type))
		flags |= FIELD_ANON;
	if (is_fixed_width(DECL_BIT_FIELD_TYPE(field) ? DECL_BIT_FIELD_TYPE(field) : element))
		flags |= FIELD_FIXED_WIDTH;
	return flags;
}
