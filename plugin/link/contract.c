// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * contract.c - a driver that forwards what other modules put into a framework's
 * message (i2c_msg.buf), and somebody who puts bad memory there.
 *
 * By contract any memory may come, so that the forwarder is at fault, not who made
 * the message: the finding stands where usbdma-check says foreign_buffer, once, with
 * a proof in place of "comes without a promise".  Which modules meet at run time no
 * source says; that the forwarder's module includes the other's header is taken as
 * its word: it attaches a chip by the function that is declared there.  Without that
 * nobody is paired, and the file's own finding stays as it is.
 */
#include <string.h>

#include "link.h"
#include "map.h"

/* "a/b/c.h" and "a/b/d.c" are in one folder. */
static bool one_folder(const char *a, const char *b)
{
	const char *x = strrchr(a, '/'), *y = strrchr(b, '/');

	return x && y && x - a == y - b && !strncmp(a, b, (size_t)(x - a));
}

static bool includes(const struct iface *f, const char *header)
{
	for (uint32_t i = 0; i < f->n_deps; i++)
		if (f->deps[i].path == header)		/* interned */
			return true;
	return false;
}

/* Does `f` include a header of the maker's folder that the maker includes itself? */
static bool knows(const struct iface *f, const struct iface *maker)
{
	for (uint32_t i = 0; i < f->n_deps; i++)
		if (one_folder(f->deps[i].path, maker->main_file) &&
		    includes(maker, f->deps[i].path))
			return true;
	return false;
}

static bool module_knows(const struct link *l, uint32_t unit, const struct iface *maker)
{
	const struct iface *f = l->units[unit].f;

	if (!*f->module || f->module == maker->module)
		return false;
	for (size_t i = 0; i < l->n_units; i++)
		if (l->units[i].f->module == f->module && knows(l->units[i].f, maker))
			return true;
	return false;
}

/* Somebody whom the forwarder knows stores bad memory there. */
static bool meets(struct link *l, const struct way *r, const struct lcell *c)
{
	uint32_t unit = l->funcs[r->in_func].unit;

	for (size_t i = 0; i < c->n_stores; i++) {
		const struct lfunc *g = &l->funcs[c->stores[i].func];
		const struct if_use *u = &g->f->uses[c->stores[i].use];

		if (!module_knows(l, unit, l->units[g->unit].f))
			continue;
		for (uint32_t k = 0; k < u->n_origins; k++)
			if (u->origins[k].kind == IFO_MEM &&
			    judge_contract(l, r, c->stores[i].func, u, &u->origins[k]))
				return true;
	}
	return false;
}

static bool same_member(const struct lcell *a, const struct lcell *b)
{
	return b->c->contract && a->c->record == b->c->record && a->c->name == b->c->name &&
	       a->c->kind == b->c->kind;
}

void contract_pair(struct link *l)
{
	for (size_t i = 0; i < l->n_cells; i++) {
		const struct lcell *c = &l->cells[i];

		if (!c->c->contract)
			continue;
		for (const struct way *r = c->reach; r; r = r->sibling)
			for (size_t k = 0; k < l->n_cells; k++)
				if (k != i && same_member(c, &l->cells[k]) &&
				    meets(l, r, &l->cells[k]))
					break;
	}
}
