// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_urb_unit.c - members of URBs that mean something only if the file does
 * something else as well: a scatterlist needs a look at the bus, a DMA address
 * needs the flag by which the driver has provided it.
 *
 * Both are asked of the whole file, headers included.  A file whose URBs come
 * from elsewhere is left alone: who filled them is not to be seen here.
 */
#include <string.h>
#include "urb.h"

/* What the functions of the file show of its URBs. */
struct shown {
	bool flagged;			/* the no-map bit is stored, or flags we don't know */
	bool made;			/* allocates URBs */
	bool asks_bus;			/* or may do so in another file */
};

/* A file without a driver structure is a library; its users may ask the bus. */
static bool has_driver(const struct solver *s)
{
	for (uint32_t i = 0; i < s->u->n_objects; i++) {
		const struct object *o = &s->u->objects[i];

		if (o->kind == OBJ_STATIC && o->record != NONE &&
		    model_find(s->m, s->u->records[o->record].name, ROLE_DRIVER))
			return true;
	}
	return false;
}

static void look_at_insn(struct fx *f, uint32_t n, struct shown *sh)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact;
	struct intval v;

	if (in->op == OP_CALL) {
		fact = call_fact(s, in, ROLE_URB);
		if (fact && !strcmp(fact->text[KEY_OP], "alloc"))
			sh->made = true;
		fact = call_fact(s, in, ROLE_ANNOTATION);
		if (fact && !strcmp(fact->text[KEY_WHAT], "sg_test"))
			sh->asks_bus = true;
	}
	if (in->op == OP_LOAD && urb_what(s, &in->place) == UW_SG_LIMIT)
		sh->asks_bus = true;
	fact = in->op == OP_STORE ? place_fact(s, &in->place, ROLE_NO_MAP) : NULL;
	if (!fact)
		return;
	v = int_eval(f, in->a);
	if ((v.may & (uint64_t)fact->num[KEY_MASK]) || v.param >= 0)
		sh->flagged = true;
}

static struct shown look_at_unit(struct solver *s)
{
	struct shown sh = { .asks_bus = !has_driver(s) };

	for (uint32_t i = 0; i < s->u->n_funcs; i++)
		for (uint32_t n = 0; func_solved(s, i) && n < s->u->funcs[i].n_insns; n++)
			look_at_insn(&s->fx[i], n, &sh);
	return sh;
}

/* Does the function make this URB an isochronous one? */
static bool isochronous(struct fx *f, const struct insn *sg)
{
	struct urb *u = urb_of_place(f, &sg->place, (uint32_t)(sg - f->fn->insns));

	for (uint32_t n = 0; u && n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op == OP_STORE && urb_what(f->s, &in->place) == UW_ISO_COUNT &&
		    !(in->a.kind == OPND_INT && !in->a.num) &&
		    urb_of_place(f, &in->place, n) == u)
			return true;
	}
	return false;
}

/* usb_hcd_map_urb_for_dma() has no scatterlists for these, whatever the bus. */
static void check_sg_iso(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];

	if (urb_what(f->s, &in->place) != UW_SG_COUNT || (in->a.kind == OPND_INT && !in->a.num) ||
	    !isochronous(f, in))
		return;
	finding_say(f, n, RULE_urb_sg_constraint,
		    place_fact(f->s, &in->place, ROLE_URB_FIELD)->name,
		    "an isochronous URB gets a scatterlist, which no host controller takes; "
		    "use a linear buffer");
}

/* urb->num_sgs = n: none or one entry is no matter for the bus. */
static void check_sg_count(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	struct intval v;

	if (urb_what(f->s, &in->place) != UW_SG_COUNT)
		return;
	v = int_eval(f, in->a);
	if (int_is_const(v) ? v.ones <= 1 : v.max >= 0 && v.max <= 1)
		return;
	finding_say(f, n, RULE_urb_sg_constraint,
		    place_fact(f->s, &in->place, ROLE_URB_FIELD)->name,
		    "the URB gets a scatterlist, but nothing in this file looks at the bus's "
		    "'sg_tablesize' or 'no_sg_constraint'; use usb_sg_init()");
}

/* Do the copies of this value go to the release of a buffer, and nowhere else? */
static bool only_released(const struct fx *f, uint32_t value)
{
	const struct solver *s = f->s;

	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		const struct fact *fact = call_fact(s, in, ROLE_FREE);
		int64_t handle = fact ? fact->num[KEY_HANDLE] : -1;

		for (uint32_t a = 0; a < in->n_args; a++)
			if (in->args[a].kind == OPND_VALUE && in->args[a].value == value &&
			    (in->op != OP_CALL || handle != (int64_t)a))
				return false;
		if (in->a.kind == OPND_VALUE && in->a.value == value &&
		    (in->op != OP_COPY || !only_released(f, in->result)))
			return false;
		if (in->b.kind == OPND_VALUE && in->b.value == value)
			return false;
	}
	return true;
}

static void check_handle(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact;

	if (urb_what(f->s, &in->place) != UW_DMA || only_released(f, in->result))
		return;
	fact = place_fact(f->s, &in->place, ROLE_URB_FIELD);
	finding_say(f, n, RULE_transfer_dma_unowned_read, fact->name,
	    text(f->s, "'%s' is usbcore's unless URB_NO_TRANSFER_DMA_MAP is set, and nothing here "
		 "sets that; keep the handle in a variable of the driver",
		 strchr(fact->name, '.') + 1));
}

void check_urb_unit(struct solver *s)
{
	struct shown sh;

	if (!s->urbs->any && !s->urbs->limits)
		return;
	sh = look_at_unit(s);
	for (uint32_t i = 0; i < s->u->n_funcs; i++) {
		const struct func *fn = &s->u->funcs[i];

		for (uint32_t n = 0; func_solved(s, i) && n < fn->n_insns; n++) {
			if (fn->insns[n].op == OP_STORE)
				check_sg_iso(&s->fx[i], n);
			if (fn->insns[n].op == OP_STORE && !sh.asks_bus)
				check_sg_count(&s->fx[i], n);
			else if (fn->insns[n].op == OP_LOAD && sh.made && !sh.flagged)
				check_handle(&s->fx[i], n);
		}
	}
}
