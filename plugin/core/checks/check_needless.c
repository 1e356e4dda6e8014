// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_needless.c - coherent memory that kmalloc() would serve better: allocated
 * and released for each request, or large and copied from.
 *
 * Looked at where an URB is filled and its handler is known.  Small buffers and
 * interrupt endpoints are what coherent memory is for; a pipe of unknown type is
 * left alone.
 */
#include <string.h>
#include "solve_int.h"

#define SMALL 512
#define LARGE 4096
#define PIPE_TYPE(type) ((uint64_t)(type) << 30)	/* linux/usb.h: 1 is an interrupt pipe */

/* The device number hides the zero bits: bulk and control show in both, isochronous in none. */
static bool maybe_interrupt(struct intval pipe)
{
	return (pipe.ones & PIPE_TYPE(1)) && !(pipe.ones & PIPE_TYPE(2));
}

/* Is this handler set by the fill itself, or by a store to the same URB? */
static bool sets_handler(const struct fx *f, const struct sink *k, const struct handler *h)
{
	const struct insn *fill = &f->fn->insns[k->insn], *in;

	if (h->in_func != f->id)
		return false;
	if (h->insn == k->insn)
		return true;
	in = &f->fn->insns[h->insn];
	return fill->op == OP_STORE && in->op == OP_STORE && fill->place.base == BASE_VALUE &&
	       in->place.base == BASE_VALUE && fx_same(f, fill->place.id, in->place.id);
}

static bool releases(const struct fx *h)
{
	for (uint32_t n = 0; n < h->fn->n_insns; n++) {
		const struct fact *fact = call_fact(h->s, &h->fn->insns[n], ROLE_FREE);

		if (fact && mem_by_name(fact->text[KEY_KIND]) == MEM_coherent)
			return true;
	}
	return false;
}

/* Is this pointer urb->transfer_buffer, or something behind it? */
static bool in_buffer(const struct fx *h, struct operand o)
{
	const struct insn *in = fx_def(h, o);
	const struct fact *fact;

	for (unsigned i = 0; in && i < 8; i++) {
		if (in->op != OP_COPY && in->op != OP_BIN)
			break;
		in = fx_def(h, in->a);
	}
	if (!in || in->op != OP_LOAD)
		return false;
	fact = place_fact(h->s, &in->place, ROLE_FIELD_SINK);
	return fact && !strcmp(fact->text[KEY_WHAT], "data");
}

static bool copies_from(const struct fx *h)
{
	for (uint32_t n = 0; n < h->fn->n_insns; n++) {
		const struct insn *in = &h->fn->insns[n];
		const struct fact *fact = call_fact(h->s, in, ROLE_COPY);
		int64_t src = fact ? fact->num[KEY_SRC] : -1;

		if (src >= 0 && src < in->n_args && in_buffer(h, in->args[src]))
			return true;
	}
	return false;
}

static const char *reason(struct fx *f, const struct sink *k, const struct origin *o,
			  const struct fx *h)
{
	if (k->dir == DIR_OUT && o->max_size > SMALL && releases(h))
		return text(f->s, "is coherent memory for one request only, which %s() releases; "
			    "kmalloc() and usbcore's mapping are cheaper", h->fn->name);
	if (k->dir == DIR_IN && o->size != SIZE_UNKNOWN && o->size > LARGE && copies_from(h))
		return text(f->s, "is %lld bytes of coherent memory, uncached on some machines, "
			    "and %s() copies from it; memory from kmalloc() is faster to read",
			    (long long)o->size, h->fn->name);
	return NULL;
}

static void check_one(struct fx *f, const struct sink *k, const struct origin *o)
{
	struct solver *s = f->s;
	const struct completions *c = completions(s);

	for (size_t i = 0; i < c->n; i++) {
		const char *why;
		struct finding *d;

		if (!sets_handler(f, k, &c->v[i]) || !func_solved(s, c->v[i].func))
			continue;
		why = reason(f, k, o, &s->fx[c->v[i].func]);
		if (!why)
			continue;
		d = finding_new(f, RULE_coherent_needless, k->insn, k->callee);
		d->subject = origin_name(s, o);
		d->message = text(s, "'%s' %s", d->subject, why);
		finding_trail(s, d, o, k);
		finding_put(s, d);
		return;
	}
}

void check_needless(struct fx *f, const struct sink *k, const struct origins *o)
{
	struct solver *s = f->s;

	if (!s->cfg->on[RULE_coherent_needless] || !s->coherent || (s->buses & BUS_hid) ||
	    k->callee != k->final || !k->async || maybe_interrupt(k->dirval))
		return;
	for (size_t i = 0; i < o->n; i++)
		if (o->v[i].kind == ORG_MEM && o->v[i].mem == MEM_coherent)
			check_one(f, k, &o->v[i]);
}
