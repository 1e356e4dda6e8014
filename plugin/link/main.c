// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include "link.h"
#include "report.h"
int main(int argc, char **argv)
{
	struct options o = { 0 };
	struct link l = { .a = arena_new(), .o = &o };
	char *err;

	rule_config_init(&o.rules);
	for (int i = 1; i < argc; i++)
		VEC_PUSH(l.a, o.inputs.v, o.inputs.n, o.inputs.cap, argv[i]);
	l.m = model_new(&err);
	l.rules = model_hash(l.m);
	l.out = findings_new();
	load_units(&l);
	index_program(&l);
	flow(&l);
	findings_finish(l.out);
	report_text(l.out, 1, false);
	for (size_t i = 0; i < l.n_problems; i++)
		printf("not checked: %s: %s\n", l.problems[i].path, l.problems[i].why);
	printf("%zu units %u funcs %zu cells %u reach %zu findings\n", l.n_units, l.n_funcs, l.n_cells, l.n_reach, l.out->n);
	return 0;
}
