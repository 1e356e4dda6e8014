// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_loc.cc - GCC's locations as file, line and column of the user's text.
 *
 * A token of a macro's body stands where the macro is used, one of a macro's
 * argument where the user wrote it; neither is ever in the macro's definition.
 */
#include "gcc-compat.h"
#include "extract.h"

/* One step out of a macro expansion: the argument as written, or the use. */
static location_t unwind(const line_map_macro *map, location_t loc)
{
	unsigned i = loc - MAP_START_LOCATION(map);
	const location_t *pair;

	if (i < MACRO_MAP_NUM_MACRO_TOKENS(map)) {
		pair = MACRO_MAP_LOCATIONS(map) + 2 * (size_t)i;
		if (pair[0] != pair[1])
			return pair[0];
	}
	return compat_expansion_point(map);
}

location_t ext_user_location(location_t loc)
{
	unsigned depth;

	loc = LOCATION_LOCUS(loc);
	for (depth = 0; depth < 200; depth++) {
		const line_map *map;

		if (loc < RESERVED_LOCATION_COUNT)
			return loc;
		map = linemap_lookup(line_table, loc);
		if (!map || !linemap_macro_expansion_map_p(map))
			return loc;
		loc = LOCATION_LOCUS(unwind(linemap_check_macro(map), loc));
	}
	return UNKNOWN_LOCATION;
}

struct loc ext_loc(struct ext *x, location_t loc)
{
	struct loc out = { "", 0, 0 };
	expanded_location e;

	loc = LOCATION_LOCUS(loc);
	if (loc < RESERVED_LOCATION_COUNT)
		return out;
	if (loc == x->last_locus)
		return x->last_loc;
	e = expand_location(ext_user_location(loc));
	if (!e.file || e.line <= 0)
		return out;
	if (e.file != x->last_file) {
		x->last_file = e.file;
		x->last_interned = arena_intern(x->a, e.file);
	}
	out.file = x->last_interned;
	out.line = e.line;
	out.col = e.column > 0 ? e.column : 0;
	x->last_locus = loc;
	x->last_loc = out;
	return out;
}

void ext_range(struct ext *x, location_t loc, struct loc *start, struct loc *end)
{
	source_range r = get_range_from_loc(line_table, loc);

	*start = ext_loc(x, r.m_start);
	*end = ext_loc(x, r.m_finish);
}

bool ext_in_main_file(struct ext *x, location_t loc)
{
	struct loc l = ext_loc(x, loc);

	return l.line && l.file == x->u->main_file;
}
