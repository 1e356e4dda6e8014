// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * extract.cc - the facts of one translation unit, in the order of its source.
 */
#include "gcc-compat.h"
#include "extract.h"

static int by_order(const void *a, const void *b)
{
	const cgraph_node *x = *(const cgraph_node *const *)a;
	const cgraph_node *y = *(const cgraph_node *const *)b;

	return x->order < y->order ? -1 : x->order > y->order;
}

/* Macros matter from the first function that stands in the main file. */
static void note_first_locus(struct ext *x, const_tree decl)
{
	location_t loc = ext_user_location(DECL_SOURCE_LOCATION(decl));

	if (loc < x->first_locus && ext_in_main_file(x, loc))
		x->first_locus = loc;
}

static void read_functions(struct ext *x)
{
	cgraph_node **list = NULL, *node;
	size_t n = 0, cap = 0, i;

	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node)
		VEC_PUSH(x->a, list, n, cap, node);
	qsort(list, n, sizeof(*list), by_order);
	for (i = 0; i < n; i++) {
		ext_func(x, list[i]->decl);	/* those with a body come first */
		note_first_locus(x, list[i]->decl);
	}
	for (i = 0; i < n; i++)
		ext_function(x, list[i]->decl);
}

/* The target of the compiler, from the words it was configured with. */
static const char *target_machine(struct ext *x)
{
	const char *s = strstr(gcc_version.configuration_arguments, "--target="), *end;

	if (!s)
		return "unknown";
	s += strlen("--target=");
	for (end = s; *end && !ISSPACE(*end) && *end != '\''; end++)
		;
	return arena_intern_n(x->a, s, end - s);
}

struct unit *extract_unit(struct ext *x)
{
	struct unit *u = unit_new();

	memset(x, 0, sizeof(*x));
	x->u = u;
	x->a = u->arena;
	x->first_locus = LINE_MAP_MAX_LOCATION;
	u->main_file = arena_intern(x->a, main_input_filename ? main_input_filename : "");
	u->producer = arena_printf(x->a, "gcc %s %s", gcc_version.basever, target_machine(x));
	read_functions(x);
	ext_static_inits(x);
	return u;
}
