// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * summary.c - the wrappers that were found, as lines of a table (docs/model.md).
 *
 * One line a parameter that always comes to a transfer.  What hangs on another
 * argument cannot be said in the table: such a line is a comment.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "link.h"
#include "out.h"

/* A test that a pointer is not NULL restricts nobody. */
static bool restricted(const struct way *r)
{
	for (unsigned i = 0; i < r->n_conds; i++)
		if (!r->conds[i].pointer || r->conds[i].num ||
		    (r->conds[i].bin == BIN_NE) != r->conds[i].truth)
			return true;
	return false;
}

/* Both directions on the way: the table would have to say neither. */
static uint8_t direction(const struct way *first)
{
	uint8_t dir = first->sink->dir;

	for (const struct way *r = first; r; r = r->sibling)
		if (!r->load && r->sink->dir != dir)
			return DIR_UNKNOWN;
	return dir;
}

static bool unique(struct link *l, const char *name)
{
	uint32_t *v, n, global = 0;

	funcs_named(l, name, &v, &n);
	for (uint32_t i = 0; i < n; i++)
		global += l->funcs[v[i]].f->flags & IFF_GLOBAL ? 1 : 0;
	return global == 1;
}

static void one_line(struct link *l, const struct lfunc *f, uint32_t param,
		     const struct way *r)
{
	const struct if_use *s = r->sink;
	bool plain = (f->f->flags & IFF_GLOBAL) && unique(l, f->f->name) && !restricted(r);
	uint8_t dir = direction(r);
	const char *file;

	out_printf(&l->said, "%s%s\t%s buf=%u", plain ? "" : "# ", f->f->name,
	       s->flags & IFU_SETUP ? "setup" : "sink", param);
	if (!(s->flags & IFU_SETUP)) {
		if (r->len.kind == IFI_PARAM)
			out_printf(&l->said, " len=%u", r->len.param);
		else if (r->len.kind == IFI_CONST)
			out_printf(&l->said, " len=#%" PRId64, r->len.num);
		if (dir != DIR_UNKNOWN)
			out_printf(&l->said, " dir=%s", dir == DIR_IN ? "in" : "out");
		else if (r->dirval.kind == IFI_PARAM && s->dirkey)
			out_printf(&l->said, " %s=%u", s->dirkey == 'p' ? "pipe" : "reqtype",
				   r->dirval.param);
	}
	out_printf(&l->said, " mode=%s", s->flags & IFU_ASYNC ? "async" : "sync");
	if (s->flags & IFU_COHERENT && !(s->flags & IFU_SETUP))
		out_printf(&l->said, " coherent=1");
	file = loc_file(l, f->unit, f->f->loc);	/* ref= wants a name in the tree */
	out_printf(&l->said, " %s%s%s%s\n",
	       *file == '/' || strstr(file, "..") ? " # " : "ref=", file,
	       f->f->flags & IFF_GLOBAL ? "" : "  # static",
	       restricted(r) ? "  # hangs on another argument" : "");
}

static bool wanted(const struct link *l, const struct if_func *f)
{
	if (l->o->summary_all)
		return true;
	return (f->flags & IFF_GLOBAL) && !(f->flags & IFF_MODEL);
}

void summary(struct link *l)
{
	for (uint32_t i = 0; i < l->n_funcs; i++) {
		const struct lfunc *f = &l->funcs[i];

		for (uint32_t p = 0; f->reach && wanted(l, f->f) && p < f->f->n_params; p++) {
			const struct way *r = f->reach[p];

			while (r && (r->load || r->inside || r->excluded & MEM_BIT(MEM_stack)))
				r = r->sibling;
			if (r)
				one_line(l, f, p, r);
		}
	}
}
