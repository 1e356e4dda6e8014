// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * origin.c - where can this pointer come from?
 *
 * A demand-driven walk from the use back to the births: through copies, casts,
 * offsets, phis, local memory, helpers that return their argument, and joined
 * fields.  Offsets and members are gathered on the way (struct adj).  A walk
 * that meets something it cannot see adds MEM_unknown, which never warns.
 */
#include <string.h>
#include "origin_int.h"

#define MAX_VISITS 4
#define MAX_DEPTH 400
#define MAX_ORIGINS 48

const struct mem_info mem_info[N_MEM] = {
#define X(name, good, text) { #name, text, good },
	MEM_KINDS(X)
#undef X
};

const struct member no_member = { .outer_rec = NONE, .outer_field = NONE,
				  .rec = NONE, .field = NONE };

enum mem mem_by_name(const char *name)
{
	for (unsigned i = 0; name && i < N_MEM; i++)
		if (!strcmp(mem_info[i].name, name))
			return (enum mem)i;
	return N_MEM;
}

static bool same_hole(const struct hole *a, const struct hole *b)
{
	return a->kind == b->kind && a->insn == b->insn && a->arg == b->arg &&
	       a->off == b->off && a->step.record == b->step.record &&
	       a->step.field == b->step.field && a->object == b->object;
}

static bool same_origin(const struct origin *a, const struct origin *b)
{
	return a->kind == b->kind && a->mem == b->mem && a->object == b->object &&
	       a->param == b->param && a->load_off == b->load_off &&
	       a->load.record == b->load.record && a->load.field == b->load.field &&
	       a->member.outer_rec == b->member.outer_rec &&
	       a->member.outer_field == b->member.outer_field &&
	       a->member.rec == b->member.rec && a->member.field == b->member.field &&
	       a->birth.line == b->birth.line && a->birth.col == b->birth.col &&
	       a->birth.file == b->birth.file && a->excluded == b->excluded &&
	       same_hole(&a->hole, &b->hole);
}

void origins_add(struct arena *a, struct origins *to, const struct origin *o)
{
	for (size_t i = 0; i < to->n; i++) {
		if (!same_origin(&to->v[i], o))
			continue;
		if (to->v[i].off != o->off || o->inexact)
			to->v[i].inexact = true;
		return;
	}
	if (to->n < MAX_ORIGINS)
		VEC_PUSH(a, to->v, to->n, to->cap, *o);
}

void origin_emit(struct query *q, struct origin o, const struct adj *adj)
{
	o.off += adj->off;
	o.inexact |= adj->inexact;
	o.excluded |= adj->excluded;
	if (adj->member.outer_rec != NONE) {
		struct member m = adj->member;

		if (o.member.outer_rec != NONE) {
			m.outer_rec = o.member.outer_rec;
			m.outer_field = o.member.outer_field;
			m.off += o.member.off;
			m.indexed |= o.member.indexed;
		}
		o.member = m;
	}
	if (!o.name || !*o.name)
		o.name = adj->name;
	if (o.kind == ORG_MEM && (o.excluded & MEM_BIT(o.mem)))
		return;
	origins_add(q->f->s->a, q->out, &o);
}

struct origin origin_memory(enum mem mem)
{
	return (struct origin){ .kind = ORG_MEM, .mem = mem, .object = NONE,
				.size = SIZE_UNKNOWN, .max_size = INT64_MAX,
				.member = no_member };
}

void origin_emit_mem(struct query *q, enum mem mem, const struct adj *adj)
{
	origin_emit(q, origin_memory(mem), adj);
}

void origin_emit_hole(struct query *q, struct hole hole, const struct adj *adj)
{
	struct origin o = origin_memory(MEM_unknown);

	o.hole = hole;
	origin_emit(q, o, adj);
}

void origin_emit_param(struct query *q, uint32_t k, const struct adj *adj)
{
	struct fx *f = q->f;
	struct origin o = origin_memory(MEM_unknown);

	if (!f->s->between && f->param_mem[k] != MEM_unknown && f->param_mem[k] < N_MEM) {
		o.mem = f->param_mem[k];
		o.maker = f->param_slot[k];
		o.birth = f->fn->loc;
	} else {
		o.kind = ORG_PARAM;
		o.param = k;
	}
	o.name = f->fn->params[k].name;
	origin_emit(q, o, adj);
}

static void emit_object(struct query *q, uint32_t id, const struct adj *adj)
{
	const struct object *obj = &q->f->s->u->objects[id];
	struct origin o = origin_memory(MEM_static);

	o.object = id;
	o.size = obj->size;
	o.birth = obj->loc;
	o.name = obj->name;
	if (obj->kind == OBJ_LOCAL || obj->kind == OBJ_PARAM)
		o.mem = MEM_stack;
	else if (obj->flags & OBJ_PERCPU)
		o.mem = MEM_percpu;
	else if ((obj->flags & OBJ_READONLY) || obj->kind == OBJ_STRING)
		o.mem = MEM_rodata;
	origin_emit(q, o, adj);
}

/* A member on the way: the first one met is innermost, the last outermost. */
static void adj_member(struct adj *adj, const struct fx *f, const struct place *p)
{
	const struct unit *u = f->s->u;
	struct step in;
	uint32_t i = p->n_path;

	if (!i)
		return;
	while (i > 1 && ((u->records[p->path[i - 1].record].flags & RECORD_UNION) ||
			 (u->records[p->path[i - 1].record].fields[p->path[i - 1].field].flags &
			  FIELD_ANON)))
		i--;		/* the views of a union are one buffer */
	in = p->path[i - 1];
	if (adj->member.outer_rec == NONE) {
		adj->member = (struct member){ .rec = in.record, .field = in.field,
					       .off = adj->off };
		if (p->base == BASE_VALUE)
			adj->member.base = f->fn->values[p->id].name;
	}
	adj->member.outer_rec = p->path[0].record;
	adj->member.outer_field = p->path[0].field;
	adj->member.off += p->off;
	adj->member.indexed |= p->indexed;
}

static void walk_addr(struct query *q, const struct place *p, struct adj adj)
{
	struct fx *f = q->f;
	struct operand base = { .kind = OPND_VALUE, .value = p->id };
	uint32_t record;

	adj_member(&adj, f, p);
	adj.off += p->off;
	adj.inexact |= p->indexed;
	if (p->base == BASE_OBJECT) {
		emit_object(q, p->id, &adj);
		return;
	}
	record = f->fn->values[p->id].record;
	if (record != NONE && (f->s->u->records[record].flags & RECORD_FRAME)) {
		struct origin o = origin_memory(MEM_stack);
		struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };

		o.birth = f->fn->loc;
		o.name = st.record == NONE ? "frame" :
			 f->s->u->records[st.record].fields[st.field].name;
		adj.member = no_member;
		origin_emit(q, o, &adj);
		return;
	}
	origin_walk(q, base, adj);
}

static void walk_bin(struct query *q, const struct insn *in, struct adj adj)
{
	struct operand from = in->a.kind == OPND_VALUE ? in->a : in->b;

	if (in->bin == BIN_ADD || in->bin == BIN_SUB) {
		if (in->b.kind == OPND_INT)
			adj.off += in->bin == BIN_ADD ? in->b.num : -in->b.num;
		else
			adj.inexact = true;
		if (adj.inexact && adj.member.outer_rec != NONE)
			adj.member.indexed = true;
		origin_walk(q, from, adj);
	} else if (in->bin == BIN_AND) {
		adj.inexact = true;		/* aligned down */
		origin_walk(q, in->a, adj);
	} else {
		origin_emit_mem(q, MEM_unknown, &adj);
	}
}

static void walk_insn(struct query *q, const struct insn *in, uint32_t insn, struct adj adj)
{
	struct fx *f = q->f;
	uint32_t b = f->block_of[insn];

	switch (in->op) {
	case OP_COPY:
		origin_walk(q, in->a, adj);
		break;
	case OP_BIN:
		walk_bin(q, in, adj);
		break;
	case OP_SELECT:
		origin_walk(q, in->a, adj);
		origin_walk(q, in->b, adj);
		break;
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args && i < f->fn->blocks[b].n_preds; i++) {
			struct adj way = adj;

			if (in->args[i].kind == OPND_VALUE)
				way.excluded |= fx_excluded_edge(f, in->args[i].value,
								 f->fn->blocks[b].preds[i], b);
			origin_walk(q, in->args[i], way);
		}
		break;
	case OP_ADDR:
		walk_addr(q, &in->place, adj);
		break;
	case OP_LOAD:
		origin_walk_load(q, &in->place, insn, adj);
		break;
	case OP_CALL:
		origin_walk_call(q, in, insn, adj);
		break;
	case OP_FUNC:
		if (f->s->between) {
			origin_emit_hole(q, (struct hole){ .kind = HOLE_FUNC,
							   .object = in->fn }, &adj);
			break;
		}
		origin_emit_mem(q, MEM_unknown, &adj);
		break;
	default:
		origin_emit_mem(q, MEM_unknown, &adj);
	}
}

/*
 * Enter a value: false when this query has seen it often enough.  Diamonds of
 * phis would be exponential otherwise; a loop makes every offset inexact.
 */
static bool enter(struct query *q, uint32_t value)
{
	struct fx *f = q->f;

	if (f->visit_epoch[value] != q->epoch) {
		f->visit_epoch[value] = q->epoch;
		f->visits[value] = 0;
	}
	if (f->on_stack[value])
		q->cyclic = true;	/* p += n in a loop */
	if (f->visits[value] >= MAX_VISITS || f->on_stack[value] > 1)
		return false;
	f->visits[value]++;
	f->on_stack[value]++;
	q->depth++;
	return true;
}

void origin_walk(struct query *q, struct operand o, struct adj adj)
{
	struct fx *f = q->f;
	const struct insn *in;

	if (o.kind == OPND_INT) {
		origin_emit_mem(q, o.num || adj.member.outer_rec != NONE ? MEM_unknown : MEM_null,
				&adj);
		return;
	}
	if (o.kind != OPND_VALUE || q->depth > MAX_DEPTH || !fx_work(f, 1)) {
		origin_emit_mem(q, MEM_unknown, &adj);
		return;
	}
	if (!adj.name || !*adj.name)
		adj.name = f->fn->values[o.value].name;
	if (f->param_of[o.value] >= 0) {
		origin_emit_param(q, (uint32_t)f->param_of[o.value], &adj);
		return;
	}
	in = fx_def(f, o);
	if (!in || !enter(q, o.value))
		return;			/* used before it is set: nothing flows */
	walk_insn(q, in, f->def[o.value], adj);
	q->depth--;
	f->on_stack[o.value]--;
}

static void finish(struct query *q)
{
	for (size_t i = 0; q->cyclic && i < q->out->n; i++)
		q->out->v[i].inexact = true;
}

struct origins origins_of(struct fx *f, struct operand o, uint32_t insn)
{
	struct sink k = { .insn = insn, .ptr = o, .via = ORG_PARAM, .member = no_member };

	return origins_of_sink(f, &k);
}

struct origins origins_of_sink(struct fx *f, const struct sink *k)
{
	struct origins out = { 0 };
	struct query q = { .f = f, .out = &out, .epoch = ++f->s->epoch };
	struct adj adj = { .off = k->off, .inexact = k->inexact, .member = k->member,
			   .excluded = k->excluded };

	if (k->ptr.kind == OPND_VALUE)
		adj.excluded |= fx_excluded(f, k->ptr.value, f->block_of[k->insn]);
	if (k->via == ORG_PARAMLOAD) {
		struct step st = k->load;
		struct place p = { .base = BASE_VALUE, .id = k->ptr.value, .off = k->load_off,
				   .n_path = st.record != NONE, .path = &st };

		q.no_join = true;
		if (k->ptr.kind == OPND_VALUE)
			origin_walk_load(&q, &p, k->insn, adj);
	} else {
		origin_walk(&q, k->ptr, adj);
	}
	finish(&q);
	return out;
}
