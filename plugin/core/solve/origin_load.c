// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * origin_load.c - pointers that come out of memory: local variables and structs,
 * members of records, contract sources such as i2c_msg.buf.
 */
#include <string.h>
#include "origin_int.h"

/* Values found by memory.c: each is the operand of a store, a copy or a call. */
static void walk_reach(struct query *q, const struct reach *r, const struct adj *adj)
{
	struct fx *f = q->f;

	for (size_t i = 0; i < r->n; i++) {
		const struct reach_item *it = &r->v[i];
		const struct insn *in = &f->fn->insns[it->insn];
		struct origins got;

		if (in->op == OP_STORE) {
			origin_walk(q, in->a, *adj);
		} else if (in->op == OP_COPYMEM) {
			struct place from = in->place2;
			struct step st;

			from.off += it->off;
			from.n_path = 0;
			if (from.record != NONE &&
			    field_at(f->s->u, from.record, it->off, &st)) {
				from.path = &st;
				from.n_path = 1;
			}
			origin_walk_load(q, &from, it->insn, *adj);
		} else {
			got = origins_out(f, it->insn, it->call_arg, it->off);
			for (size_t k = 0; k < got.n; k++)
				origin_emit(q, got.v[k], adj);
		}
	}
}

static void emit_all(struct query *q, const struct origins *got, const struct adj *adj)
{
	if (!got || !got->n)
		origin_emit_mem(q, MEM_unknown, adj);
	for (size_t i = 0; got && i < got->n; i++)
		if (got->v[i].kind == ORG_MEM)
			origin_emit(q, got->v[i], adj);
}

/* Does insn run only where `flag`, a masked flag word, was found clear? */
static bool only_clear(const struct fx *f, uint32_t flag, uint32_t insn)
{
	const struct func *fn = f->fn;

	for (uint32_t b = 0; b < fn->n_blocks; b++) {
		const struct block *bl = &fn->blocks[b];
		const struct insn *test = bl->n ? &fn->insns[bl->first + bl->n - 1] : NULL;
		uint32_t clear;

		if (!test || test->op != OP_COND || bl->n_succs != 2 ||
		    test->a.kind != OPND_VALUE || fx_copy_root(f, test->a.value) != flag ||
		    test->b.kind != OPND_INT || test->b.num != 0)
			continue;
		clear = bl->succs[test->bin == BIN_EQ ? 0 : 1];
		if (fn->blocks[clear].n_preds == 1 && fx_dominates(f, clear, f->block_of[insn]))
			return true;
	}
	return false;
}

/* i2c_msg.buf and the like: unless this function looks at the flag that allows DMA. */
static bool flag_tested(struct fx *f, const struct fact *fact, uint32_t record,
			uint32_t insn)
{
	const char *name = fact->text[KEY_FLAGFIELD];

	if (!name)
		return false;
	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];
		const struct insn *load;
		struct step st;

		if (in->op != OP_BIN || in->bin != BIN_AND || in->b.kind != OPND_INT ||
		    !(in->b.num & fact->num[KEY_FLAGMASK]))
			continue;
		load = fx_def(f, in->a);
		while (load && load->op == OP_COPY)
			load = fx_def(f, load->a);
		if (!load || load->op != OP_LOAD || !load->place.n_path)
			continue;
		st = load->place.path[load->place.n_path - 1];
		if (st.record == record &&
		    !strcmp(f->s->u->records[record].fields[st.field].name, name))
			return !only_clear(f, in->result, insn);
	}
	return false;
}

static bool walk_source(struct query *q, const struct place *p, uint32_t insn,
			const struct adj *adj)
{
	const struct unit *u = q->f->s->u;
	const struct fact *fact;
	struct origin o = origin_memory(MEM_unknown);
	struct step st;

	if (!p->n_path)
		return false;
	st = p->path[p->n_path - 1];
	fact = field_fact(q->f->s, st, ROLE_DEVICE);
	o.device = fact;
	if (!fact)
		fact = field_fact(q->f->s, st, ROLE_SOURCE);
	if (!fact)
		return false;
	if (!o.device && !flag_tested(q->f, fact, st.record, insn)) {
		o.mem = mem_by_name(fact->text[KEY_KIND]);
		if (o.mem == MEM_foreign && q->f->s->between) {
			origin_emit_hole(q, (struct hole){ .kind = HOLE_FIELD, .step = st }, adj);
			return true;
		}
		if (o.mem == N_MEM)
			o.mem = MEM_unknown;
	}
	o.maker = fact->name;
	o.name = u->records[st.record].fields[st.field].name;
	o.birth = q->f->fn->insns[insn].loc;
	origin_emit(q, o, adj);
	return true;
}

/* What others store there, as a hole; false: nobody can say. */
static bool walk_load_between(struct query *q, const struct place *p, uint32_t object,
			      const struct adj *adj)
{
	struct fx *f = q->f;
	struct hole h = { .kind = HOLE_FIELD, .object = object };

	if (p->n_path && field_joinable(f->s, p->path[p->n_path - 1])) {
		h.step = p->path[p->n_path - 1];
		h.object = 0;
	} else if (object != NONE && !p->n_path && p->off == 0) {
		h.kind = HOLE_OBJECT;
	} else if (object == NONE && field_element(f, p, &h.step)) {
		h.kind = HOLE_ELEMENT;
		h.object = 0;
	} else {
		return false;
	}
	origin_emit_hole(q, h, adj);
	return true;
}

static void walk_load_object(struct query *q, const struct place *p, uint32_t object,
			     int64_t off, uint32_t insn, const struct adj *adj)
{
	struct fx *f = q->f;
	const struct object *obj = &f->s->u->objects[object];
	struct reach r;

	if (obj->kind == OBJ_LOCAL || obj->kind == OBJ_PARAM) {
		r = memory_object(f, object, off, insn);
		walk_reach(q, &r, adj);
		if (r.entry && obj->kind == OBJ_PARAM && !(obj->flags & OBJ_BYVALUE)) {
			for (uint32_t k = 0; k < f->fn->n_params; k++)
				if (f->fn->params[k].object == object)
					origin_emit_param(q, k, adj);
		} else if (!r.n || r.opaque) {
			if (!walk_source(q, p, insn, adj))
				origin_emit_mem(q, MEM_unknown, adj);
		}
		return;
	}
	if (walk_source(q, p, insn, adj))
		return;
	if (f->s->between && walk_load_between(q, p, object, adj))
		return;
	if (f->s->between)
		origin_emit_mem(q, MEM_unknown, adj);
	else if (p->n_path && field_joinable(f->s, p->path[p->n_path - 1]))
		emit_all(q, field_origins(f->s, p->path[p->n_path - 1]), adj);
	else if (!p->n_path && obj->kind == OBJ_STATIC && off == 0)
		emit_all(q, object_origins(f->s, object), adj);
	else
		origin_emit_mem(q, MEM_unknown, adj);
}

/* A load through a pointer: the nearest store here, else the field's join. */
void origin_walk_load(struct query *q, const struct place *p, uint32_t insn, struct adj adj)
{
	struct fx *f = q->f;
	struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };
	int64_t off = p->off;
	uint32_t object, root;
	bool indexed;
	struct reach r = { .entry = true };

	if (p->n_path && (!adj.name || !*adj.name))
		adj.name = f->s->u->records[st.record].fields[st.field].name;

	if (p->base == BASE_OBJECT) {
		walk_load_object(q, p, p->id, p->off, insn, &adj);
		return;
	}
	object = memory_target(f, p->id, &off, &indexed);
	if (object != NONE && !indexed) {
		walk_load_object(q, p, object, off, insn, &adj);
		return;
	}
	off = p->off;
	root = memory_root(f, p->id, &off);
	if (!p->indexed) {
		r = memory_deref(f, root, off, st, insn);
		walk_reach(q, &r, &adj);
		if (r.n && !r.entry && !r.opaque)
			return;
	}
	if (f->param_of[root] >= 0) {
		struct origin o = origin_memory(MEM_unknown);

		o.kind = ORG_PARAMLOAD;
		o.param = (uint32_t)f->param_of[root];
		o.load_off = off;
		o.load = st;
		o.name = f->fn->params[o.param].name;
		origin_emit(q, o, &adj);
	}
	if (q->no_join)
		return;
	if (walk_source(q, p, insn, &adj))
		return;
	if (f->s->between && walk_load_between(q, p, NONE, &adj))
		return;
	if (f->s->between)
		origin_emit_mem(q, MEM_unknown, &adj);
	else if (field_joinable(f->s, st))
		emit_all(q, field_origins(f->s, st), &adj);
	else if (field_element(f, p, &st))
		emit_all(q, element_origins(f->s, st), &adj);
	else
		origin_emit_mem(q, MEM_unknown, &adj);
}
