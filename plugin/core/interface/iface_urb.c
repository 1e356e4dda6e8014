// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_urb.c - URBs that a member of a shared record holds: which member, who sets
 * the flag that says "mapped already", who submits it, and who hands it to code that
 * may do either.  A file that fills an URB need not be the one that submits it.
 *
 * Only URBs that are loaded from such a member are followed; one that is passed on
 * or stored elsewhere is told as lost, and then nothing is said of it.
 */
#include <string.h>
#include "iface_int.h"

/* The member that the URB comes out of, + 1; 0: another way, or several. */
uint32_t iface_urb_cell(struct collector *c, struct fx *f, struct operand o, uint32_t insn)
{
	struct origins got;
	const struct hole *h;

	if (o.kind != OPND_VALUE ||
	    !record_has(&c->s, f->fn->values[o.value].record, ROLE_URB_FIELD))
		return 0;
	got = origins_of(f, o, insn);
	for (size_t i = 0; i < got.n; i++) {
		h = &got.v[i].hole;
		if (got.v[i].kind == ORG_MEM && h->kind == HOLE_FIELD &&
		    field_joinable(&c->s, h->step))
			return iface_field_cell(c, h->step) + 1;
	}
	return 0;
}

static void tell(struct collector *c, uint32_t cell, enum if_urb_what what, struct loc loc)
{
	struct if_urb u = { cell - 1, what, iface_loc(c, loc) };

	if (cell)
		VEC_PUSH(c->s.a, c->out->urbs, c->n_urbs, c->cap_urbs, u);
}

static bool submits(const struct collector *c, const struct insn *in)
{
	for (const struct fact *fact = call_fact(&c->s, in, ROLE_URB); fact; fact = fact->next)
		if (fact->role == ROLE_URB && !strcmp(fact->text[KEY_OP], "submit"))
			return true;
	return false;
}

static void read_call(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	bool known = in->fn != NONE && model_knows(c->s.m, c->s.u->funcs[in->fn].name);

	for (uint32_t i = 0; i < in->n_args; i++) {
		uint32_t cell = iface_urb_cell(c, f, in->args[i], insn);

		if (cell && submits(c, in))
			tell(c, cell, URB_SUBMITTED, in->loc);
		else if (cell && !known)
			tell(c, cell, URB_LOST, in->loc);
	}
}

void iface_read_urb(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	const struct fact *flag;
	struct operand base;

	if (in->op == OP_CALL)
		read_call(c, f, insn);
	if (in->op != OP_STORE)
		return;
	tell(c, iface_urb_cell(c, f, in->a, insn), URB_LOST, in->loc);
	flag = place_fact(&c->s, &in->place, ROLE_NO_MAP);
	base = (struct operand){ .kind = OPND_VALUE, .value = in->place.id };
	if (flag && in->place.base == BASE_VALUE &&
	    int_eval(f, in->a).may & (uint64_t)flag->num[KEY_MASK])
		tell(c, iface_urb_cell(c, f, base, insn), URB_FLAGGED, in->loc);
}
