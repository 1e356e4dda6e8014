// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * memory.c - which stores a load can see, inside one function.
 *
 * A backward walk over the blocks from the load, stopped on each way by the
 * nearest store to the same place.  Local objects are exact but for variable
 * indexes; memory behind a pointer is told apart by the pointer's root value
 * and offset only, which is why memory_deref() is asked for the nearest store
 * and never for "no store".
 */
#include "solve_int.h"

struct walk {
	struct fx *f;
	bool deref;
	uint32_t id;			/* object, or root value */
	int64_t off;
	struct step st;
	struct reach r;
	uint32_t *seen, epoch;
	uint32_t *todo, n_todo;
};

static void hit(struct walk *w, uint32_t insn, int64_t off, uint32_t call_arg)
{
	struct reach_item it = { insn, off, call_arg };

	VEC_PUSH(w->f->s->a, w->r.v, w->r.n, w->r.cap, it);
}

uint32_t memory_root(const struct fx *f, uint32_t value, int64_t *off)
{
	for (unsigned i = 0; i < 100; i++) {
		struct operand o = { .kind = OPND_VALUE, .value = value };
		const struct insn *in = fx_def(f, o);

		if (!in || in->a.kind != OPND_VALUE)
			break;
		if (in->op == OP_BIN && in->bin == BIN_ADD && in->b.kind == OPND_INT)
			*off += in->b.num;
		else if (in->op != OP_COPY)
			break;
		value = in->a.value;
	}
	return value;
}

uint32_t memory_target(const struct fx *f, uint32_t value, int64_t *off, bool *indexed)
{
	*indexed = false;
	for (unsigned i = 0; i < 32; i++) {
		struct operand o = { .kind = OPND_VALUE };
		const struct insn *in;

		o.value = memory_root(f, value, off);
		in = fx_def(f, o);
		if (!in || in->op != OP_ADDR)
			break;
		*off += in->place.off;
		*indexed |= in->place.indexed;
		if (in->place.base == BASE_OBJECT)
			return in->place.id;
		if (in->place.base != BASE_VALUE)
			break;
		value = in->place.id;
	}
	return NONE;
}

/* Offset of place from the walk's base, or false when it is something else. */
static bool same_base(const struct walk *w, const struct place *p, int64_t *off)
{
	bool indexed;

	*off = p->off;
	if (p->base == BASE_OBJECT)
		return !w->deref && p->id == w->id;
	if (p->base != BASE_VALUE)
		return false;
	if (w->deref)
		return memory_root(w->f, p->id, off) == w->id;
	return memory_target(w->f, p->id, off, &indexed) == w->id;
}

/* Is the address of the object (or of the pointed-to memory) given to this call? */
static bool passes(const struct walk *w, struct operand o, int64_t *off)
{
	struct place p = { .base = BASE_VALUE, .id = o.value };

	return o.kind == OPND_VALUE && same_base(w, &p, off);
}

/* An allocator stores the DMA handle through this argument. */
static bool stores_handle(const struct solver *s, const struct insn *in, uint32_t arg)
{
	const struct fact *fact = call_fact(s, in, ROLE_ALLOC);

	return fact && fact->num[KEY_HANDLE] == (int64_t)arg;
}

/* True when the walk ends at this call. */
static bool walk_call(struct walk *w, uint32_t n, const struct insn *in)
{
	struct solver *s = w->f->s;
	uint32_t to[MAX_TARGETS], at;
	unsigned nt;
	int64_t off;

	if (w->deref) {
		nt = call_targets(s, w->f, in, to, MAX_TARGETS);
		for (unsigned k = 0; k < nt; k++)
			if (w->st.record != NONE && func_stores_field(s, to[k], w->st)) {
				w->r.opaque = true;
				return true;
			}
	}
	for (uint32_t i = 0; i < in->n_args; i++) {
		const struct fact *copy = call_fact(s, in, ROLE_COPY);

		if (!passes(w, in->args[i], &off))
			continue;
		if (copy && copy->num[KEY_DST] != (int64_t)i)
			continue;
		if (call_fact(s, in, ROLE_FREE) || call_fact(s, in, ROLE_BOUNCE))
			continue;
		if (copy || (stores_handle(s, in, i) && w->off == off)) {
			hit(w, n, w->off - off, i);
			return true;
		}
		if (w->deref)
			continue;
		if (in->fn != NONE && func_solved(s, in->fn)) {
			if (!fx_out(&s->fx[in->fn], i, w->off - off, &at))
				continue;
			hit(w, n, w->off - off, i);
			return true;
		}
		if (call_fact(s, in, ROLE_SINK) || call_fact(s, in, ROLE_GUARD))
			continue;
		if (s->between)
			hit(w, n, w->off - off, i);
		else
			w->r.opaque = true;
		return true;
	}
	return false;
}

/* Can a store with a variable index reach the walk's place?  Not beyond its member. */
static bool index_reaches(const struct walk *w, const struct place *p, int64_t off)
{
	const struct unit *u = w->f->s->u;
	const struct field *f;
	int64_t start;

	if (!p->n_path || (p->base == BASE_OBJECT && u->objects[p->id].cls == TC_ARRAY))
		return true;
	f = &u->records[p->path[0].record].fields[p->path[0].field];
	start = off - p->off + f->off;
	return w->off >= start && (f->flags & FIELD_FLEX || w->off < start + f->size);
}

/* True when the walk ends at this instruction. */
static bool walk_insn(struct walk *w, uint32_t n)
{
	const struct insn *in = &w->f->fn->insns[n];
	int64_t off;

	switch (in->op) {
	case OP_STORE:
		if (!same_base(w, &in->place, &off))
			return false;
		if (in->place.indexed) {
			/* may be this element, may be another */
			if (index_reaches(w, &in->place, off))
				hit(w, n, w->off - off, NONE);
			return false;
		}
		if (in->place.size != SIZE_UNKNOWN && in->place.size > 8) {
			if (w->off < off || w->off >= off + in->place.size)
				return false;
			return true;		/* zeroed as a whole */
		}
		if (off != w->off)
			return false;
		hit(w, n, 0, NONE);
		return true;
	case OP_COPYMEM:
		if (!same_base(w, &in->place, &off))
			return false;
		if (in->place.size == SIZE_UNKNOWN || w->off < off ||
		    w->off >= off + in->place.size)
			return false;
		hit(w, n, w->off - off, NONE);
		return true;
	case OP_CALL:
		return walk_call(w, n, in);
	default:
		return false;
	}
}

static void walk_block(struct walk *w, uint32_t block, uint32_t upto)
{
	const struct block *b = &w->f->fn->blocks[block];

	for (uint32_t i = upto; i > b->first; i--) {
		if (!fx_work(w->f, 1)) {
			w->r.opaque = true;
			return;
		}
		if (walk_insn(w, i - 1))
			return;
	}
	if (block == 0)
		w->r.entry = true;
	for (uint32_t p = 0; p < b->n_preds; p++) {
		if (w->seen[b->preds[p]] == w->epoch)
			continue;
		w->seen[b->preds[p]] = w->epoch;
		w->todo[w->n_todo++] = b->preds[p];
	}
}

/* The scratch arrays are the function's own; a walk inside a walk gets new ones. */
static struct reach walk_from(struct walk *w, uint32_t insn)
{
	struct fx *f = w->f;
	const struct func *fn = f->fn;
	bool inner = f->walk_busy;

	if (inner || !f->walk_seen) {
		w->seen = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
		w->todo = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
	}
	if (!inner && !f->walk_seen) {
		f->walk_seen = w->seen;
		f->walk_todo = w->todo;
	} else if (!inner) {
		w->seen = f->walk_seen;
		w->todo = f->walk_todo;
	}
	w->epoch = inner ? 1 : ++f->walk_epoch;
	f->walk_busy = true;
	walk_block(w, f->block_of[insn], insn);
	while (w->n_todo) {
		uint32_t b = w->todo[--w->n_todo];

		walk_block(w, b, fn->blocks[b].first + fn->blocks[b].n);
	}
	f->walk_busy = inner;
	return w->r;
}

struct reach memory_object(struct fx *f, uint32_t object, int64_t off, uint32_t insn)
{
	struct walk w = { .f = f, .id = object, .off = off, .st = { NONE, NONE } };

	return walk_from(&w, insn);
}

struct reach memory_deref(struct fx *f, uint32_t base, int64_t off, struct step st,
			  uint32_t insn)
{
	struct walk w = { .f = f, .deref = true, .id = base, .off = off, .st = st };

	if (!f->stored_via[base]) {
		w.r.entry = true;
		return w.r;
	}
	return walk_from(&w, insn);
}

/* What f stores at off behind its parameter: the operand and where, or NULL. */
const struct operand *fx_out(struct fx *f, uint32_t param, int64_t off, uint32_t *insn)
{
	for (size_t i = 0; i < f->n_outs; i++) {
		const struct out_store *o = &f->outs[i];

		if (o->param == param && o->off == off) {
			*insn = o->insn;
			return &f->fn->insns[o->insn].a;
		}
	}
	return NULL;
}
