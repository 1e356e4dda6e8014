// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - usbdma-link: what no file shows alone.
 *
 * Everything it says goes to standard output, so that one redirection keeps the
 * whole result; what it cannot do goes to standard error, with exit status 2.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link.h"
#include "out.h"

static void read_models(struct link *l)
{
	char *err = NULL;

	l->m = model_new();
	for (size_t i = 0; i < l->o->models.n; i++)
		if (!model_add_file(l->m, l->o->models.v[i], &err))
			usage_error("%s", err);
	l->rules = model_hash(l->m);
}

static int list_units(struct link *l)
{
	struct paths all = { 0 };

	files_find(l, &l->o->inputs, &all);
	for (size_t i = 0; i < l->n_problems; i++)
		usage_error("%s: %s", l->problems[i].path, l->problems[i].why);
	for (size_t i = 0; i < all.n; i++)
		out_printf(&l->said, "%s\n", all.v[i]);
	return 0;
}

static int link_and_report(struct link *l)
{
	const struct options *o = l->o;

	index_program(l);
	flow(l);
	contract_pair(l);
	allow_finish(l);
	findings_finish(l->out);
	if (o->explain)
		return explain(l, o->explain);
	if (o->graph)
		return graph(l, o->graph);
	if (o->summary) {
		summary(l);
		return 0;
	}
	report_result(l);
	return o->strict && (l->out->n || l->n_problems) ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct options o = { .command = CMD_LINK };
	struct link l = { .a = arena_new(), .o = &o };
	int status;

	options_parse(l.a, argc, argv, &o);
	read_models(&l);
	l.out = findings_new();
	if (o.command == CMD_LIST) {
		status = list_units(&l);
	} else if (o.command == CMD_CHECK) {
		status = shard_check(&l);
		report_part(&l);
	} else {
		status = o.command == CMD_MERGE ? shard_merge(&l) : (load_units(&l), 0);
		if (!status && !l.n_units && !l.n_problems)
			usage_error("no interface facts (*.usbdma) there");
		if (!status)
			status = link_and_report(&l);
	}
	report_said(&l);
	return status;
}
