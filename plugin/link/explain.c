// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * explain.c - what is known of a function: which of its parameters come to a
 * transfer and how, what it returns, who calls it.
 */
#include <inttypes.h>
#include <stdio.h>

#include "link.h"
#include "out.h"

static const char *const cond_words[] = { "==", "!=", "<", "<=", ">", ">=" };

static void print_way(struct link *l, const struct way *r)
{
	for (; r; r = r->next) {
		const char *file = loc_file(l, l->funcs[r->in_func].unit, r->loc);

		out_printf(&l->said, "    %s:%u:%u: %s%s\n", file, r->loc.line, r->loc.col,
		       *r->callee ? r->callee : "stored",
		       *r->callee && !(r->sink->flags & IFU_STORE && !r->next) ? "()" : "");
	}
}

static void one_way(struct link *l, uint32_t param, const struct way *r)
{
	out_printf(&l->said, "  argument %u", param);
	if (r->load)
		out_printf(&l->said, " (the pointer %" PRId64 " bytes behind it)", r->off);
	out_printf(&l->said, " comes to %s%s", r->sink->name,
		   r->sink->flags & IFU_STORE ? "" : "()");
	if (r->sink->dir != DIR_UNKNOWN)
		out_printf(&l->said, ", %s",
			   r->sink->dir == DIR_IN ? "from the device" : "to the device");
	if (r->len.kind == IFI_PARAM)
		out_printf(&l->said, ", length argument %u", r->len.param);
	else if (r->len.kind == IFI_CONST)
		out_printf(&l->said, ", %" PRId64 " bytes", r->len.num);
	for (unsigned i = 0; i < r->n_conds; i++)
		out_printf(&l->said, "%s argument %u %s %" PRId64 "%s", i ? " and" : ", when",
		       r->conds[i].param, cond_words[r->conds[i].bin - BIN_EQ], r->conds[i].num,
		       r->conds[i].truth ? "" : " is false");
	if (r->excluded & MEM_BIT(MEM_stack))
		out_printf(&l->said, ", but never from the stack");
	out_str(&l->said, "\n");
	print_way(l, r);
}

static unsigned print_returns(struct link *l, const struct lfunc *f)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < f->f->n_uses; i++) {
		const struct if_use *u = &f->f->uses[i];

		for (uint32_t k = 0; u->kind == IFU_RET && k < u->n_origins; k++) {
			const struct retsum got = resolve(l, (uint32_t)(f - l->funcs),
							  &u->origins[k]);

			for (size_t j = 0; j < got.n; j++, n++)
				if (got.v[j].o.kind == IFO_MEM)
					out_printf(&l->said, "  returns memory %s%s%s\n",
					       mem_info[got.v[j].o.mem].text,
					       *got.v[j].o.maker ? ", from " : "",
					       got.v[j].o.maker);
				else if (got.v[j].o.kind == IFO_PARAM)
					out_printf(&l->said, "  returns its argument %u\n",
						   got.v[j].o.id);
		}
	}
	return n;
}

static void explain_one(struct link *l, uint32_t id)
{
	const struct lfunc *f = &l->funcs[id];
	const struct iface *u = l->units[f->unit].f;
	unsigned n = 0;

	out_printf(&l->said, "%s:%u:%u: %s(), %s%s%s%s%s\n",
	       loc_file(l, f->unit, f->f->loc), f->f->loc.line, f->f->loc.col, f->f->name,
	       f->f->flags & IFF_EXPORTED ? "exported" :
	       f->f->flags & IFF_GLOBAL ? "global" : "static",
	       *u->module ? ", module " : "", u->module, u->builtin ? " (built in)" : "",
	       f->f->flags & IFF_MODEL ? ", in the table already" : "");
	for (uint32_t p = 0; f->reach && p < f->f->n_params; p++)
		for (const struct way *r = f->reach[p]; r; r = r->sibling, n++)
			one_way(l, p, r);
	n += print_returns(l, f);
	if (!n)
		out_str(&l->said, "  no argument and no result has to do with a transfer\n");
	out_printf(&l->said, "  called from %zu place%s", f->callers.n,
		   f->callers.n == 1 ? "" : "s");
	for (size_t i = 0; i < f->n_slots; i++)
		out_printf(&l->said, ", and as %s.%s", l->cells[f->slots[i]].c->record,
		       l->cells[f->slots[i]].c->name);
	out_str(&l->said, "\n");
}

int explain(struct link *l, const char *symbol)
{
	uint32_t *v, n;

	funcs_named(l, symbol, &v, &n);
	for (uint32_t i = 0; i < n; i++)
		explain_one(l, v[i]);
	if (n)
		return 0;
	fprintf(stderr, "usbdma-link: no function '%s' in these units\n", symbol);
	return 2;
}
