// SPDX-License-Identifier: GPL-2.0-or-later
/* graph.c - the way of one finding as a graph for dot(1). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "out.h"

static void quoted(struct link *l, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			out_str(&l->said, "\\");
		out_bytes(&l->said, s, 1);
	}
}

static void node(struct link *l, unsigned id, const struct loc *at, const char *text,
		 const char *more)
{
	out_printf(&l->said, "\tn%u [label=\"", id);
	quoted(l, text);
	out_printf(&l->said, "\\n");
	quoted(l, at->file);
	out_printf(&l->said, ":%u\"%s];\n", at->line, more);
}

static void draw(struct link *l, const struct finding *d)
{
	const char *last = NULL;

	out_printf(&l->said, "digraph \"%016" PRIx64 "\" {\n\trankdir=TB;\n"
		   "\tnode [shape=box];\n\tlabel=\"", d->fingerprint);
	quoted(l, d->message);
	out_printf(&l->said, "\";\n");
	for (uint32_t i = 0; i < d->n_events; i++) {
		const struct event *e = &d->events[i];

		node(l, i, &e->loc, e->text, i + 1 == d->n_events ? ", style=bold" : "");
		if (i)		/* an arrow that leaves a file is bold */
			out_printf(&l->said, "\tn%u -> n%u%s;\n", i - 1, i,
			       strcmp(last, e->loc.file) ? " [style=bold]" : "");
		last = e->loc.file;
	}
	out_str(&l->said, "}\n");
}

int graph(struct link *l, const char *which)
{
	char *end;
	unsigned long n = strtoul(which, &end, 10);

	for (size_t i = 0; i < l->out->n; i++) {
		const struct finding *d = &l->out->list[i];
		char print[20];

		snprintf(print, sizeof(print), "%016" PRIx64, d->fingerprint);
		if (!strcmp(print, which) || (!*end && strlen(which) < 16 && n == i + 1)) {
			draw(l, d);
			return 0;
		}
	}
	fprintf(stderr, "usbdma-link: no finding '%s': expected 1 to %zu, or a fingerprint\n",
		which, l->out->n);
	return 2;
}
