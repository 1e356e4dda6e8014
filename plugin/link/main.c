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
#include "report.h"

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
		puts(all.v[i]);
	return 0;
}

/* The whole file anew: what an earlier run found is not what is there now. */
static void write_jsonl(struct link *l)
{
	char *tmp, *err;

	if (!l->o->jsonl)
		return;
	tmp = arena_printf(l->a, "%s.%ld.tmp", l->o->jsonl, (long)getpid());
	if (!report_jsonl(l->out, tmp, &err)) {
		unlink(tmp);
		usage_error("%s", err);
	}
	if (rename(tmp, l->o->jsonl)) {
		int e = errno;

		unlink(tmp);
		usage_error("%s: %s", l->o->jsonl, strerror(e));
	}
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void report(struct link *l)
{
	size_t given_up = 0;

	fflush(stdout);
	report_text(l->out, STDOUT_FILENO, false);
	for (size_t i = 0; i < l->n_problems; i++)
		printf("not checked: %s: %s\n", l->problems[i].path, l->problems[i].why);
	for (size_t i = 0; i < l->n_units; i++)
		given_up += l->units[i].f->n_given_up;
	if (l->o->verbose)
		printf("usbdma-link: %u functions, %zu members and slots, %u steps\n", l->n_funcs,
		       l->n_cells, l->n_reach);
	if (l->o->quiet)
		return;
	printf("usbdma-link: %zu unit%s joined, %zu not checked, %zu finding%s across files",
	       l->n_units, plural(l->n_units), l->n_problems, l->out->n, plural(l->out->n));
	if (l->out->n_suppressed)
		printf(", %u allowed", l->out->n_suppressed);
	if (given_up)
		printf(", %zu function%s given up", given_up, plural(given_up));
	puts("");
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
	write_jsonl(l);
	report(l);
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
	} else {
		status = o.command == CMD_MERGE ? shard_merge(&l) : (load_units(&l), 0);
		if (!status && !l.n_units && !l.n_problems)
			usage_error("no interface facts (*.usbdma) there");
		if (!status)
			status = link_and_report(&l);
	}
	if (fflush(stdout) || ferror(stdout))
		usage_error("cannot write the result: %s", strerror(errno));
	return status;
}
