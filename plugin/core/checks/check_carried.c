// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_carried.c - coherent memory whose only pointer is its URB's transfer_buffer:
 * released as if it came from the slab, or handed to a transfer that maps it again.
 *
 * The rules are those of check_release.c and check_buffer.c, which know what a
 * member of the module's records holds; the kernel's own records mean nothing to
 * them.  Here the URB has to be one that the unit itself has allocated, or the one
 * a completion handler of the unit gets, and every buffer it may carry coherent.
 */
#include "check_coherent.h"
#include "urb.h"

/* urb->transfer_buffer, through copies: the load, or NULL. */
static const struct insn *buffer_load(struct fx *f, struct operand o)
{
	const struct insn *in;

	if (o.kind != OPND_VALUE)
		return NULL;
	in = fx_def_value(f, fx_copy_root(f, o.value));
	return in && in->op == OP_LOAD && urb_what(f->s, &in->place) == UW_BUFFER ? in : NULL;
}

/* One of the allocations behind the pointer, when nothing else can be there. */
static const struct sym *coherent_behind(struct fx *f, struct operand o)
{
	struct solver *s = f->s;
	struct symset set = sym_eval(f, o), got;
	const struct sym *first = NULL;

	for (unsigned i = 0; i < set.n; i++)
		if (set.v[i]->kind == SYM_FIELD && !sym_urb_known(s, set.v[i]))
			return NULL;
	got = sym_sources(s, &set);
	for (unsigned i = 0; i < got.n; i++) {
		const struct fact *fact = coherent_alloc(s, got.v[i]);

		if (got.v[i]->kind == SYM_CONST && !got.v[i]->num)
			continue;
		if (!fact || got.v[i]->arg != NONE ||
		    mem_by_name(fact->text[KEY_KIND]) != MEM_coherent)
			return NULL;
		if (!first)
			first = got.v[i];
	}
	return got.open ? NULL : first;
}

static void report(struct fx *f, uint32_t n, enum rule_id rule, const struct sym *alloc,
		   const struct fact *fact)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n], *made = coherent_insn(s, alloc);
	const char *callee = call_name(s, in);
	struct finding *d = finding_new(f, rule, n, callee);
	const struct insn *load = buffer_load(f, in->args[fact->num[rule ==
					RULE_coherent_wrong_release ? KEY_ARG : KEY_BUF]]);
	struct step st = place_step(&load->place);

	d->subject = s->u->records[st.record].fields[st.field].name;
	if (rule == RULE_coherent_wrong_release)
		d->message = text(s, "'%s' is coherent memory from %s(); %s() cannot release it",
				  d->subject, call_name(s, made), callee);
	else
		d->message = text(s, "'%s' is coherent memory, which usbcore maps a second time; "
				     "%s() needs memory from kmalloc()", d->subject, callee);
	finding_event(s, d, made->loc, text(s, "allocated by %s() here", call_name(s, made)));
	finding_event(s, d, d->loc, rule == RULE_coherent_wrong_release ? "released here" :
		      "handed to a transfer here");
	finding_put(s, d);
}

static void check_arg(struct fx *f, uint32_t n, enum rule_id rule, const struct fact *fact,
		      int64_t arg)
{
	const struct insn *in = &f->fn->insns[n];
	const struct sym *alloc;

	if (arg < 0 || arg >= in->n_args || !buffer_load(f, in->args[arg]))
		return;
	if (!f->s->sym_urbs)
		sym_urb_init(f->s);
	alloc = coherent_behind(f, in->args[arg]);
	if (alloc)
		report(f, n, rule, alloc, fact);
}

static void check_call(struct fx *f, uint32_t n)
{
	const struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact = call_fact(s, in, ROLE_FREE);

	if (fact && mem_by_name(fact->text[KEY_KIND]) != MEM_coherent)
		check_arg(f, n, RULE_coherent_wrong_release, fact, fact->num[KEY_ARG]);
	for (fact = call_fact(s, in, ROLE_SINK); fact; fact = fact->next)
		if (!fact->text[KEY_URB] && !fact->text[KEY_COHERENT])
			check_arg(f, n, RULE_coherent_to_sync_helper, fact, fact->num[KEY_BUF]);
}

void check_carried(struct solver *s)
{
	if (!s->coherent || !s->urbs->any)
		return;
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];

		for (uint32_t n = 0; n < f->fn->n_insns && !f->gave_up; n++)
			if (call_roles(s, &f->fn->insns[n]) &
			    (ROLE_BIT(FREE) | ROLE_BIT(SINK)))
				check_call(f, n);
	}
}
