// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_member.c - coherent memory that a member of a record keeps: is it freed
 * by anybody, when its function fails, and when the callers of that fail?
 *
 * Any call that may free the member counts as if it did, and so does a loop that
 * frees: what is left is left by everybody.
 */
#include "coherent.h"

enum { WAY_NEW, WAY_LIVE, WAY_OLD, WAY_FREED, WAY_DEAD };

struct member_walk {
	struct fx *f;
	struct coh_member *m;
	struct coh_alloc *alloc;	/* that a store here keeps; NULL: from a call */
	uint8_t *free_at;		/* instruction may free it */
	uint8_t *free_block;		/* start of a loop that does */
	uint8_t *round;			/* start of a loop that the allocation is in */
	uint32_t start, result;
	unsigned mask;			/* what the call returns, IS_ANY: who knows */
	struct coh_way *out;
	const struct trail *trail;	/* of the failure in the function called */
};

static bool is_member(const struct coh_member *m, const struct place *p)
{
	const struct step *st = p->n_path ? &p->path[p->n_path - 1] : NULL;

	return st && st->record == m->st.record && st->field == m->st.field;
}

/* ---- what may free it ---- */

static bool passes_releaser(const struct coh_member *m, const struct fx *f, uint32_t n)
{
	const struct coh_unit *cu = f->s->coh;

	for (size_t i = 0; i < cu->n_passed; i++)
		if (cu->passed[i].at.func == f->id && cu->passed[i].at.insn == n &&
		    m->may_free[cu->passed[i].fn])
			return true;
	return false;
}

/* Another file's function that gets a record of the module can free what is in it. */
bool coh_leaves_with_record(const struct fx *f, const struct insn *in)
{
	const struct solver *s = f->s;

	if (call_roles(s, in) || (in->fn != NONE && func_solved(s, in->fn)))
		return false;
	for (uint32_t i = 0; i < in->n_args; i++) {
		const struct value *v = in->args[i].kind == OPND_VALUE ?
					&f->fn->values[in->args[i].value] : NULL;

		if (v && v->record != NONE && field_joinable(s, (struct step){ v->record, 0 }))
			return true;
	}
	return false;
}

static bool may_free_at(const struct coh_member *m, struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	if (in->op != OP_CALL)
		return false;
	for (size_t i = 0; i < m->n_frees; i++)
		if (m->frees[i].func == f->id && m->frees[i].insn == n)
			return true;
	nt = call_targets(f->s, f, in, to, MAX_TARGETS);
	for (unsigned k = 0; k < nt; k++)
		if (m->may_free[to[k]])
			return true;
	return passes_releaser(m, f, n) || (m->shared && coh_leaves_with_record(f, in));
}

/* The blocks of the loop that begins with `head`, or NULL: none begins there. */
static uint8_t *loop_of(struct fx *f, uint32_t head)
{
	const struct func *fn = f->fn;
	uint32_t *todo = NULL, n = 0;
	uint8_t *in_loop = NULL;

	for (uint32_t i = 0; i < fn->blocks[head].n_preds; i++) {
		uint32_t p = fn->blocks[head].preds[i];

		if (!fx_dominates(f, head, p))
			continue;
		if (!in_loop) {
			in_loop = arena_new_array(f->s->a, uint8_t, fn->n_blocks + 1);
			todo = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
			in_loop[head] = 1;
		}
		if (!in_loop[p])
			todo[n++] = p;
		in_loop[p] = 1;
	}
	while (n && fx_work(f, 1)) {
		uint32_t b = todo[--n];

		for (uint32_t i = 0; i < fn->blocks[b].n_preds; i++) {
			uint32_t p = fn->blocks[b].preds[i];

			if (in_loop[p])
				continue;
			in_loop[p] = 1;
			todo[n++] = p;
		}
	}
	return in_loop;
}

/* A loop that frees, and does not allocate, frees all there is. */
static void mark_loops(struct member_walk *w)
{
	const struct func *fn = w->f->fn;

	for (uint32_t b = 0; b < fn->n_blocks; b++) {
		uint8_t *in_loop = loop_of(w->f, b);

		if (!in_loop)
			continue;
		if (in_loop[w->f->block_of[w->start]]) {
			w->round[b] = w->f->fn->insns[w->start].place.indexed;
			continue;
		}
		for (uint32_t n = 0; n < fn->n_insns; n++)
			if (w->free_at[n] && in_loop[w->f->block_of[n]])
				w->free_block[b] = 1;
	}
}

/* ---- the walk ---- */

static bool at(struct path *p, uint32_t insn)
{
	struct member_walk *w = p->data;
	const struct insn *in = &w->f->fn->insns[insn];

	if (p->state == WAY_DEAD)
		return false;
	if (p->state == WAY_NEW) {
		p->state = WAY_LIVE;
		if (w->alloc || w->mask == IS_ANY)
			return true;
		path_want(p->f, w->result);
		path_split(p, w->result, w->mask, WAY_DEAD);
		return true;
	}
	if (w->free_at[insn] && insn != w->start) {
		p->state = WAY_FREED;
		return true;
	}
	if (in->op == OP_STORE && p->state == WAY_FREED && in->a.kind == OPND_INT && !in->a.num)
		return true;			/* freed and forgotten */
	if (in->op == OP_STORE) {		/* the next element; or it was moved */
		if (p->state == WAY_FREED || (!in->place.indexed && insn != w->start))
			return false;
		p->state = WAY_OLD;
	} else if (p->state == WAY_LIVE) {	/* the next allocation */
		p->state = WAY_OLD;
	}
	return true;
}

static bool edge(struct path *p, uint32_t to)
{
	struct member_walk *w = p->data;

	if (w->free_block[to] && p->state != WAY_NEW && p->state != WAY_DEAD)
		p->state = WAY_FREED;
	else if (w->round[to] && p->state == WAY_LIVE)
		p->state = WAY_OLD;
	return true;
}

/* i = 0; i++: not 0 any more in the next round. */
static bool counts(const struct fx *f, const struct insn *phi)
{
	for (uint32_t i = 0; i < phi->n_args; i++) {
		const struct insn *in = fx_def(f, phi->args[i]);

		if (in && in->op == OP_BIN && in->bin == BIN_ADD && in->b.kind == OPND_INT &&
		    in->b.num > 0 && in->a.kind == OPND_VALUE &&
		    fx_copy_root(f, in->a.value) == phi->result)
			return true;
	}
	return false;
}

/* NULL is no memory, unless it is the next element that could not be had. */
static bool zero(struct path *p, uint32_t cell, unsigned mask)
{
	struct member_walk *w = p->data;
	const struct insn *in;
	struct step st;

	if (mask != IS_EQ || (p->state != WAY_LIVE && p->state != WAY_OLD))
		return true;
	in = cell < w->f->fn->n_values ? fx_def_value(w->f, cell) : NULL;
	if (p->state == WAY_OLD)
		return !in || in->op != OP_PHI || !w->round[w->f->block_of[w->f->def[cell]]] ||
		       !counts(w->f, in);
	if (w->alloc && w->alloc->value != NONE &&
	    cell == cell_of(w->f, w->alloc->value))
		return false;
	if (cell >= w->f->fn->n_values) {
		st = cell_step(w->f, cell);
		return st.record != w->m->st.record || st.field != w->m->st.field;
	}
	return !in || in->op != OP_LOAD || !is_member(w->m, &in->place);
}

static bool returns_pointer(const struct fx *f)
{
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op == OP_RET && in->a.kind == OPND_VALUE)
			return f->fn->values[in->a.value].cls == TC_POINTER;
	}
	return false;
}

/* A negative number, something of a call that is not 0, no pointer. */
static bool is_failure(const struct fx *f, unsigned mask)
{
	if (returns_pointer(f))
		return mask == IS_EQ || mask == IS_LT;
	return mask == IS_LT || mask == (IS_LT | IS_GT);
}

static bool is_success(const struct fx *f, const struct insn *in, unsigned mask)
{
	if (in->a.kind == OPND_NONE)
		return true;
	return returns_pointer(f) ? mask == IS_GT : !(mask & IS_LT);
}

/* return usb_control_msg(...): of another file, and nobody has looked: fails or not. */
static bool untested_call(const struct fx *f, struct operand o)
{
	const struct insn *def = fx_def(f, o);
	const struct value *v;

	while (def && def->op == OP_COPY)
		def = fx_def(f, def->a);
	for (uint32_t i = 0; def && def->op == OP_PHI && i < def->n_args; i++)
		if (def->args[i].kind == OPND_VALUE && fx_def(f, def->args[i]) &&
		    fx_def(f, def->args[i])->op == OP_CALL)
			return untested_call(f, def->args[i]);
	if (!def || def->op != OP_CALL || def->fn == NONE || func_solved(f->s, def->fn))
		return false;
	v = &f->fn->values[def->result];
	return v->cls == TC_INT && !(v->flags & VALUE_UNSIGNED) && v->bits >= 32;
}

static void left(struct path *p, const struct insn *in, unsigned mask)
{
	struct member_walk *w = p->data;
	struct coh_way *out = w->out;

	if (p->state == WAY_FREED)
		out->cleans |= is_failure(w->f, mask) && in->a.kind != OPND_NONE;
	if (p->state != WAY_LIVE && p->state != WAY_OLD)
		return;
	if (is_success(w->f, in, mask)) {
		out->ok = true;
		out->ok_mask |= mask;
	}
	if (in->a.kind == OPND_NONE || !is_failure(w->f, mask))
		return;
	out->fail_mask |= mask;
	if (!out->fails)
		out->trail = trail_push(w->f->s, w->trail, path_loc(p),
					text(w->f->s, "%s() fails behind this",
					     w->f->fn->name));
	out->fails = true;
}

static void ret(struct path *p, uint32_t insn, unsigned mask)
{
	struct member_walk *w = p->data;
	const struct insn *in = &w->f->fn->insns[insn];

	if (mask == IS_ANY && untested_call(w->f, in->a)) {
		left(p, in, IS_LT);
		mask = IS_EQ | IS_GT;
	}
	left(p, in, mask);
}

static const struct path_client client = { .at = at, .ret = ret, .zero = zero, .edge = edge };

static void walk(struct member_walk *w)
{
	struct fx *f = w->f;
	bool before = false;

	w->free_at = arena_new_array(f->s->a, uint8_t, f->fn->n_insns + 1);
	w->free_block = arena_new_array(f->s->a, uint8_t, f->fn->n_blocks + 1);
	w->round = arena_new_array(f->s->a, uint8_t, f->fn->n_blocks + 1);
	path_note(f, w->start);
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		w->free_at[n] = may_free_at(w->m, f, n);
		/* devm_add_action() long before: somebody will free it */
		before |= passes_releaser(w->m, f, n) &&
			  fx_dominates(f, f->block_of[n], f->block_of[w->start]);
		if (w->free_at[n] || (in->op == OP_STORE && is_member(w->m, &in->place)) ||
		    (w->alloc && n == w->alloc->insn))
			path_note(f, n);
	}
	mark_loops(w);
	if (!before)
		path_walk(f, &client, w, w->start, WAY_NEW);
	path_unnote_all(f);
}

/* ---- from function to function ---- */

static void join(struct coh_way *to, const struct coh_way *got, struct coh_alloc *a)
{
	if (got->fails && !to->fails)
		to->trail = got->trail;
	if (!to->alloc)
		to->alloc = a;
	to->fails |= got->fails;
	to->ok |= got->ok;
	to->cleans |= got->cleans;
	to->fail_mask |= got->fail_mask;
	to->ok_mask |= got->ok_mask;
}

static void from_stores(struct fx *f, struct coh_member *m, uint64_t bit, struct coh_way *way)
{
	struct coh_unit *cu = f->s->coh;

	for (size_t i = 0; i < cu->n_allocs; i++) {
		struct coh_alloc *a = &cu->allocs[i];

		if (a->f != f || !(a->use.members & bit))
			continue;
		for (uint32_t n = 0; n < f->fn->n_insns && !f->gave_up; n++) {
			const struct insn *in = &f->fn->insns[n];
			struct coh_way got = { .fails = false };
			struct member_walk w = { .f = f, .m = m, .alloc = a, .start = n,
						 .out = &got };

			if (in->op != OP_STORE || in->a.kind != OPND_VALUE ||
			    !is_member(m, &in->place) ||
			    !coh_is_alloc(a, in->a.value))
				continue;
			walk(&w);
			join(way, &got, a);
		}
	}
}

static void from_call(struct fx *f, struct coh_member *m, uint32_t n, const struct coh_way *callee,
		      bool failed, struct coh_way *way)
{
	const struct insn *in = &f->fn->insns[n];
	struct coh_way got = { .cleans = false };
	struct member_walk w = { .f = f, .m = m, .start = n, .result = in->result,
				 .mask = IS_ANY, .out = &got };

	if (in->result != NONE)
		w.mask = failed ? callee->fail_mask : callee->ok_mask;
	if (failed && in->result == NONE)
		return;
	if (failed)
		w.trail = callee->trail;
	walk(&w);
	got.cleans |= failed && callee->cleans;
	join(way, &got, callee->alloc);
}

static void from_calls(struct fx *f, struct coh_member *m, const struct coh_way *ways,
		       struct coh_way *way)
{
	for (uint32_t n = 0; n < f->fn->n_insns && !f->gave_up; n++) {
		uint32_t to[MAX_TARGETS];
		unsigned nt = call_targets(f->s, f, &f->fn->insns[n], to, MAX_TARGETS);

		for (unsigned k = 0; k < nt && nt == 1; k++) {
			if (to[k] == f->id || !ways[to[k]].alloc)
				continue;
			if (ways[to[k]].fails)
				from_call(f, m, n, &ways[to[k]], true, way);
			if (ways[to[k]].ok)
				from_call(f, m, n, &ways[to[k]], false, way);
		}
	}
}

void coh_member_way(struct fx *f, struct coh_member *m, uint64_t bit, struct coh_way *ways)
{
	from_stores(f, m, bit, &ways[f->id]);
	from_calls(f, m, ways, &ways[f->id]);
}
