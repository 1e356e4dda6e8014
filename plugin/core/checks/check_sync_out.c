// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_sync_out.c - data written to a buffer that stays mapped, and submitted without
 * dma_sync_single_for_device(): the device may read what was there before.
 *
 * Asked where check_sync.c has seen that all handles of the file are streaming mappings
 * and that nothing in it syncs for the device.
 */
#include "flight.h"

/* Do all fills of the URB, wherever in the file, send? */
static bool only_sends(struct solver *s, const struct urb *u)
{
	bool any = false;

	for (uint32_t i = 0; i < s->n_order; i++) {
		const struct urbs *us = &s->urbs->of[s->order[i]];

		for (size_t k = 0; k < us->n; k++) {
			const struct urb *o = us->v[k];

			if (o->same != k || (o != u && (!u->joined || !o->joined ||
			    o->field.record != u->field.record ||
			    o->field.field != u->field.field)))
				continue;
			for (size_t e = 0; e < o->n; e++) {
				if (o->v[e].op != UE_FILL)
					continue;
				if (fill_dir(&o->v[e]) != DIR_OUT)
					return false;
				any = true;
			}
		}
	}
	return any;
}

/* Does the value point to the URB's buffer: its transfer_buffer, or a member given to it? */
static bool is_buffer(struct fx *f, const struct urb *u, uint32_t value)
{
	const struct insn *in = fx_def_value(f, fx_root(f, value));
	const struct urb_field *j;
	struct step st;

	if (!in || in->op != OP_LOAD)
		return false;
	if (urb_what(f->s, &in->place) == UW_BUFFER)
		return urb_of_place(f, &in->place, (uint32_t)(in - f->fn->insns)) == u;
	if (!u->joined)
		return false;
	st = place_step(&in->place);
	j = urb_field(f->s, u->field);
	for (size_t i = 0; i < j->n_buffers; i++)
		if (j->buffers[i].st.record == st.record && j->buffers[i].st.field == st.field)
			return true;
	return false;
}

static bool writes(struct fx *f, const struct urb *u, const struct insn *in)
{
	const struct fact *copy = call_fact(f->s, in, ROLE_COPY);
	int64_t dst = copy ? copy->num[KEY_DST] : -1;

	if (in->op == OP_STORE || in->op == OP_COPYMEM)
		return in->place.base == BASE_VALUE && !in->place.n_path &&
		       is_buffer(f, u, in->place.id);
	return dst >= 0 && dst < in->n_args && in->args[dst].kind == OPND_VALUE &&
	       is_buffer(f, u, in->args[dst].value);
}

/* The last write that always comes before the submission, or NONE. */
static uint32_t written_before(struct fx *f, const struct urb *u, uint32_t submit)
{
	for (uint32_t n = submit; n-- > 0 && fx_work(f, 1); )
		if (fx_dominates(f, f->block_of[n], f->block_of[submit]) &&
		    writes(f, u, &f->fn->insns[n]))
			return n;
	return NONE;
}

static void judge(struct fx *f, const struct urb *u, uint32_t submit)
{
	struct solver *s = f->s;
	uint32_t n = written_before(f, u, submit);
	struct finding *d;

	if (n == NONE || !only_sends(s, u))
		return;
	d = finding_new(f, RULE_missing_dma_sync, submit, call_name(s, &f->fn->insns[submit]));
	d->subject = urb_name(u);
	d->message = text(s, "the buffer of '%s' stays mapped by the driver, and nothing calls "
			     "dma_sync_single_for_device() between writing it and this",
			  urb_name(u));
	finding_event(s, d, f->fn->insns[n].loc, "written here");
	finding_event(s, d, d->loc, "submitted here");
	finding_put(s, d);
}

/* maps: by function; it, or what it calls, maps memory itself */
void check_sync_out(struct solver *s, const bool *maps)
{
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];
		const struct urbs *us = &s->urbs->of[f->id];

		for (size_t k = 0; k < us->n && !maps[f->id] && !f->gave_up; k++)
			for (size_t e = 0; us->v[k]->same == k && e < us->v[k]->n; e++)
				if (us->v[k]->v[e].op == UE_SUBMIT && !us->v[k]->v[e].trail)
					judge(f, us->v[k], us->v[k]->v[e].insn);
	}
}
