// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_flags.c - flag words of usbcore: bits that are not the driver's to set
 * or to test, and flags and functions that the kernel has no more.
 *
 * A shim that keeps an old function alive has a body or is a macro: neither is
 * reported, the driver knows what it does.
 */
#include <string.h>
#include "solve_int.h"

static const char *field_name(const struct solver *s, struct step st)
{
	return s->u->records[st.record].fields[st.field].name;
}

static bool written_as(const struct insn *in, const char *macro)
{
	if (in->a.macro && !strcmp(in->a.macro, macro))
		return true;
	for (const char **m = in->macros; m && *m; m++)
		if (!strcmp(*m, macro))
			return true;
	return false;
}

/* flags |= URB_DMA_MAP_SINGLE; a bit that is zero is known by its name only. */
static void stored(struct fx *f, uint32_t n, const struct fact *fact)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	uint64_t may = int_eval(f, in->a).may;

	for (; fact; fact = fact->next) {
		uint64_t mask = (uint64_t)fact->num[KEY_MASK];
		const char *name = fact->text[KEY_NAME];

		if (!fact->text[KEY_CLASS] ||
		    !(mask ? (may & mask) != 0 : written_as(in, name)))
			continue;
		finding_say(f, n, RULE_internal_flag_use, name,
		    text(s, !strcmp(fact->text[KEY_CLASS], "private") ?
			 "%s is usbcore's own note on what it has mapped; drivers don't set it" :
			 "%s is set by usb_submit_urb() from the endpoint; drivers don't set it",
			 name));
		return;
	}
}

/* Bits of a word that belong to flags in the table: an inverted mask has higher ones. */
static bool names_flags(const struct fact *fact, uint64_t bits)
{
	uint64_t all = 0;

	for (; fact; fact = fact->next)
		all |= (uint64_t)fact->num[KEY_MASK];
	return (bits & UINT32_MAX) <= (all << 1);
}

/* if (urb->transfer_flags & URB_DMA_MAP_SINGLE) */
static void tested(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n], *load = fx_def(f, in->a);
	const struct fact *fact, *all;

	for (unsigned i = 0; load && load->op == OP_COPY && i < 8; i++)
		load = fx_def(f, load->a);
	if (!load || load->op != OP_LOAD)
		return;
	all = field_fact(f->s, place_step(&load->place), ROLE_BITS);
	if (!all || !names_flags(all, (uint64_t)in->b.num))
		return;
	for (fact = all; fact; fact = fact->next) {
		if (!fact->text[KEY_CLASS] || strcmp(fact->text[KEY_CLASS], "private") ||
		    !((uint64_t)fact->num[KEY_MASK] & (uint64_t)in->b.num))
			continue;
		finding_say(f, n, RULE_internal_flag_use, fact->text[KEY_NAME],
		    text(f->s, "%s is usbcore's own note on what it has mapped; drivers don't "
			 "test it", fact->text[KEY_NAME]));
		return;
	}
}

/* A flag that only a compatibility header defines, and not as 0. */
static void removed_flag(struct fx *f, uint32_t n, struct step st)
{
	const struct insn *in = &f->fn->insns[n];
	uint64_t may = 0;

	for (const char **m = in->macros; m && *m; m++) {
		const struct fact *fact = model_find(f->s->m, *m, ROLE_REMOVED);
		const char *use = fact ? fact->text[KEY_USE] : NULL;

		if (!fact || !fact->text[KEY_MASK])
			continue;
		may = may ? may : int_eval(f, in->a).may;
		if (!(may & (uint64_t)fact->num[KEY_MASK]))
			continue;
		finding_say(f, n, (enum rule_id)rule_by_name(fact->text[KEY_RULE],
						     strlen(fact->text[KEY_RULE])),
		    fact->name, use ?
		    text(f->s, "the kernel no longer has %s in '%s'; %s takes its place",
			 fact->name, field_name(f->s, st), use) :
		    text(f->s, "the kernel no longer has %s in '%s': drop it, usbcore maps "
			 "the setup packet", fact->name, field_name(f->s, st)));
	}
}

void check_flags(struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	struct step st;

	if (in->op == OP_BIN && in->bin == BIN_AND && in->b.kind == OPND_INT)
		tested(f, n);
	if (in->op != OP_STORE)
		return;
	st = place_step(&in->place);
	stored(f, n, field_fact(f->s, st, ROLE_BITS));
	if (in->macros && field_fact(f->s, st, ROLE_NO_MAP))
		removed_flag(f, n, st);
}

void check_removed(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact = call_fact(s, in, ROLE_REMOVED);
	const char *use = fact ? fact->text[KEY_USE] : NULL;
	struct finding *d;

	if (!fact || fact->text[KEY_MASK] || (s->u->funcs[in->fn].flags & FUNC_BODY))
		return;
	if (fact->text[KEY_BUS] && (!(s->buses & BUS_usb) || (s->buses & BUS_other)))
		return;
	d = finding_new(f, (enum rule_id)rule_by_name(fact->text[KEY_RULE],
						      strlen(fact->text[KEY_RULE])),
			n, fact->name);
	d->subject = fact->name;
	d->message = use ? text(s, "the kernel no longer has %s(); %s() takes its place",
				fact->name, use) :
		     text(s, "the kernel no longer has %s()", fact->name);
	finding_put(s, d);
}
