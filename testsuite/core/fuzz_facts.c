// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_facts.c - libFuzzer entry: what facts_read() takes must survive writing
 * and reading again, and the solver.  Built and run by test_fuzz.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "report.h"
#include "solve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct model *model(void)
{
	static struct model *m;

	if (!m)
		m = model_new();
	return m;
}

static char *written(const struct unit *u, size_t *len)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, len);

	if (!out)
		abort();
	facts_write(u, out);
	fclose(out);
	return text;
}

static void solve_it(const struct unit *u)
{
	struct findings *f = findings_new();
	struct rule_config cfg;

	rule_config_init(&cfg);
	if (rules_enable(&cfg, "all", true))
		abort();
	solve(u, model(), &cfg, f);
	findings_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *err = NULL, *one, *two;
	size_t len_one, len_two;
	struct unit *u, *again;

	u = facts_read("fuzz", (const char *)data, size, &err);
	if (!u) {
		free(err);
		return 0;
	}
	one = written(u, &len_one);
	again = facts_read("again", one, len_one, &err);
	if (!again) {
		fprintf(stderr, "%s\n%s", err, one);
		abort();
	}
	two = written(again, &len_two);
	if (len_one != len_two || memcmp(one, two, len_one)) {
		fprintf(stderr, "%s\nbecame\n%s", one, two);
		abort();
	}
	solve_it(u);
	free(one);
	free(two);
	unit_free(u);
	unit_free(again);
	return 0;
}
