// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * solve_tool.c - solve units given as facts; for test_solver.py and fuzzing.
 *
 *	solve_tool [--model FILE] [--enable LIST] [--disable LIST] [--jsonl FILE]
 *		   [--tolerant] FACTS...
 *
 * Prints one line per finding, "RULE<tab>LINE<tab>CALLEE<tab>MESSAGE", and after
 * each file "== FUNCTIONS GAVE-UP".  Exit status 0, or 2 with the error; bad
 * facts behind --tolerant are "== refused" and no error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "report.h"
#include "solve.h"

static bool tolerant;

static void die(char *err)
{
	fprintf(stderr, "%s\n", err);
	free(err);
	exit(2);
}

static struct unit *read_unit(const char *path)
{
	FILE *in = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	size_t len = 0, cap = 4096, n;
	char *text = malloc(cap), *err = NULL;
	struct unit *u;

	if (!in || !text) {
		perror(path);
		exit(2);
	}
	while ((n = fread(text + len, 1, cap - len, in)) > 0) {
		len += n;
		if (len == cap && !(text = realloc(text, cap *= 2)))
			abort();
	}
	fclose(in);
	u = facts_read(path, text, len, &err);
	free(text);
	if (!u && !tolerant)
		die(err);
	free(err);
	return u;
}

static void one(const char *path, const struct model *m, const struct rule_config *cfg,
		const char *jsonl)
{
	struct unit *u = read_unit(path);
	struct findings *f = findings_new();
	char *err = NULL;
	size_t i;

	if (!u) {
		printf("== refused\n");
		findings_free(f);
		return;
	}
	solve(u, m, cfg, f);
	for (i = 0; i < f->n; i++)
		printf("%s\t%u\t%s\t%s\n", rules[f->list[i].rule].slug, f->list[i].loc.line,
		       f->list[i].callee, f->list[i].message);
	printf("== %u %u\n", f->n_functions, f->n_gave_up);
	if (jsonl && !report_jsonl(f, jsonl, &err))
		die(err);
	findings_free(f);
	unit_free(u);
}

int main(int argc, char **argv)
{
	const char *jsonl = NULL;
	struct rule_config cfg;
	char *err = NULL;
	struct model *m;
	int i;

	rule_config_init(&cfg);
	m = model_new();
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--model") && i + 1 < argc) {
			if (!model_add_file(m, argv[++i], &err))
				die(err);
		} else if (!strcmp(argv[i], "--enable") && i + 1 < argc) {
			err = rules_enable(&cfg, argv[++i], true);
			if (err)
				die(err);
		} else if (!strcmp(argv[i], "--disable") && i + 1 < argc) {
			err = rules_enable(&cfg, argv[++i], false);
			if (err)
				die(err);
		} else if (!strcmp(argv[i], "--tolerant")) {
			tolerant = true;
		} else if (!strcmp(argv[i], "--jsonl") && i + 1 < argc) {
			jsonl = argv[++i];
		} else {
			one(argv[i], m, &cfg, jsonl);
		}
	}
	model_free(m);
	return 0;
}
