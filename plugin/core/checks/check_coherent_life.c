// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_coherent_life.c - what is said of coherent memory that leaks, is used after
 * its release, or was never tested for NULL: kerneldoc of usb_alloc_coherent().
 */
#include <string.h>
#include "coherent.h"

static struct loc loc_of(const struct fx *f, uint32_t insn)
{
	return f->fn->insns[insn].loc;
}

static const char *member_name(const struct fx *f, const struct place *p)
{
	struct step st = place_step(p);

	return st.record == NONE ? NULL : f->s->u->records[st.record].fields[st.field].name;
}

/* What the user calls one of the copies in `same`, or NULL; and who stores them first. */
static const char *name_among(struct fx *f, struct value_set *same, uint32_t *stored)
{
	uint32_t named = NONE;

	for (size_t i = 0; i < same->n; i++) {
		uint32_t v = same->v[i];
		size_t n;
		const uint32_t *at = uses_of(f, v, &n);

		if (*f->fn->values[v].name && v < named)
			named = v;
		for (size_t k = 0; k < n; k++) {
			const struct insn *in = &f->fn->insns[at[k]];

			if (in->op == OP_COPY)
				set_add(f, same, in->result, 1);
			else if (in->op == OP_STORE && in->a.kind == OPND_VALUE &&
				 in->a.value == v && in->place.n_path && at[k] < *stored)
				*stored = at[k];
		}
	}
	return named == NONE ? NULL : f->fn->values[named].name;
}

/* "buf", "odata" of xpad->odata; as the user calls it. */
static const char *name_of(struct fx *f, uint32_t value)
{
	const struct insn *in = fx_def_value(f, coh_root(f, value));
	struct value_set *same = set_take(f);
	uint32_t stored = NONE;
	const char *name;

	set_add(f, same, fx_copy_root(f, value), 1);
	name = name_among(f, same, &stored);
	set_give(f, same);
	if (!name && in && in->op == OP_LOAD)
		name = member_name(f, &in->place);
	if (!name && stored != NONE)
		name = member_name(f, &f->fn->insns[stored].place);
	return name ? name : "the buffer";
}

static const char *alloc_name(struct coh_alloc *a)
{
	return a->object != NONE ? a->f->s->u->objects[a->object].name : name_of(a->f, a->value);
}

void check_coherent_leak(struct coh_alloc *a, struct loc left, uint32_t lost)
{
	struct solver *s = a->f->s;
	struct finding *d;

	if (a->leaked)
		return;
	a->leaked = true;
	d = finding_new(a->f, RULE_coherent_leak, a->insn, a->maker);
	d->subject = alloc_name(a);
	d->message = lost == NONE ?
		text(s, "'%s' is neither freed nor kept on a way out of %s()", d->subject,
		     a->f->fn->name) :
		text(s, "nobody frees '%s' once its URB is done: no pointer to it is kept",
		     d->subject);
	finding_event(s, d, d->loc, text(s, "allocated by %s() here", a->maker));
	if (lost != NONE)
		finding_event(s, d, loc_of(a->f, lost), "handed to an URB here");
	finding_event(s, d, left, text(s, "%s() is left behind this", a->f->fn->name));
	finding_put(s, d);
}

static void older_first(struct solver *s, struct finding *d, const struct trail *t, int depth)
{
	if (!t || depth > 20)
		return;
	older_first(s, d, t->older, depth + 1);
	finding_event(s, d, t->loc, t->text);
}

/* func NULL: nobody frees the member at all; failure NULL: only when func fails. */
void check_coherent_member(struct coh_alloc *a, const struct coh_member *m, const char *func,
			   const struct trail *failure)
{
	struct solver *s = a->f->s;
	const char *record;
	struct finding *d;

	if (a->leaked)
		return;
	a->leaked = true;
	d = finding_new(a->f, RULE_coherent_leak, a->insn, a->maker);
	d->subject = s->u->records[m->st.record].fields[m->st.field].name;
	record = s->u->records[m->st.record].name;
	if (!func && !strncmp(record, "anon@", 5))
		d->message = text(s, "'%s' gets coherent memory that nobody frees", d->subject);
	else if (!func)
		d->message = text(s, "'%s' of struct %s gets coherent memory that nobody frees",
				  d->subject, record);
	else if (failure)
		d->message = text(s, "nobody frees '%s' after %s() has failed", d->subject, func);
	else
		d->message = text(s, "'%s' is freed when %s() fails, and never after its success",
				  d->subject, func);
	finding_event(s, d, d->loc, text(s, "allocated by %s() here", a->maker));
	older_first(s, d, failure, 0);
	finding_put(s, d);
}

void check_coherent_use(struct fx *f, uint32_t freed, uint32_t use, uint32_t value, bool again)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[use];
	struct finding *d = finding_new(f, RULE_coherent_uaf, use, call_name(s, in));

	d->subject = name_of(f, value);
	d->message = again ? text(s, "'%s' is freed a second time", d->subject) :
			     text(s, "'%s' is used after its release", d->subject);
	finding_event(s, d, loc_of(f, freed),
		      text(s, "freed by %s() here", call_name(s, &f->fn->insns[freed])));
	finding_event(s, d, loc_of(f, use), again ? "freed again here" : "used here");
	finding_put(s, d);
}

static struct finding *unchecked(struct coh_alloc *a, struct fx *f, uint32_t insn)
{
	struct solver *s = a->f->s;
	struct finding *d = finding_new(f, RULE_coherent_unchecked, insn,
					call_name(s, &f->fn->insns[insn]));

	d->subject = alloc_name(a);
	d->message = text(s, "'%s' is used without a test for NULL, which %s() returns when "
			     "memory is short", d->subject, a->maker);
	finding_event(s, d, loc_of(a->f, a->insn), text(s, "allocated by %s() here", a->maker));
	return d;
}

void check_coherent_null_later(struct coh_alloc *a, const struct coh_fill *fill,
			       struct loc left)
{
	struct solver *s = a->f->s;
	struct finding *d = unchecked(a, fill->f, fill->insn);

	finding_event(s, d, left, text(s, "%s() succeeds behind this, without a test",
				       a->f->fn->name));
	finding_event(s, d, d->loc, "handed to an URB here");
	finding_put(s, d);
}

void check_coherent_null(struct coh_alloc *a, uint32_t use, uint32_t fill, struct loc last)
{
	struct solver *s = a->f->s;
	struct finding *d = unchecked(a, a->f, fill == NONE ? use : fill);

	if (fill == NONE) {
		finding_event(s, d, d->loc, "used here");
	} else {
		finding_event(s, d, d->loc, "handed to an URB here");
		finding_event(s, d, last, a->f->fn->insns[use].op == OP_RET ?
			      "the function is left behind this without a test" :
			      "submitted here without a test");
	}
	finding_put(s, d);
}

void check_coherent(struct solver *s)
{
	const bool *on = s->cfg->on;
	struct coh_unit *cu;

	if (!on[RULE_coherent_leak] && !on[RULE_coherent_uaf] &&
	    !on[RULE_coherent_unchecked] && !on[RULE_buffer_freed_in_flight])
		return;
	coherent_init(s);
	cu = s->coh;
	for (size_t i = 0; i < cu->n_allocs; i++)
		coherent_walk_alloc(&cu->allocs[i]);
	for (size_t i = 0; i < cu->n_frees; i++)
		coherent_walk_free(&s->fx[cu->frees[i].func], cu->frees[i].insn);
	if (cu->n_allocs)
		coherent_members(s);
}
