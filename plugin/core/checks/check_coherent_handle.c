// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_coherent_handle.c - is the DMA handle of a release the one of its memory?
 *
 * It is when one of the allocations that the memory can come from stored one of
 * the handles it can be.  An URB's transfer_dma holds the handle only as long as
 * usbcore does not map the buffer itself, which the no-map flag prevents; where
 * the unit can set that flag on any URB at all, nothing is said.
 */
#include <string.h>
#include "check_coherent.h"

static bool same_alloc(const struct sym *p, const struct sym *h)
{
	return p->func == h->func && p->id == h->id && (p->a == h->a || !p->a || !h->a);
}

/* The handles of allocations, and of nothing else; false when something else can be there. */
static bool find_handles(struct solver *s, const struct release *r, struct symset *out)
{
	struct symset got = sym_sources(s, &r->handle);

	if (got.open)
		return false;
	for (unsigned i = 0; i < got.n; i++) {
		const struct sym *x = got.v[i];
		const struct fact *fact = coherent_alloc(s, x);

		if (x->kind == SYM_CONST && !x->num)
			continue;
		if (!fact || x->arg == NONE || fact->num[KEY_HANDLE] != (int64_t)x->arg)
			return false;
		symset_add(out, x);
	}
	return out->n > 0;
}

/* Does the stored flag word hold one of these bits, other than those it held before? */
static bool may_set(struct fx *f, struct operand o, struct step st, uint64_t mask)
{
	for (unsigned i = 0; i < 16; i++) {
		const struct insn *def = fx_def(f, o);

		if (o.kind == OPND_INT)
			return (uint64_t)o.num & mask;
		if (!def)
			return true;
		if (def->op == OP_LOAD && def->place.n_path) {
			struct step from = def->place.path[def->place.n_path - 1];

			return from.record != st.record || from.field != st.field;
		}
		if (def->op == OP_BIN && def->b.kind == OPND_INT &&
		    (def->bin == BIN_OR || def->bin == BIN_AND)) {
			if (def->bin == BIN_OR && ((uint64_t)def->b.num & mask))
				return true;
			if (def->bin == BIN_AND && !((uint64_t)def->b.num & mask))
				return false;
		} else if (def->op != OP_COPY) {
			return (~int_eval(f, o).zeros & mask) != 0;
		}
		o = def->a;
	}
	return true;
}

/* Can any URB of the unit carry the no-map flag? */
static bool flag_possible(struct solver *s, uint32_t record)
{
	const struct record *r = &s->u->records[record];
	bool known = false;

	for (uint32_t i = 0; i < r->n_fields; i++) {
		struct step st = { record, i };
		const struct field_info *fi = field_get(s, st);
		const struct fact *fact = field_fact(s, st, ROLE_NO_MAP);

		if (!fact)
			continue;
		known = true;
		if (fi->opaque)
			return true;
		for (size_t k = 0; k < fi->n; k++) {
			const struct store_ref *ref = &fi->stores[k];

			if (ref->func == NONE || ref->call_arg != NONE ||
			    may_set(&s->fx[ref->func], s->fx[ref->func].fn->insns[ref->insn].a, st,
				    (uint64_t)fact->num[KEY_MASK]))
				return true;
		}
	}
	return !known;
}

/* Is the URB submitted before this?  Where it was allocated here, on the way; else somewhere. */
static const struct insn *submitted(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	const struct sym *member = r->handle.v[0];
	bool here = false;

	for (unsigned i = 0; i < homes->n; i++)
		here |= homes->v[i].call->func == r->f->id;
	for (uint32_t n = 0; n < s->n_order; n++) {
		struct fx *f = &s->fx[s->order[n]];

		for (uint32_t i = 0; i < f->fn->n_insns && (!here || f == r->f); i++) {
			const struct insn *in = &f->fn->insns[i];
			const struct fact *fact = call_fact(s, in, ROLE_URB);
			int64_t arg = fact ? fact->num[KEY_ARG] : -1;
			struct symset urb;

			if (arg < 0 || arg >= in->n_args ||
			    strcmp(fact->text[KEY_OP], "submit") ||
			    (here && (i > r->insn || !fx_dominates(f, f->block_of[i],
								   f->block_of[r->insn]))))
				continue;
			urb = sym_eval(f, in->args[arg]);
			if (sym_urb_same(s, member, &urb))
				return in;
		}
	}
	return NULL;
}

static void check_overwritten(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	const struct sym *member = r->handle.n == 1 && !r->handle.open ? r->handle.v[0] : NULL;
	const struct insn *submit;
	struct symset mem = { 0 };
	struct finding *d;

	if (!member || member->kind != SYM_FIELD || !sym_urb_member(s, member->st) ||
	    flag_possible(s, member->st.record))
		return;
	for (unsigned i = 0; i < homes->n; i++)
		symset_add(&mem, homes->v[i].call);
	if (!sym_urb_carries(s, member, &mem))
		return;
	submit = submitted(r, homes);
	if (!submit)
		return;
	d = finding_new(r->f, RULE_coherent_handle_mismatch, r->insn, r->callee);
	d->message = text(s, "%s is freed with '%s', which usbcore overwrites when it maps the "
			  "URB; keep the handle elsewhere, or set the URB's no-map flag",
			  coherent_quoted(s, r->mem_name), r->handle_name ? r->handle_name :
			  s->u->records[member->st.record].fields[member->st.field].name);
	finding_event(s, d, coherent_insn(s, homes->v[0].call)->loc, "the handle is stored here");
	finding_event(s, d, submit->loc, "submitted here, and mapped once more");
	finding_event(s, d, d->loc, "freed here");
	d->subject = r->mem_name ? r->mem_name : "the buffer";
	finding_put(s, d);
}

/* transfer_dma where no handle was ever stored to the transfer_dma of any URB of the unit. */
static bool check_never_stored(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	const struct sym *member = r->handle.n == 1 && !r->handle.open ? r->handle.v[0] : NULL;
	const struct field_info *fi = member && member->kind == SYM_FIELD ?
				      field_get(s, member->st) : NULL;
	struct finding *d;

	if (!fi || fi->n || fi->opaque || !sym_urb_member(s, member->st))
		return false;
	d = finding_new(r->f, RULE_coherent_handle_mismatch, r->insn, r->callee);
	d->message = text(s, "%s is freed with '%s', to which nobody stored its DMA handle",
			  coherent_quoted(s, r->mem_name), r->handle_name ? r->handle_name :
			  s->u->records[member->st.record].fields[member->st.field].name);
	coherent_put(s, d, r, homes->v[0].call, NULL);
	return true;
}

void check_coherent_handle(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	struct symset handles = { 0 };
	struct finding *d;

	if (r->fact->num[KEY_HANDLE] < 0 || check_never_stored(r, homes) ||
	    !find_handles(s, r, &handles))
		return;
	for (unsigned i = 0; i < homes->n; i++)
		for (unsigned k = 0; k < handles.n; k++)
			if (same_alloc(homes->v[i].call, handles.v[k])) {
				check_overwritten(r, homes);
				return;
			}
	d = finding_new(r->f, RULE_coherent_handle_mismatch, r->insn, r->callee);
	d->message = text(s, "%s is freed by %s() with %s, the DMA handle of another buffer",
			  coherent_quoted(s, r->mem_name), r->callee,
			  r->handle_name ? text(s, "'%s'", r->handle_name) : "a handle");
	coherent_put(s, d, r, homes->v[0].call, handles.v[0]);
}

