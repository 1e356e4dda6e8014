// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report_text.c - findings in the shape of GCC's own warnings.
 *
 * A name with a line break in it must not forge a line: control characters are
 * shown as '?'.
 */
#include "out.h"
#include "report.h"

static void clean(struct out *o, const char *s)
{
	for (; s && *s; s++)
		out_bytes(o, (unsigned char)*s < ' ' || *s == 0x7f ? "?" : s, 1);
}

/* "file:line:col: ", without what is not known. */
static void place(struct out *o, const struct loc *loc)
{
	clean(o, loc->file ? loc->file : "<unknown>");
	if (loc->line)
		out_printf(o, ":%u", loc->line);
	if (loc->line && loc->col)
		out_printf(o, ":%u", loc->col);
	out_str(o, ": ");
}

static const char *label(enum severity s, bool as_errors)
{
	if (s == SEV_ADVICE)
		return "note: advice: ";
	return s == SEV_ERROR && as_errors ? "error: " : "warning: ";
}

static void one_finding(struct out *o, const struct finding *d, bool as_errors)
{
	const struct rule *r = &rules[d->rule];
	uint32_t i;

	place(o, &d->loc);
	out_str(o, label(d->severity, as_errors));
	clean(o, d->message);
	out_printf(o, " [%s:%s]\n", r->id, r->slug);
	for (i = 0; i < d->n_events; i++) {
		place(o, &d->events[i].loc);
		out_printf(o, "note: (%u) ", i + 1);
		clean(o, d->events[i].text);
		out_str(o, "\n");
	}
}

void report_text(const struct findings *f, int fd, bool as_errors)
{
	struct out o = { 0 };
	size_t i;

	for (i = 0; i < f->n; i++)
		one_finding(&o, &f->list[i], as_errors);
	for (i = 0; i < f->n_remarks; i++) {
		place(&o, &f->remarks[i].loc);
		out_str(&o, "warning: ");
		clean(&o, f->remarks[i].text);
		out_str(&o, "\n");
	}
	/* nowhere to complain to when stderr itself is gone */
	(void)!out_flush(&o, fd);
}
