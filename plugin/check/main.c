// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - usbdma-check: one file of a kernel build, checked.
 *
 * Called by Kbuild as CHECK: findings go to stderr (make -s has no stdout), in
 * one piece, and the exit status is 0 unless --strict: a finding must not stop
 * the build.
 */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
	struct options o;
	struct strv args;		/* the compiler's and sparse's */
	struct flags f;
	struct model *model;
	struct out notes, sparse_said;
	int sparse_status;
	char *tally;			/* the file's line */
	bool bad;			/* for --strict */
};

static void read_model(struct job *j)
{
	char *err = NULL;
	size_t i;

	j->model = model_new();
	for (i = 0; i < j->o.models.n; i++)
		if (!model_add_file(j->model, j->o.models.v[i], &err))
			usage_error("%s", err);
}

/* Does the list name the file?  It may call it by a shorter path. */
static bool named_in(const char *list, const char *file)
{
	size_t len, n = strlen(file);
	char *text = read_path(list, &len);
	bool found = false;

	if (!text)
		usage_error("--also %s: %s", list, strerror(errno));
	for (char *p = text, *end; p < text + len && !found; p = end + 1) {
		size_t k;

		end = memchr(p, '\n', (size_t)(text + len - p));
		if (!end)
			usage_error("--also %s: its last line has no end", list);
		k = (size_t)(end - p);
		found = k && k <= n && !memcmp(file + n - k, p, k) &&
			(k == n || file[n - k - 1] == '/');
	}
	free(text);
	return found;
}

static bool matters(struct job *j)
{
	struct headers h = { 0 };
	char *why = NULL;
	enum relevance r;

	if (j->o.all_files || (j->o.also && named_in(j->o.also, j->f.file)))
		return true;
	headers_of(j->model, &h);
	r = deps_relevance(&j->f, &h);
	if (r == CANNOT_TELL)
		r = scan_relevance(&j->f, &h, &why);
	if (j->o.verbose && why)
		out_printf(&j->notes, "usbdma-check: note: %s\n", why);
	return r != MATTERS_NOT;
}

static void pass_over(struct job *j)
{
	if (j->o.verbose)
		out_printf(&j->notes, "usbdma-check: note: passed over: %s: "
			   "no USB header among what it includes\n", j->f.file);
	j->tally = xprintf("passed-over\t%s\n", j->f.file);
}

static void fail(struct job *j, const struct verdict *v)
{
	j->bad = true;
	if (j->o.verbose && v->text)
		out_str(&j->notes, v->text);
	out_printf(&j->notes, "usbdma-check: not checked: %s: %s\n", j->f.file, v->why);
	j->tally = xprintf("failed\t%s\t%.*s\n", j->f.file, (int)strcspn(v->why, "\t\n"),
			   v->why);
}

static void succeed(struct job *j, const struct verdict *v)
{
	struct sparse_result r = { .errors = 0 };
	const char *rest = strchr(v->tally, '\t') + 1;
	struct counts c;

	out_str(&j->notes, v->text);
	tally_parse(v->tally, &c);
	r.gave_up = (unsigned)c.gave_up + (j->sparse_status != 0);
	if (j->o.sparse && j->sparse_status >= 0 && j->sparse_said.len)
		sparse_findings(&j->o, j->model, &j->f, j->sparse_said.data, v->sites, v->text, &r);
	out_bytes(&j->notes, r.text.data, r.text.len);
	c.errors += r.errors;
	c.warnings += r.warnings;
	c.advice += r.advice;
	j->bad = c.errors || c.warnings || c.advice;
	j->tally = xprintf("checked\t%.*s\t%lu\t%lu\t%lu\t%lu\t%lu\n",
			   (int)strcspn(rest, "\t"), rest, c.functions, c.gave_up, c.errors,
			   c.warnings, c.advice);
}

static int finish(struct job *j)
{
	if (j->notes.len && !out_flush(&j->notes, STDERR_FILENO) && errno != EPIPE)
		return 2;		/* findings are lost: no success */
	tally_append(&j->o, j->tally);
	if (j->o.sparse && j->sparse_status > 0)
		return j->sparse_status;
	return j->o.strict && (j->bad || (j->o.sparse && j->sparse_status)) ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct job j = { .sparse_status = 0 };
	struct verdict v = { .checked = false };

	options_parse(argc, argv, &j.o, &j.args);
	if (j.o.summary)
		return tally_summary(j.o.summary);
	if (!j.args.n)
		usage_error("no file to check; see usbdma-check --help");
	flags_filter(&j.args, &j.f);
	if (!j.f.file)
		usage_error("no file to check among the arguments; see usbdma-check --help");
	spawn_catch_signals();
	read_model(&j);
	if (j.o.sparse)
		sparse_run(&j.args, &j.sparse_said, &j.sparse_status);
	if (access(j.f.file, R_OK)) {
		v.why = xstrdup(strerror(errno));
		fail(&j, &v);
	} else if (!matters(&j)) {
		pass_over(&j);
	} else {
		compile_file(&j.o, &j.f, &v, &j.notes);
		if (v.checked)
			succeed(&j, &v);
		else
			fail(&j, &v);
	}
	return finish(&j);
}
