// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report.c - what usbdma-link says: the only file that writes to standard output.
 *
 * Findings are printed by the core's report files; answers to questions (explain.c,
 * summary.c, graph.c) come as text in link.said, remarks of the work as notes.
 */
#define _GNU_SOURCE			/* vasprintf */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link.h"
#include "report.h"

void note_add(struct link *l, bool verbose, const char *fmt, ...)
{
	struct note n = { NULL, verbose };
	char *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	n.text = arena_intern(l->a, text ? text : "");
	free(text);
	VEC_PUSH(l->a, l->notes, l->n_notes, l->cap_notes, n);
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

static void unchecked(const struct link *l)
{
	for (size_t i = 0; i < l->n_problems; i++)
		printf("not checked: %s: %s\n", l->problems[i].path, l->problems[i].why);
}

/* What the user asked for with --verbose, and what went wrong beside the work. */
static void notes(const struct link *l)
{
	for (size_t i = 0; i < l->n_notes; i++)
		if (!l->notes[i].verbose)
			fprintf(stderr, "usbdma-link: %s\n", l->notes[i].text);
		else if (l->o->verbose)
			printf("usbdma-link: %s\n", l->notes[i].text);
}

void report_result(struct link *l)
{
	size_t given_up = 0;

	write_jsonl(l);
	fflush(stdout);
	report_text(l->out, STDOUT_FILENO, false);
	unchecked(l);
	notes(l);
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

void report_part(struct link *l)
{
	unchecked(l);
	if (!l->o->quiet)
		printf("usbdma-link: part %u of %u: %zu units, %zu not checked\n", l->o->shard,
		       l->o->shards, l->n_units, l->n_problems);
}

void report_said(struct link *l)
{
	if (l->said.len)
		fwrite(l->said.data, 1, l->said.len, stdout);
	free(l->said.data);
	if (fflush(stdout) || ferror(stdout))
		usage_error("cannot write the result: %s", strerror(errno));
}
