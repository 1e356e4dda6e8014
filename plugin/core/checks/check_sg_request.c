// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_sg_request.c - is a scatterlist request set up for a pipe it can serve?
 *
 * usb_sg_init() takes bulk and interrupt pipes only.  The type is read from the
 * two bits that usb_sndctrlpipe() and the like put into the pipe; a pipe whose
 * type is not known is passed over.  A helper's pipe is judged at its callers.
 */
#include "solve_int.h"

#define TYPE_SHIFT 30			/* linux/usb.h: usb_pipetype() */
#define MAX_CHAIN 4

static const char *const refused[] = { "isochronous", NULL, "control", NULL };

struct sg_use {				/* usb_sg_init(), and the calls that lead to it */
	const char *callee, *final;
	unsigned depth;
	const struct trail *trail;
};

static void report(struct fx *f, uint32_t n, const char *type, const struct sg_use *use)
{
	struct solver *s = f->s;
	struct finding *d = finding_new(f, RULE_sg_request_lifecycle, n, use->callee);

	d->subject = "pipe";
	d->message = text(s, "%s() is given a pipe of type %s, which %s refuses; a scatterlist "
			  "goes to bulk or interrupt endpoints", use->callee, type,
			  use->depth ? text(s, "%s()", use->final) : "it");
	if (use->depth)
		finding_event(s, d, d->loc, text(s, "passed to %s() here", use->callee));
	for (const struct trail *t = use->trail; t; t = t->older)
		finding_event(s, d, t->loc, t->text);
	finding_put(s, d);
}

static void judge(struct fx *f, uint32_t n, struct intval pipe, const struct sg_use *use)
{
	struct solver *s = f->s;
	const uint64_t bits = UINT64_C(3) << TYPE_SHIFT;
	const char *type;

	if (((pipe.ones | pipe.zeros) & bits) == bits) {
		type = refused[(pipe.ones >> TYPE_SHIFT) & 3];
		if (type)
			report(f, n, type, use);
		return;
	}
	for (size_t i = 0; pipe.param >= 0 && use->depth < MAX_CHAIN &&
	     i < s->callers[f->id].n; i++) {
		const struct caller *c = &s->callers[f->id].v[i];
		struct fx *up = &s->fx[c->func];
		struct sg_use at = { .callee = f->fn->name, .final = use->final,
				     .depth = use->depth + 1 };

		at.trail = trail_push(s, use->trail, f->fn->insns[n].loc,
				      text(s, "handed to %s() here", use->callee));
		judge(up, c->insn, int_at_call(up, &up->fn->insns[c->insn], pipe), &at);
	}
}

void check_sg_request(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact = call_fact(f->s, in, ROLE_SG_REQUEST);
	int64_t pipe = fact ? fact->num[KEY_PIPE] : -1;
	struct sg_use use = { .callee = call_name(f->s, in) };

	if (pipe < 0 || pipe >= in->n_args)
		return;
	use.final = use.callee;
	judge(f, n, int_eval(f, in->args[pipe]), &use);
}
