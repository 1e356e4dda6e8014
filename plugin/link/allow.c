// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allow.c - comments that allow a finding across files, at the place where it
 * would stand.  The unit's facts carry those that its own check did not need; one
 * that is not needed here either is told to be stale.
 */
#include <string.h>

#include "link.h"

static const char *next(const char *list)
{
	const char *comma = strchr(list, ',');

	return comma ? comma + 1 : NULL;
}

bool allowed(struct link *l, uint32_t unit, const struct finding *d)
{
	struct lunit *u = &l->units[unit];
	const char *slug = rules[d->rule].slug;
	size_t n = strlen(slug);

	if (strcmp(d->loc.file, u->f->main_file))
		return false;
	for (uint32_t i = 0; i < u->f->n_allows; i++) {
		const char *p = u->f->allows[i].rules;

		if (u->f->allows[i].line != d->loc.line)
			continue;
		for (; p; p = next(p))
			if (!strncmp(p, slug, n) && (!p[n] || p[n] == ',')) {
				u->allow_used[i] = true;
				l->out->n_suppressed++;
				return true;
			}
	}
	return false;
}

/* Not while something is unchecked: what is missing may be what needs it. */
void allow_finish(struct link *l)
{
	struct findings *f = l->out;

	for (size_t i = 0; i < l->n_units && !l->n_problems; i++) {
		const struct lunit *u = &l->units[i];

		for (uint32_t k = 0; k < u->f->n_allows; k++) {
			struct event e = { { u->f->main_file, u->f->allows[k].line, 1 }, NULL };

			if (u->allow_used[k])
				continue;
			e.text = arena_printf(f->arena, "suppression of %s matches no finding, "
					      "in this file or across files [stale_suppression]",
					      u->f->allows[k].rules);
			VEC_PUSH(f->arena, f->remarks, f->n_remarks, f->cap_remarks, e);
		}
	}
}
