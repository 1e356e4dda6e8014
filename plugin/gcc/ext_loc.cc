// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_loc.cc - GCC's locations as file, line and column of the user's text.
 *
 * A token of a macro's body stands where the macro is used, one of a macro's
 * argument where the user wrote it; neither is ever in the macro's definition.
 */
#include "gcc-compat.h"
#include "extract.h"

#define DEEPEST 200			/* macros within macros */

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
	for (depth = 0; depth < DEEPEST; depth++) {
		const line_map *map;

		if (loc < LINEMAPS_MACRO_LOWEST_LOCATION(line_table))
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

/* The use of a macro that is not itself in one: NULL outside of macros. */
static const line_map_macro *outermost_use(location_t loc)
{
	const line_map_macro *outer = NULL;
	unsigned depth;

	loc = LOCATION_LOCUS(loc);
	for (depth = 0; depth < DEEPEST; depth++) {
		const line_map *map;

		if (loc < LINEMAPS_MACRO_LOWEST_LOCATION(line_table))
			break;
		map = linemap_lookup(line_table, loc);
		if (!map || !linemap_macro_expansion_map_p(map))
			break;
		outer = linemap_check_macro(map);
		loc = LOCATION_LOCUS(compat_expansion_point(outer));
	}
	return outer;
}

/* The last thing the user wrote between the parentheses of a macro, or its name. */
static location_t end_of_use(const line_map_macro *map)
{
	location_t end = LOCATION_LOCUS(compat_expansion_point(map));
	const location_t *pair = MACRO_MAP_LOCATIONS(map);
	unsigned i;

	for (i = 0; i < MACRO_MAP_NUM_MACRO_TOKENS(map); i++, pair += 2) {
		location_t at;

		if (pair[0] == pair[1])
			continue;
		at = ext_user_location(pair[0]);
		if (at > end)
			end = at;
	}
	return end;
}

/* The last token; where a macro comes in, the end of its use. */
struct loc ext_end(struct ext *x, location_t loc)
{
	location_t last = get_range_from_loc(line_table, loc).m_finish;
	const line_map_macro *use = outermost_use(last);

	return ext_loc(x, use ? end_of_use(use) : last);
}

/* The file compiled, or a .c file it includes: the driver's own, no header. */
bool ext_is_own_file(const struct ext *x, const struct loc *l)
{
	size_t len;

	if (!l->line)
		return false;
	if (l->file == x->u->main_file)
		return true;
	len = strlen(l->file);
	return len > 2 && !strcmp(l->file + len - 2, ".c");
}

bool ext_in_main_file(struct ext *x, location_t loc)
{
	struct loc l = ext_loc(x, loc);

	return l.line && l.file == x->u->main_file;
}
