// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent.c - the coherent memory of a unit: who allocates and frees it, which
 * members of the module's records keep it, who frees the buffers of URBs.
 */
#include <string.h>
#include "coherent.h"

const struct fact *coh_alloc_fact(const struct solver *s, const struct insn *in)
{
	const struct fact *fact = call_fact(s, in, ROLE_ALLOC);

	if (!fact || in->result == NONE || fact->text[KEY_OUT] || fact->text[KEY_MANAGED] ||
	    !fact->text[KEY_HANDLE] || mem_by_name(fact->text[KEY_KIND]) != MEM_coherent)
		return NULL;
	/* The generic DMA API has other users in a file that also does USB. */
	if (call_fact(s, in, ROLE_DMA) &&
	    (!(s->buses & (BUS_usb | BUS_hid | BUS_usbnet)) || (s->buses & BUS_other)))
		return NULL;
	return fact;
}

const struct fact *coh_free_fact(const struct solver *s, const struct insn *in)
{
	const struct fact *fact = call_fact(s, in, ROLE_FREE);

	if (!fact || !fact->text[KEY_HANDLE] || fact->num[KEY_ARG] >= in->n_args ||
	    mem_by_name(fact->text[KEY_KIND]) != MEM_coherent)
		return NULL;
	return fact;
}

/* It only looks at its arguments, if at that: dev_dbg("%p", buf). */
bool coh_keeps_nothing(const struct solver *s, const struct insn *in)
{
	const struct fact *fact = call_fact(s, in, ROLE_URB);

	return fact && !strcmp(fact->text[KEY_OP], "pass");
}

/* Through copies, offsets and &p->member. */
uint32_t coh_root(const struct fx *f, uint32_t value)
{
	for (unsigned i = 0; i < 16; i++) {
		const struct insn *in = fx_def_value(f, value = fx_root(f, value));

		if (!in || in->op != OP_ADDR || in->place.base != BASE_VALUE)
			break;
		value = in->place.id;
	}
	return value;
}

int coh_member_index(struct solver *s, struct step st, bool add)
{
	struct coh_unit *cu = s->coh;

	for (size_t i = 0; i < cu->n_members; i++)
		if (cu->members[i].st.record == st.record && cu->members[i].st.field == st.field)
			return (int)i;
	if (!add || cu->n_members == COH_MEMBERS)
		return -1;
	cu->members[cu->n_members] = (struct coh_member){ .st = st };
	return (int)cu->n_members++;
}

/* ---- who stores to a member, with all that it calls ---- */

/* From the functions marked, on to all that call them. */
static void mark_callers(struct solver *s, uint8_t *may)
{
	bool again = true;

	for (unsigned round = 0; again && round < 8; round++) {
		again = false;
		for (uint32_t i = 0; i < s->n_order; i++) {
			uint32_t fn = s->order[i];

			for (size_t k = 0; may[fn] && k < s->callers[fn].n; k++) {
				uint32_t up = s->callers[fn].v[k].func;

				again |= !may[up];
				may[up] = 1;
			}
		}
	}
}

bool coh_call_stores(struct fx *f, const struct insn *in, struct step st)
{
	struct solver *s = f->s;
	struct coh_unit *cu = s->coh;
	struct coh_storers new = { .st = st };
	const struct field_info *fi = field_get(s, st);
	uint32_t to[MAX_TARGETS];
	unsigned nt;
	size_t i;

	if (!fi)
		return false;
	for (i = 0; i < cu->n_storers; i++)
		if (cu->storers[i].st.record == st.record && cu->storers[i].st.field == st.field)
			break;
	if (i == cu->n_storers) {
		new.may = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
		for (size_t k = 0; k < fi->n; k++)
			if (fi->stores[k].func != NONE)
				new.may[fi->stores[k].func] = 1;
		mark_callers(s, new.may);
		VEC_PUSH(s->a, cu->storers, cu->n_storers, cu->cap_storers, new);
	}
	nt = call_targets(s, f, in, to, MAX_TARGETS);
	for (unsigned k = 0; k < nt; k++)
		if (func_solved(s, to[k]) && cu->storers[i].may[to[k]])
			return true;
	return false;
}

/* ---- buffers that are freed through their URB ---- */

static void note_urb_free(struct solver *s, uint32_t fn, int32_t param, unsigned depth)
{
	struct coh_unit *cu = s->coh;

	if (param < 0 || depth > 6) {
		cu->others_free = true;
		return;
	}
	if (cu->completes[fn] && param == 0) {
		cu->handler_frees[fn] = 1;
		cu->some_handler_frees = true;
	} else if (!s->callers[fn].n || (s->u->funcs[fn].flags & (FUNC_GLOBAL | FUNC_ADDRESSED))) {
		cu->others_free = true;
		return;
	}
	for (size_t i = 0; i < s->callers[fn].n; i++) {
		const struct caller *c = &s->callers[fn].v[i];
		const struct insn *call = &s->fx[c->func].fn->insns[c->insn];
		int32_t up = -1;

		if (param < (int32_t)call->n_args && call->args[param].kind == OPND_VALUE)
			up = s->fx[c->func].param_of[fx_copy_root(&s->fx[c->func],
								  call->args[param].value)];
		note_urb_free(s, c->func, up, depth + 1);
	}
}

/* Is the buffer of any, or of this one, URB freed? */
static bool load_is_freed(struct fx *f, const uint32_t *from, size_t n)
{
	struct value_set *all = set_take(f);
	bool freed = coh_follow(f, from, n, all).freed;

	set_give(f, all);
	return freed;
}

static void urb_frees(struct fx *f)
{
	uint32_t *loads = NULL;
	size_t n_loads = 0, cap = 0;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op == OP_LOAD && urb_what(f->s, &in->place) == UW_BUFFER)
			VEC_PUSH(f->s->a, loads, n_loads, cap, in->result);
	}
	if (!n_loads || !load_is_freed(f, loads, n_loads))
		return;
	for (size_t i = 0; i < n_loads && !f->gave_up; i++) {
		const struct insn *in = fx_def_value(f, loads[i]);
		int32_t param = -1;

		if (!load_is_freed(f, &loads[i], 1))
			continue;
		if (in->place.base == BASE_VALUE && in->place.n_path == 1)
			param = f->param_of[fx_copy_root(f, in->place.id)];
		note_urb_free(f->s, f->id, param, 0);
	}
	f->s->coh->others_free |= f->gave_up;
}

/* Will the buffer of such an URB be freed through the URB? */
bool coh_handler_frees(const struct solver *s, const struct coh_fill *fill)
{
	const struct coh_unit *cu = s->coh;

	if (cu->others_free)
		return true;
	if (fill->complete != NONE)
		return cu->handler_frees[fill->complete] || !func_solved(s, fill->complete);
	return !fill->ours || cu->some_handler_frees;
}

/* ---- the unit ---- */

static bool returns_fresh(struct fx *f, struct operand o, unsigned depth)
{
	const struct insn *in;

	if (o.kind == OPND_INT)
		return !o.num;
	in = o.kind == OPND_VALUE && depth < 8 ? fx_def(f, o) : NULL;
	if (!in)
		return false;
	if (in->op == OP_COPY)
		return returns_fresh(f, in->a, depth + 1);
	if (in->op == OP_CALL)
		return coh_alloc_fact(f->s, in) ||
		       (in->fn != NONE && f->s->coh->fresh[in->fn]);
	if (in->op != OP_PHI)
		return false;
	for (uint32_t i = 0; i < in->n_args; i++)
		if (!returns_fresh(f, in->args[i], depth + 1))
			return false;
	return true;
}

static void collect(struct fx *f)
{
	struct solver *s = f->s;
	struct coh_unit *cu = s->coh;
	size_t before = cu->n_allocs;
	bool fresh = true;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *fact;

		if (in->op == OP_STORE && urb_what(s, &in->place) == UW_COMPLETE &&
		    fx_func(f, in->a) != NONE)
			cu->completes[fx_func(f, in->a)] = 1;
		if (in->op != OP_CALL)
			continue;
		if (coh_alloc_fact(s, in) ||
		    (in->fn != NONE && in->result != NONE && cu->fresh[in->fn])) {
			struct coh_alloc a = { .f = f, .insn = n, .value = in->result,
					       .object = NONE, .maker = call_name(s, in) };

			VEC_PUSH(s->a, cu->allocs, cu->n_allocs, cu->cap_allocs, a);
			coh_note_outs(f, &a);
		}
		coh_collect_outs(f, n);
		if (coh_free_fact(s, in)) {
			struct caller c = { f->id, n };

			VEC_PUSH(s->a, cu->frees, cu->n_frees, cu->cap_frees, c);
		}
		fact = call_fact(s, in, ROLE_SINK);
		for (; fact; fact = fact->next)
			if (fact->text[KEY_COMPLETE] && fact->num[KEY_COMPLETE] < in->n_args) {
				uint32_t fn = fx_func(f, in->args[fact->num[KEY_COMPLETE]]);

				if (fn != NONE)
					cu->completes[fn] = 1;
			}
	}
	for (uint32_t n = 0; n < f->fn->n_insns && cu->n_allocs > before; n++)
		if (f->fn->insns[n].op == OP_RET)
			fresh &= returns_fresh(f, f->fn->insns[n].a, 0);
	cu->fresh[f->id] = fresh && cu->n_allocs > before;
}

/* Functions handed to calls: kref_put(&dev->kref, dev_release). */
static void collect_passed(struct fx *f)
{
	struct coh_unit *cu = f->s->coh;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		for (uint32_t i = 0; in->op == OP_CALL && i < in->n_args; i++) {
			struct coh_passed p = { { f->id, n }, fx_func(f, in->args[i]) };

			if (p.fn != NONE)
				VEC_PUSH(f->s->a, cu->passed, cu->n_passed, cu->cap_passed, p);
		}
	}
}

/* All loads of one member in a function. */
static void member_loads(struct fx *f, struct coh_member *m)
{
	struct solver *s = f->s;
	struct value_set *all;
	uint32_t *from = NULL;
	size_t n_from = 0, cap = 0;
	struct coh_use u;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		struct step st;

		if ((in->op != OP_LOAD && in->op != OP_ADDR) || !in->place.n_path)
			continue;
		st = in->place.path[in->place.n_path - 1];
		if (st.record != m->st.record || st.field != m->st.field)
			continue;
		if (in->op == OP_ADDR) {
			m->open = true;
			continue;
		}
		VEC_PUSH(s->a, from, n_from, cap, in->result);
	}
	if (!n_from)
		return;
	all = set_take(f);
	u = coh_follow(f, from, n_from, all);
	m->open |= u.escapes || u.returned || u.members;
	m->use.handed |= u.handed;
	m->use.inside |= u.inside;
	m->use.inside_out |= u.inside_out;
	for (size_t i = 0; i < u.n_fills; i++)
		coh_add_fill(s, &m->use, u.fills[i]);
	for (size_t i = 0; i < u.n_frees; i++) {
		struct caller c = { f->id, u.frees[i] };

		VEC_PUSH(s->a, m->frees, m->n_frees, m->cap_frees, c);
		m->may_free[f->id] = 1;
	}
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if ((in->op == OP_COND || in->op == OP_BIN) &&
		    (in->bin == BIN_EQ || in->bin == BIN_NE) && in->b.kind == OPND_INT &&
		    in->a.kind == OPND_VALUE && all->in[in->a.value])
			m->tested = true;
	}
	set_give(f, all);
}

static void solve_member(struct solver *s, struct coh_member *m)
{
	struct coh_unit *cu = s->coh;
	const struct field_info *fi = field_get(s, m->st);
	bool again = true;

	m->may_free = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	m->shared = !(s->u->records[m->st.record].flags & RECORD_LOCAL);
	m->open = !fi || fi->opaque;
	for (uint32_t i = 0; i < s->n_order; i++)
		member_loads(&s->fx[s->order[i]], m);
	for (unsigned round = 0; again && round < 4; round++) {
		again = false;
		mark_callers(s, m->may_free);
		for (size_t i = 0; i < cu->n_passed; i++)
			if (m->may_free[cu->passed[i].fn] && !m->may_free[cu->passed[i].at.func]) {
				m->may_free[cu->passed[i].at.func] = 1;
				again = true;
			}
	}
}

/* Is it told which memory this releases: a member's, an URB's, an argument's, its own? */
static bool release_known(struct solver *s, const struct caller *c)
{
	struct fx *f = &s->fx[c->func];
	const struct insn *in = &f->fn->insns[c->insn], *def;
	struct operand o = in->args[coh_free_fact(s, in)->num[KEY_ARG]];
	uint32_t root;

	if (o.kind != OPND_VALUE)
		return true;
	root = coh_root(f, o.value);
	def = fx_def_value(f, root);
	if (!def)			/* whoever passes it is asked */
		return f->param_of[root] >= 0 && s->callers[f->id].n &&
		       !(f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED));
	if (def->op == OP_LOAD)
		return urb_what(s, &def->place) == UW_BUFFER ||
		       (def->place.n_path && field_joinable(s, place_step(&def->place)));
	return coh_alloc_fact(s, def) ||
	       (def->op == OP_CALL && def->fn != NONE && s->coh->fresh[def->fn]);
}

void coherent_init(struct solver *s)
{
	struct coh_unit *cu = s->coh = arena_new_array(s->a, struct coh_unit, 1);

	cu->fresh = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	cu->outs = arena_new_array(s->a, uint32_t, s->u->n_funcs + 1);
	cu->completes = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	cu->handler_frees = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	cu->params = arena_new_array(s->a, struct coh_use *, s->u->n_funcs + 1);
	for (uint32_t i = 0; i < s->n_order; i++)
		collect(&s->fx[s->order[i]]);
	if (!cu->n_allocs)
		return;
	for (size_t i = 0; i < completions(s)->n; i++)	/* a helper's callers name them */
		cu->completes[completions(s)->v[i].func] = 1;
	for (uint32_t i = 0; i < s->n_order; i++) {
		collect_passed(&s->fx[s->order[i]]);
		urb_frees(&s->fx[s->order[i]]);
	}
	for (size_t i = 0; i < cu->n_allocs; i++)
		cu->allocs[i].use = coh_alloc_use(&cu->allocs[i]);
	for (size_t i = 0; i < cu->n_members; i++)
		solve_member(s, &cu->members[i]);
	for (size_t i = 0; i < cu->n_frees; i++)
		cu->frees_anything |= !release_known(s, &cu->frees[i]);
}
