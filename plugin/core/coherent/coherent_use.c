// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_use.c - where a pointer goes, whatever the way: forward through copies,
 * members of the module's records and helpers of the file.
 *
 * What is not seen (tables of integers, other files) counts as kept by somebody,
 * which errs on the side of silence.
 */
#include "coherent.h"

enum { WHOLE = 1, INSIDE = 2 };		/* marks: the pointer; one behind its start */

struct follow {
	struct fx *f;
	struct value_set *all;		/* values that are (an offset of) the pointer */
	struct coh_use use;
};

static uint8_t mark(const struct follow *w, struct operand o)
{
	return o.kind == OPND_VALUE ? w->all->in[o.value] : 0;
}

static bool has(const struct follow *w, struct operand o)
{
	return mark(w, o) != 0;
}

static void put(struct follow *w, uint32_t value, uint8_t how)
{
	if (!how || value == NONE)
		return;
	if (set_add(w->f, w->all, value, how) || how != WHOLE || w->all->in[value] == WHOLE)
		return;
	w->all->in[value] = WHOLE;	/* one of the two: what we fear more; look again */
	VEC_PUSH(w->f->s->a, w->all->v, w->all->n, w->all->cap, value);
}

/* buf + 4, &hdr->data: nobody can release that. */
static uint8_t moved(const struct follow *w, const struct insn *in)
{
	if (in->op == OP_ADDR)
		return in->place.base != BASE_VALUE || !w->all->in[in->place.id] ? 0 :
		       in->place.off || in->place.indexed ? INSIDE : w->all->in[in->place.id];
	return has(w, in->a) ? INSIDE : 0;
}

static void spread(struct follow *w, const struct insn *in)
{
	const struct fact *same;

	switch (in->op) {
	case OP_COPY:
		put(w, in->result, mark(w, in->a));
		break;
	case OP_BIN:
		if (in->bin == BIN_ADD)
			put(w, in->result, moved(w, in));
		break;
	case OP_SELECT:
		put(w, in->result, mark(w, in->a));
		put(w, in->result, mark(w, in->b));
		break;
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args; i++)
			put(w, in->result, mark(w, in->args[i]));
		break;
	case OP_ADDR:
		put(w, in->result, moved(w, in));
		break;
	case OP_CALL:
		same = call_fact(w->f->s, in, ROLE_RETURNS);
		if (same && same->num[KEY_ARG] < in->n_args)
			put(w, in->result, mark(w, in->args[same->num[KEY_ARG]]));
		break;
	default:
		break;
	}
}

void coh_add_fill(struct solver *s, struct coh_use *u, struct coh_fill fill)
{
	for (size_t i = 0; i < u->n_fills; i++)
		if (u->fills[i].f == fill.f && u->fills[i].insn == fill.insn)
			return;
	VEC_PUSH(s->a, u->fills, u->n_fills, u->cap_fills, fill);
}

/* urb->complete = handler; NONE when there are several, or none. */
static uint32_t stored_handler(struct fx *f)
{
	uint32_t fn = NONE;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op != OP_STORE || urb_what(f->s, &in->place) != UW_COMPLETE)
			continue;
		if (fn != NONE)
			return NONE;
		fn = fx_func(f, in->a);
	}
	return fn;
}

/* urb->complete = done, done being what each caller names: functions of this file. */
static bool stored_ours(struct fx *f)
{
	const struct solver *s = f->s;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		int32_t param;

		if (in->op != OP_STORE || urb_what(s, &in->place) != UW_COMPLETE)
			continue;
		param = in->a.kind == OPND_VALUE ? f->param_of[fx_copy_root(f, in->a.value)] : -1;
		if (param < 0 || !s->callers[f->id].n ||
		    (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED)))
			return false;
		for (size_t i = 0; i < s->callers[f->id].n; i++) {
			const struct caller *c = &s->callers[f->id].v[i];
			const struct insn *call = &s->fx[c->func].fn->insns[c->insn];
			uint32_t fn = param < (int32_t)call->n_args ?
				      fx_func(&s->fx[c->func], call->args[param]) : NONE;

			if (fn == NONE || !func_solved(s, fn))
				return false;
		}
		return true;
	}
	return false;
}

/* complete = in ? done_in : done_out: functions of this file, whichever. */
static bool one_of_ours(struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);

	while (in && in->op == OP_COPY)
		in = fx_def(f, in->a);
	if (!in || in->op != OP_PHI)
		return false;
	for (uint32_t i = 0; i < in->n_args; i++) {
		uint32_t fn = fx_func(f, in->args[i]);

		if (fn == NONE || !func_solved(f->s, fn))
			return false;
	}
	return true;
}

/* dev->info->callback, of a table in this file */
static bool from_our_table(struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);
	struct step st;

	while (in && in->op == OP_COPY)
		in = fx_def(f, in->a);
	if (!in || in->op != OP_LOAD)
		return false;
	st = place_step(&in->place);
	return field_joinable(f->s, st) && !field_get(f->s, st)->opaque &&
	       (f->s->u->records[st.record].flags & RECORD_LOCAL);
}

static void note_inside(struct coh_use *u, uint64_t members, bool out)
{
	u->inside |= members;
	u->inside_out |= out;
}

static void store_use(struct follow *w, uint32_t n)
{
	const struct insn *in = &w->f->fn->insns[n];
	struct solver *s = w->f->s;
	struct step st;
	int m;

	if (!has(w, in->a))
		return;
	if (urb_what(s, &in->place) == UW_BUFFER) {
		coh_add_fill(s, &w->use, (struct coh_fill){ w->f, n, stored_handler(w->f),
							  stored_ours(w->f) });
		return;
	}
	st = in->place.n_path ? in->place.path[in->place.n_path - 1] : (struct step){ NONE, NONE };
	m = in->place.base == BASE_OBJECT && s->u->objects[in->place.id].kind <= OBJ_PARAM ? -1 :
	    field_joinable(s, st) ? coh_member_index(s, st, true) : -1;
	if (mark(w, in->a) == INSIDE)
		note_inside(&w->use, m < 0 ? 0 : 1ull << m, m < 0);
	else if (m < 0)
		w->use.escapes = true;
	else
		w->use.members |= 1ull << m;
}

/* What the table says the callee does with its argument; false: nothing. */
static bool known_call(struct follow *w, uint32_t n, uint32_t arg)
{
	static const struct { enum role role; enum model_key key; } keeps_nothing[] = {
		{ ROLE_COPY, KEY_DST }, { ROLE_COPY, KEY_SRC }, { ROLE_SETUP, KEY_BUF },
		{ ROLE_GUARD, KEY_ARG }, { ROLE_RETURNS, KEY_ARG }, { ROLE_BOUNCE, KEY_BUF },
	};
	struct solver *s = w->f->s;
	const struct insn *in = &w->f->fn->insns[n];
	const struct fact *fact = call_fact(s, in, ROLE_FREE);

	if (fact && fact->num[KEY_ARG] == (int64_t)arg) {
		w->use.freed = true;
		VEC_PUSH(s->a, w->use.frees, w->use.n_frees, w->use.cap_frees, n);
		return true;
	}
	for (fact = call_fact(s, in, ROLE_SINK); fact; fact = fact->next) {
		struct coh_fill fill = { .f = w->f, .insn = n, .complete = NONE };

		if (fact->num[KEY_BUF] != (int64_t)arg)
			continue;
		if (fact->text[KEY_COMPLETE] && fact->num[KEY_COMPLETE] < in->n_args) {
			fill.complete = fx_func(w->f, in->args[fact->num[KEY_COMPLETE]]);
			fill.ours = from_our_table(w->f, in->args[fact->num[KEY_COMPLETE]]) ||
				    one_of_ours(w->f, in->args[fact->num[KEY_COMPLETE]]);
		}
		if (fact->text[KEY_URB])
			coh_add_fill(s, &w->use, fill);
		return true;
	}
	for (unsigned i = 0; i < sizeof(keeps_nothing) / sizeof(*keeps_nothing); i++) {
		fact = call_fact(s, in, keeps_nothing[i].role);
		if (fact && (keeps_nothing[i].role == ROLE_BOUNCE ||
			     fact->num[keeps_nothing[i].key] == (int64_t)arg))
			return true;
	}
	return coh_keeps_nothing(s, in);
}

/* What the callee does with the argument, of which we pass the start or what lies behind. */
static void merge(struct follow *w, const struct insn *in, const struct coh_use *u, uint32_t n,
		  uint8_t how)
{
	struct solver *s = w->f->s;

	note_inside(&w->use, u->inside, u->inside_out);
	if (how == INSIDE) {
		note_inside(&w->use, u->members, u->escapes);
	} else {
		w->use.members |= u->members;
		w->use.escapes |= u->escapes;
	}
	w->use.handed |= u->handed;
	if (u->returned)
		put(w, in->result, how);
	for (size_t i = 0; i < u->n_fills; i++)
		coh_add_fill(s, &w->use, u->fills[i]);
	if (!u->freed)
		return;
	w->use.freed = true;
	VEC_PUSH(s->a, w->use.frees, w->use.n_frees, w->use.cap_frees, n);
}

static void call_use(struct follow *w, uint32_t n)
{
	const struct insn *in = &w->f->fn->insns[n];
	struct solver *s = w->f->s;

	for (uint32_t i = 0; i < in->n_args; i++) {
		uint32_t to[MAX_TARGETS];
		unsigned nt;

		if (!has(w, in->args[i]) || known_call(w, n, i))
			continue;
		nt = call_targets(s, w->f, in, to, MAX_TARGETS);
		if (!nt)
			w->use.handed = true;
		for (unsigned k = 0; k < nt; k++) {
			struct coh_use u = { .handed = true };

			if (func_solved(s, to[k]) && i < s->u->funcs[to[k]].n_params)
				u = coh_param_use(s, to[k], i);
			merge(w, in, &u, n, mark(w, in->args[i]));
		}
	}
}

/* What the pointer becomes, and the instructions that meet it. */
static void spread_all(struct follow *w, struct value_set *met)
{
	for (size_t i = 0; i < w->all->n && !w->f->gave_up; i++) {
		size_t n;
		const uint32_t *at = uses_of(w->f, w->all->v[i], &n);

		for (size_t k = 0; k < n; k++) {
			const struct insn *in = &w->f->fn->insns[at[k]];

			set_add(w->f, met, at[k], 1);
			spread(w, in);
			if (in->op == OP_CALL)
				call_use(w, at[k]);
		}
	}
}

struct coh_use coh_follow(struct fx *f, const uint32_t *from, size_t n_from,
			  struct value_set *all)
{
	struct follow w = { .f = f, .all = all };
	struct value_set *met = set_take(f);

	for (size_t i = 0; i < n_from; i++)
		put(&w, from[i], WHOLE);
	spread_all(&w, met);
	w.use = (struct coh_use){ .escapes = f->gave_up };
	set_sort(met);
	for (size_t i = 0; i < met->n && !f->gave_up; i++) {
		const struct insn *in = &f->fn->insns[met->v[i]];

		if (in->op == OP_STORE)
			store_use(&w, met->v[i]);
		else if (in->op == OP_CALL)
			call_use(&w, met->v[i]);
		else if (in->op == OP_RET && mark(&w, in->a) == INSIDE)
			w.use.inside_out = true;
		else if (in->op == OP_RET && has(&w, in->a))
			w.use.returned = true;
	}
	set_give(f, met);
	return w.use;
}

struct coh_use coh_param_use(struct solver *s, uint32_t fn, uint32_t param)
{
	struct coh_unit *cu = s->coh;
	const struct func *fun = &s->u->funcs[fn];
	struct coh_use *u;

	if (!cu->params[fn]) {
		cu->params[fn] = arena_new_array(s->a, struct coh_use, fun->n_params + 1);
		for (uint32_t i = 0; i < fun->n_params; i++)
			cu->params[fn][i].n_frees = SIZE_MAX;	/* not asked yet */
	}
	u = &cu->params[fn][param];
	if (u->n_frees != SIZE_MAX)
		return *u;
	*u = (struct coh_use){ .escapes = true };	/* for those who call in a circle */
	if (fun->params[param].value != NONE && fun->params[param].object == NONE) {
		struct value_set *all = set_take(&s->fx[fn]);

		*u = coh_follow(&s->fx[fn], &fun->params[param].value, 1, all);
		set_give(&s->fx[fn], all);
	}
	return *u;
}
