// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_coherent_keep.c - is what a member keeps freed by anybody: at all, after
 * its function has failed, after it has succeeded?
 *
 * Only members of which we see every use are judged: those of a structure of this
 * file, whose pointer goes nowhere else.  Of a structure that other files know, too,
 * it is asked only whether a function that cleans up on one way out forgets another.
 */
#include "coherent.h"

/* When f fails nobody else of the driver is called. */
static bool is_probe(const struct solver *s, uint32_t fn)
{
	for (uint32_t i = 0; i < s->u->n_inits; i++) {
		const struct init *it = &s->u->inits[i];

		if (it->kind == INIT_FUNC && it->target == fn &&
		    field_fact(s, it->slot, ROLE_PROBE))
			return true;
	}
	return false;
}

/* Only the driver's own record leads to a function that frees it. */
static bool only_driver_frees(const struct solver *s, const struct coh_member *m)
{
	for (uint32_t fn = 0; fn < s->u->n_funcs; fn++)
		if (m->may_free[fn] && (s->u->funcs[fn].flags & FUNC_GLOBAL))
			return false;
	for (uint32_t i = 0; i < s->u->n_inits; i++) {
		const struct init *it = &s->u->inits[i];

		if (it->kind == INIT_FUNC && m->may_free[it->target] &&
		    (it->slot.record == NONE ||
		     !model_find(s->m, s->u->records[it->slot.record].name, ROLE_DRIVER)))
			return false;
	}
	for (uint32_t fn = 0; fn < s->u->n_funcs; fn++) {	/* dev->release = dev_free */
		struct step st;
		size_t i = 0;

		while (m->may_free[fn] && slot_of_func(s, fn, &i, &st))
			if (!model_find(s->m, s->u->records[st.record].name, ROLE_DRIVER))
				return false;
	}
	return true;
}

static void judge_failure(struct solver *s, struct coh_member *m, uint32_t fn,
			  const struct coh_way *way)
{
	const struct func *fun = &s->u->funcs[fn];

	if (!way->fails || !way->alloc)
		return;
	if (m->shared && !way->cleans)
		return;
	if (is_probe(s, fn) ? only_driver_frees(s, m) :
	    way->cleans && !s->callers[fn].n && !(fun->flags & FUNC_GLOBAL))
		check_coherent_member(way->alloc, m, fun->name, way->trail);
}

/* Freed in the function that allocates, behind the allocation, and nowhere else.  A
 * probe function is not called again to release what it got.
 */
static bool freed_on_errors_only(struct solver *s, const struct coh_member *m, uint64_t bit,
				 const struct coh_way *ways)
{
	const struct coh_unit *cu = s->coh;
	uint32_t fn = m->n_frees ? m->frees[0].func : NONE;

	if (fn == NONE || !ways[fn].ok || !ways[fn].cleans)
		return false;
	for (size_t i = 0; i < m->n_frees; i++) {
		bool behind = is_probe(s, fn);

		for (size_t k = 0; k < cu->n_allocs; k++)
			if (cu->allocs[k].use.members & bit) {
				if (cu->allocs[k].f->id != fn)
					return false;
				behind |= fx_dominates(&s->fx[fn],
						       s->fx[fn].block_of[cu->allocs[k].insn],
						       s->fx[fn].block_of[m->frees[i].insn]);
			}
		if (m->frees[i].func != fn || !behind)
			return false;
	}
	return true;
}

/* May somebody release it by a pointer that was computed from it? */
static bool freed_from_inside(const struct coh_unit *cu, const struct coh_use *u)
{
	for (size_t i = 0; i < cu->n_members; i++)
		if ((u->inside >> i & 1) && cu->members[i].n_frees)
			return true;
	return u->inside_out && cu->frees_anything;
}

static bool all_seen(const struct solver *s, const struct coh_member *m, uint64_t bit,
		     struct coh_alloc **first)
{
	struct coh_unit *cu = s->coh;

	/* Whoever gets the pointer does not own it, when this file frees it elsewhere. */
	if (m->open || (m->use.handed && !m->n_frees) || freed_from_inside(cu, &m->use))
		return false;
	for (size_t i = 0; i < m->use.n_fills; i++)
		if (coh_handler_frees(s, &m->use.fills[i]))
			return false;
	for (size_t i = 0; i < cu->n_allocs; i++) {
		const struct coh_use *u = &cu->allocs[i].use;

		if (!(u->members & bit))
			continue;
		if (freed_from_inside(cu, u) || u->escapes || u->returned ||
		    u->members != bit || (u->handed && !m->n_frees))
			return false;
		for (size_t k = 0; k < u->n_fills; k++)
			if (coh_handler_frees(s, &u->fills[k]))
				return false;
		if (!*first)
			*first = &cu->allocs[i];
	}
	return *first && (!m->shared || m->n_frees);
}

static void judge(struct solver *s, struct coh_member *m, uint64_t bit)
{
	struct coh_alloc *first = NULL;
	struct coh_way *ways;

	if (!all_seen(s, m, bit, &first))
		return;
	if (!m->n_frees) {
		check_coherent_member(first, m, NULL, NULL);
		return;
	}
	ways = arena_new_array(s->a, struct coh_way, s->u->n_funcs + 1);
	for (uint32_t i = 0; i < s->n_order; i++) {
		uint32_t fn = s->order[i];

		coh_member_way(&s->fx[fn], m, bit, ways);
		judge_failure(s, m, fn, &ways[fn]);
	}
	if (!m->shared && freed_on_errors_only(s, m, bit, ways))
		check_coherent_member(first, m, first->f->fn->name, NULL);
}

/* Is the URB one of a record that only this file knows?  Then we see all that happens to it. */
static bool urb_is_ours(struct solver *s, const struct coh_fill *fill)
{
	const struct urbs *us = &s->urbs->of[fill->f->id];
	size_t n;
	const struct urb_at *at = urb_events_at(fill->f, fill->insn, &n);

	for (size_t i = 0; i < n; i++) {
		const struct urb *u = us->v[at[i].urb];

		if (!u->joined || !(s->u->records[u->field.record].flags & RECORD_LOCAL))
			return false;
	}
	return n;
}

/* Nobody but its URBs has the pointer, and nobody of the file frees the buffer of an URB. */
static void judge_carried(struct solver *s, struct coh_alloc *a)
{
	const struct coh_unit *cu = s->coh;
	const struct coh_use *u = &a->use;

	if (!u->n_fills || u->members || u->inside || u->freed || u->returned || u->escapes ||
	    u->handed || u->inside_out || s->urbs->frees_urb_buffer || cu->frees_anything ||
	    cu->others_free || cu->some_handler_frees || a->f->gave_up)
		return;
	for (size_t i = 0; i < u->n_fills; i++)
		if (coh_handler_frees(s, &u->fills[i]) || !urb_is_ours(s, &u->fills[i]))
			return;
	check_coherent_leak(a, (struct loc){ 0 }, u->fills[0].f == a->f ? u->fills[0].insn :
			    a->insn);
}

void coherent_members(struct solver *s)
{
	struct coh_unit *cu = s->coh;

	for (size_t i = 0; i < cu->n_allocs; i++)
		judge_carried(s, &cu->allocs[i]);

	for (size_t i = 0; i < cu->n_members; i++) {
		judge(s, &cu->members[i], 1ull << i);
		check_coherent_flight(s, &cu->members[i], 1ull << i);
	}
}
