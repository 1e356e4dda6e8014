// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gcc_report.cc - findings as diagnostics of GCC, each with its path.
 *
 * The only file that prints through GCC.  -Werror, which the kernel may set,
 * does not make errors of our warnings; only our own `werror` does.
 */
#include "gcc-compat.h"
#include "front.h"

/* Does that line lie in the part of a file that map i describes? */
static bool covers(unsigned i, const struct loc *l)
{
	const line_map_ordinary *map = LINEMAPS_ORDINARY_MAP_AT(line_table, i);
	const char *name = ORDINARY_MAP_FILE_NAME(map);
	location_t last;

	if (!name || strcmp(name, l->file) || l->line < ORDINARY_MAP_STARTING_LINE_NUMBER(map))
		return false;
	if (i + 1 < LINEMAPS_ORDINARY_USED(line_table))
		last = MAP_START_LOCATION(LINEMAPS_ORDINARY_MAP_AT(line_table, i + 1)) - 1;
	else
		last = line_table->highest_location;
	return last >= MAP_START_LOCATION(map) && l->line <= SOURCE_LINE(map, last);
}

/* GCC's number for a place; a line at least when there is no column. */
static location_t locus_of(const struct loc *l)
{
	unsigned i;

	if (!l->line || !l->file)
		return UNKNOWN_LOCATION;
	for (i = LINEMAPS_ORDINARY_USED(line_table); i-- > 0;)
		if (covers(i, l))
			return linemap_position_for_line_and_column(line_table,
				LINEMAPS_ORDINARY_MAP_AT(line_table, i), l->line, l->col);
	return UNKNOWN_LOCATION;
}

/* For GCC's "In function 'probe':". */
static tree function_named(const char *name)
{
	cgraph_node *node;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		tree id = DECL_NAME(node->decl);

		if (id && !strcmp(IDENTIFIER_POINTER(id), name))
			return node->decl;
	}
	return NULL_TREE;
}

/* The function a place lies in; of nested ones the inner. */
static tree function_around(location_t loc)
{
	location_t best = UNKNOWN_LOCATION;
	tree found = NULL_TREE;
	cgraph_node *node;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		const struct function *fun = DECL_STRUCT_FUNCTION(node->decl);
		location_t start;

		if (!fun)
			continue;
		start = ext_user_location(fun->function_start_locus);
		if (start >= best && start <= loc &&
		    loc <= ext_user_location(fun->function_end_locus)) {
			best = start;
			found = node->decl;
		}
	}
	return found;
}

/* Each function that is not the finding's own counts as called by the one before. */
static void fill_path(simple_diagnostic_path *path, const struct finding *f, tree own)
{
	tree last = own;
	int depth = 0;
	uint32_t i;

	for (i = 0; i < f->n_events; i++) {
		location_t at = locus_of(&f->events[i].loc);
		tree where = function_around(at);

		if (!where)
			where = last;
		if (where == own)
			depth = 0;
		else if (where != last)
			depth++;
		path->add_event(at, where, depth, "%s", f->events[i].text);
		last = where;
	}
}

static void report_one(const struct finding *f, bool werror)
{
	const struct rule *r = &rules[f->rule];
	auto_diagnostic_group group;
	gcc_rich_location where(locus_of(&f->loc));
	COMPAT_PATH(path);

	current_function_decl = f->func ? function_named(f->func) : NULL_TREE;
	fill_path(&path, f, current_function_decl);
	if (f->n_events)
		where.set_path(&path);
	if (f->severity == SEV_ADVICE)
		inform(&where, "advice: %s [%s:%s]", f->message, r->id, r->slug);
	else if (werror)
		error_at(&where, "%s [%s:%s]", f->message, r->id, r->slug);
	else
		warning_at(&where, 0, "%s [%s:%s]", f->message, r->id, r->slug);
}

void gcc_report(const struct findings *f, bool werror)
{
	tree function = current_function_decl;
	bool was = compat_set_werror(false);
	size_t i;

	for (i = 0; i < f->n; i++)
		report_one(&f->list[i], werror);
	for (i = 0; i < f->n_remarks; i++)
		warning_at(locus_of(&f->remarks[i].loc), 0, "%s", f->remarks[i].text);
	current_function_decl = function;
	compat_set_werror(was);
}
