// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ext_macro.cc - which macros an assignment in the main file was written with.
 *
 * GCC keeps no location for a constant, but it keeps one map for each macro
 * expansion: those whose place of use lies between the first and the last
 * token of the assignment are the ones.  Without macro tracking
 * (-ftrack-macro-expansion=0) there are no maps, and nobody gets a name.
 */
#include "gcc-compat.h"
#include "extract.h"

#define MOST_MACROS 64			/* of one assignment */
#define NEIGHBOURS 40			/* maps looked at for the outer macro */

static bool before(uint32_t line, uint32_t col, uint32_t line2, uint32_t col2)
{
	return line != line2 ? line < line2 : col < col2;
}

/*
 * Last in the text first; of macros at one place the inner first.  They come
 * like that but for macros in arguments, which precede their macro.
 */
static void insert(struct ext *x, struct macro_use use)
{
	size_t i;

	VEC_PUSH(x->a, x->macros, x->n_macros, x->cap_macros, use);
	for (i = x->n_macros - 1; i; i--) {
		const struct macro_use *m = &x->macros[i - 1];

		if (!before(m->line, m->col, use.line, use.col))
			break;
		x->macros[i] = *m;
	}
	x->macros[i] = use;
}

/*
 * Where in the text macro map n is used.  A macro within another one is listed
 * shortly behind it, so that a look at the neighbours mostly finds the outer.
 */
static location_t place_of_use(unsigned n)
{
	location_t at = compat_expansion_point(LINEMAPS_MACRO_MAP_AT(line_table, n));
	unsigned steps;

	for (steps = 0; steps < NEIGHBOURS; steps++) {
		const line_map_macro *map;

		if (at < LINEMAPS_MACRO_LOWEST_LOCATION(line_table) || !n)
			break;
		map = LINEMAPS_MACRO_MAP_AT(line_table, --n);
		if (at >= MAP_START_LOCATION(map) &&
		    at - MAP_START_LOCATION(map) < MACRO_MAP_NUM_MACRO_TOKENS(map))
			at = compat_expansion_point(map);
	}
	return linemap_resolve_location(line_table, at, LRK_MACRO_EXPANSION_POINT, NULL);
}

/* GCC lists expansions about in the order of the text, so begin at the last one. */
static void read_macros(struct ext *x)
{
	unsigned n = LINEMAPS_MACRO_USED(line_table);

	x->macros_read = true;
	while (n-- > 0) {
		const line_map_macro *map = LINEMAPS_MACRO_MAP_AT(line_table, n);
		location_t at = place_of_use(n);
		struct macro_use use;
		struct loc l;

		if (at < x->first_locus)
			break;
		l = ext_loc(x, at);
		if (!l.line || l.file != x->u->main_file)
			continue;
		use.line = l.line;
		use.col = l.col;
		use.name = linemap_map_get_macro_name(map);
		if (use.name)
			insert(x, use);
	}
}

/* Index of the last macro in the text that is not behind that place. */
static size_t first_not_behind(const struct ext *x, uint32_t line, uint32_t col)
{
	size_t lo = 0, hi = x->n_macros;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct macro_use *m = &x->macros[mid];

		if (before(line, col, m->line, m->col))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool listed(const char **list, unsigned n, const char *name)
{
	unsigned i;

	for (i = 0; i < n; i++)
		if (!strcmp(list[i], name))
			return true;
	return false;
}

void ext_store_macros(struct ext *x, location_t loc, struct insn *in)
{
	const char *found[MOST_MACROS], *outermost = NULL;
	struct loc start, end;
	unsigned n = 0, n_outer = 0, i;
	uint32_t line = 0, col = 0;
	size_t k;

	if (!ext_in_main_file(x, loc))
		return;
	if (!x->macros_read)
		read_macros(x);
	start = ext_loc(x, get_range_from_loc(line_table, loc).m_start);
	end = ext_end(x, loc);
	if (!start.line || start.file != x->u->main_file || end.file != start.file)
		return;
	/* walk backwards in the list, which is forwards in the text */
	k = first_not_behind(x, end.line, end.col);
	for (; k < x->n_macros && n < MOST_MACROS; k++) {
		const struct macro_use *m = &x->macros[k];

		if (before(m->line, m->col, start.line, start.col))
			break;
		if (m->line != line || m->col != col)
			n_outer++;
		line = m->line;
		col = m->col;
		outermost = m->name;
		if (!listed(found, n, m->name))
			found[n++] = m->name;
	}
	if (!n)
		return;
	in->macros = arena_new_array(x->a, const char *, n + 1);
	for (i = 0; i < n; i++)
		in->macros[i] = arena_intern(x->a, found[n - 1 - i]);
	if (in->a.kind == OPND_INT && n_outer == 1)
		in->a.macro = arena_intern(x->a, outermost);
}
