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
#include "solve_int.h"

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

/* What the way from the use back to here has added to the pointer. */
struct adj {
	int64_t off;
	bool inexact;
	struct member member;
	uint32_t excluded;
	const char *name;
};

struct query {
	struct fx *f;
	struct origins *out;
	uint32_t epoch;
	bool cyclic;
	bool no_join;			/* only what local stores show */
	unsigned depth;
};

static void walk(struct query *q, struct operand o, struct adj adj);
static void walk_load(struct query *q, const struct place *p, uint32_t insn, struct adj adj);

static bool same_origin(const struct origin *a, const struct origin *b)
{
	return a->kind == b->kind && a->mem == b->mem && a->object == b->object &&
	       a->param == b->param && a->load_off == b->load_off &&
	       a->load.record == b->load.record && a->load.field == b->load.field &&
	       a->member.outer_rec == b->member.outer_rec &&
	       a->member.outer_field == b->member.outer_field &&
	       a->member.rec == b->member.rec && a->member.field == b->member.field &&
	       a->birth.line == b->birth.line && a->birth.col == b->birth.col &&
	       a->birth.file == b->birth.file && a->excluded == b->excluded;
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

static void emit(struct query *q, struct origin o, const struct adj *adj)
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

static struct origin memory(enum mem mem)
{
	return (struct origin){ .kind = ORG_MEM, .mem = mem, .object = NONE,
				.size = SIZE_UNKNOWN, .max_size = INT64_MAX,
				.member = no_member };
}

static void emit_mem(struct query *q, enum mem mem, const struct adj *adj)
{
	emit(q, memory(mem), adj);
}

static void emit_param(struct query *q, uint32_t k, const struct adj *adj)
{
	struct fx *f = q->f;
	struct origin o = memory(MEM_unknown);

	if (f->param_mem[k] != MEM_unknown && f->param_mem[k] < N_MEM) {
		o.mem = f->param_mem[k];
		o.maker = f->param_slot[k];
		o.birth = f->fn->loc;
	} else {
		o.kind = ORG_PARAM;
		o.param = k;
	}
	o.name = f->fn->params[k].name;
	emit(q, o, adj);
}

static void emit_object(struct query *q, uint32_t id, const struct adj *adj)
{
	const struct object *obj = &q->f->s->u->objects[id];
	struct origin o = memory(MEM_static);

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
	emit(q, o, adj);
}

/* Does base + offsets lead to a local object?  Then memory is exact there. */
static bool local_target(const struct fx *f, uint32_t value, uint32_t *object, int64_t *off)
{
	for (unsigned i = 0; i < 32; i++) {
		struct operand o = { .kind = OPND_VALUE, .value = value };
		const struct insn *in = fx_def(f, o);

		if (!in)
			return false;
		if (in->op == OP_ADDR) {
			*off += in->place.off;
			if (in->place.base == BASE_VALUE) {
				value = in->place.id;
				continue;
			}
			*object = in->place.id;
			return !in->place.indexed;
		}
		if (in->op == OP_BIN && in->bin == BIN_ADD && in->b.kind == OPND_INT)
			*off += in->b.num;
		else if (in->op != OP_COPY)
			return false;
		if (in->a.kind != OPND_VALUE)
			return false;
		value = in->a.value;
	}
	return false;
}

/* Root value and constant offset of a base: what memory.c tells places apart by. */
static uint32_t deref_root(const struct fx *f, uint32_t value, int64_t *off)
{
	for (unsigned i = 0; i < 100; i++) {
		struct operand o = { .kind = OPND_VALUE, .value = value };
		const struct insn *in = fx_def(f, o);

		if (in && in->op == OP_COPY && in->a.kind == OPND_VALUE) {
			value = in->a.value;
		} else if (in && in->op == OP_BIN && in->bin == BIN_ADD &&
			   in->b.kind == OPND_INT && in->a.kind == OPND_VALUE) {
			*off += in->b.num;
			value = in->a.value;
		} else {
			break;
		}
	}
	return value;
}

/* A member on the way: the first one met is innermost, the last outermost. */
static void adj_member(struct adj *adj, const struct fx *f, const struct place *p)
{
	const struct unit *u = f->s->u;
	struct step in;
	uint32_t i = p->n_path;

	if (!i)
		return;
	while (i > 1 && (u->records[p->path[i - 1].record].fields[p->path[i - 1].field].flags &
			 FIELD_ANON))
		i--;
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
		struct origin o = memory(MEM_stack);
		struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };

		o.birth = f->fn->loc;
		o.name = st.record == NONE ? "frame" :
			 f->s->u->records[st.record].fields[st.field].name;
		adj.member = no_member;
		emit(q, o, &adj);
		return;
	}
	walk(q, base, adj);
}

/* Values found by memory.c: each is the operand of a store, a copy or a call. */
static void walk_reach(struct query *q, const struct reach *r, const struct adj *adj)
{
	struct fx *f = q->f;

	for (size_t i = 0; i < r->n; i++) {
		const struct reach_item *it = &r->v[i];
		const struct insn *in = &f->fn->insns[it->insn];
		struct origins got;

		if (in->op == OP_STORE) {
			walk(q, in->a, *adj);
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
			walk_load(q, &from, it->insn, *adj);
		} else {
			got = origins_out(f, it->insn, it->call_arg, it->off);
			for (size_t k = 0; k < got.n; k++)
				emit(q, got.v[k], adj);
		}
	}
}

static void emit_all(struct query *q, const struct origins *got, const struct adj *adj)
{
	if (!got || !got->n)
		emit_mem(q, MEM_unknown, adj);
	for (size_t i = 0; got && i < got->n; i++)
		if (got->v[i].kind == ORG_MEM)
			emit(q, got->v[i], adj);
}

/* i2c_msg.buf and the like: unless this function looks at the flag that allows DMA. */
static bool flag_tested(const struct fx *f, const struct fact *fact, uint32_t record)
{
	const char *name = fact->text[KEY_FLAGFIELD];

	if (!name)
		return false;
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
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
			return true;
	}
	return false;
}

static bool walk_source(struct query *q, const struct place *p, uint32_t insn,
			const struct adj *adj)
{
	const struct unit *u = q->f->s->u;
	const struct fact *fact;
	struct origin o = memory(MEM_unknown);
	struct step st;

	if (!p->n_path)
		return false;
	st = p->path[p->n_path - 1];
	fact = model_find_field(q->f->s->m, u->records[st.record].name,
				u->records[st.record].fields[st.field].name, ROLE_DEVICE);
	o.device = fact;
	if (!fact)
		fact = model_find_field(q->f->s->m, u->records[st.record].name,
					u->records[st.record].fields[st.field].name, ROLE_SOURCE);
	if (!fact)
		return false;
	if (!o.device && !flag_tested(q->f, fact, st.record)) {
		o.mem = mem_by_name(fact->text[KEY_KIND]);
		if (o.mem == N_MEM)
			o.mem = MEM_unknown;
	}
	o.maker = fact->name;
	o.name = u->records[st.record].fields[st.field].name;
	o.birth = q->f->fn->insns[insn].loc;
	emit(q, o, adj);
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
					emit_param(q, k, adj);
		} else if (!r.n || r.opaque) {
			if (!walk_source(q, p, insn, adj))
				emit_mem(q, MEM_unknown, adj);
		}
		return;
	}
	if (walk_source(q, p, insn, adj))
		return;
	if (p->n_path && field_joinable(f->s, p->path[p->n_path - 1]))
		emit_all(q, field_origins(f->s, p->path[p->n_path - 1]), adj);
	else if (!p->n_path && obj->kind == OBJ_STATIC && off == 0)
		emit_all(q, object_origins(f->s, object), adj);
	else
		emit_mem(q, MEM_unknown, adj);
}

/* A load through a pointer: the nearest store here, else the field's join. */
static void walk_load(struct query *q, const struct place *p, uint32_t insn, struct adj adj)
{
	struct fx *f = q->f;
	struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };
	int64_t off = p->off;
	uint32_t object, root;
	struct reach r = { .entry = true };

	if (p->base == BASE_OBJECT) {
		walk_load_object(q, p, p->id, p->off, insn, &adj);
		return;
	}
	if (local_target(f, p->id, &object, &off)) {
		walk_load_object(q, p, object, off, insn, &adj);
		return;
	}
	off = p->off;
	root = deref_root(f, p->id, &off);
	if (!p->indexed) {
		r = memory_deref(f, root, off, st, insn);
		walk_reach(q, &r, &adj);
		if (r.n && !r.entry && !r.opaque)
			return;
	}
	if (f->param_of[root] >= 0) {
		struct origin o = memory(MEM_unknown);

		o.kind = ORG_PARAMLOAD;
		o.param = (uint32_t)f->param_of[root];
		o.load_off = off;
		o.load = st;
		o.name = f->fn->params[o.param].name;
		emit(q, o, &adj);
	}
	if (q->no_join)
		return;
	if (walk_source(q, p, insn, &adj))
		return;
	if (field_joinable(f->s, st))
		emit_all(q, field_origins(f->s, st), &adj);
	else
		emit_mem(q, MEM_unknown, &adj);
}

/* A callee's origin, seen from this call. */
static void walk_callee_origin(struct query *q, const struct insn *call, uint32_t insn,
			       const struct origin *o, struct adj adj)
{
	struct operand arg;

	if (o->kind == ORG_MEM) {
		emit(q, *o, &adj);
		return;
	}
	if (o->param >= call->n_args) {
		emit_mem(q, MEM_unknown, &adj);
		return;
	}
	arg = call->args[o->param];
	adj.off += o->off;
	adj.inexact |= o->inexact;
	adj.excluded |= o->excluded;
	if (o->member.outer_rec != NONE) {
		if (adj.member.outer_rec == NONE) {
			adj.member = o->member;
		} else {
			adj.member.outer_rec = o->member.outer_rec;
			adj.member.outer_field = o->member.outer_field;
			adj.member.off += o->member.off;
		}
	}
	if (o->kind == ORG_PARAM) {
		walk(q, arg, adj);
	} else if (arg.kind == OPND_VALUE) {
		struct step st = o->load;
		struct place p = { .base = BASE_VALUE, .id = arg.value, .off = o->load_off,
				   .n_path = st.record != NONE, .path = &st };

		walk_load(q, &p, insn, adj);
	}
}

static void walk_alloc(struct query *q, const struct insn *call, const struct fact *fact,
		       const struct adj *adj)
{
	struct origin o = memory(mem_by_name(fact->text[KEY_KIND]));
	struct intval size = int_product(q->f, call, fact->text[KEY_SIZE]);
	int64_t gfp = fact->num[KEY_GFP];
	const struct fact *high = model_find(q->f->s->m, "__GFP_HIGHMEM", ROLE_GFP);

	if (o.mem == N_MEM)
		o.mem = MEM_unknown;
	if (o.mem == MEM_pages && gfp >= 0 && gfp < call->n_args && high &&
	    (int_eval(q->f, call->args[gfp]).ones & (uint64_t)high->num[KEY_MASK]))
		o.mem = MEM_kmap;
	if (int_is_const(size))
		o.size = (int64_t)size.ones;
	o.max_size = size.max;
	o.birth = call->loc;
	o.maker = call_name(q->f->s, call);
	emit(q, o, adj);
}

static void walk_call(struct query *q, const struct insn *in, uint32_t insn, struct adj adj)
{
	struct solver *s = q->f->s;
	uint32_t to[MAX_TARGETS];
	const struct fact *fact;
	unsigned n;

	fact = call_fact(s, in, ROLE_RETURNS);
	if (fact) {
		int64_t arg = fact->num[KEY_ARG];

		adj.inexact |= fact->text[KEY_OFF] != NULL;
		if (arg >= 0 && arg < in->n_args)
			walk(q, in->args[arg], adj);
		return;
	}
	fact = call_fact(s, in, ROLE_ALLOC);
	if (fact && !fact->text[KEY_OUT]) {
		walk_alloc(q, in, fact, &adj);
		return;
	}
	n = call_targets(s, q->f, in, to, MAX_TARGETS);
	if (!n)
		emit_mem(q, MEM_unknown, &adj);
	for (unsigned i = 0; i < n; i++) {
		const struct origins *got = func_solved(s, to[i]) ? origins_return(s, to[i]) : NULL;

		if (!got || !got->n)
			emit_mem(q, MEM_unknown, &adj);
		for (size_t k = 0; got && k < got->n; k++)
			walk_callee_origin(q, in, insn, &got->v[k], adj);
	}
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
		walk(q, from, adj);
	} else if (in->bin == BIN_AND) {
		adj.inexact = true;		/* aligned down */
		walk(q, in->a, adj);
	} else {
		emit_mem(q, MEM_unknown, &adj);
	}
}

static void walk_insn(struct query *q, const struct insn *in, uint32_t insn, struct adj adj)
{
	struct fx *f = q->f;
	uint32_t b = f->block_of[insn];

	switch (in->op) {
	case OP_COPY:
		walk(q, in->a, adj);
		break;
	case OP_BIN:
		walk_bin(q, in, adj);
		break;
	case OP_SELECT:
		walk(q, in->a, adj);
		walk(q, in->b, adj);
		break;
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args && i < f->fn->blocks[b].n_preds; i++) {
			struct adj way = adj;

			if (in->args[i].kind == OPND_VALUE)
				way.excluded |= fx_excluded_edge(f, in->args[i].value,
								 f->fn->blocks[b].preds[i], b);
			walk(q, in->args[i], way);
		}
		break;
	case OP_ADDR:
		walk_addr(q, &in->place, adj);
		break;
	case OP_LOAD:
		walk_load(q, &in->place, insn, adj);
		break;
	case OP_CALL:
		walk_call(q, in, insn, adj);
		break;
	default:
		emit_mem(q, MEM_unknown, &adj);
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

static void walk(struct query *q, struct operand o, struct adj adj)
{
	struct fx *f = q->f;
	const struct insn *in;

	if (o.kind == OPND_INT) {
		emit_mem(q, o.num || adj.member.outer_rec != NONE ? MEM_unknown : MEM_null, &adj);
		return;
	}
	if (o.kind != OPND_VALUE || q->depth > MAX_DEPTH || !fx_work(f, 1)) {
		emit_mem(q, MEM_unknown, &adj);
		return;
	}
	if (!adj.name || !*adj.name)
		adj.name = f->fn->values[o.value].name;
	if (f->param_of[o.value] >= 0) {
		emit_param(q, (uint32_t)f->param_of[o.value], &adj);
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
			walk_load(&q, &p, k->insn, adj);
	} else {
		walk(&q, k->ptr, adj);
	}
	finish(&q);
	return out;
}

/* What a call leaves at `off` behind its argument: an out-parameter, a copy. */
struct origins origins_out(struct fx *caller, uint32_t call, uint32_t arg, int64_t off)
{
	struct solver *s = caller->s;
	const struct insn *in = &caller->fn->insns[call];
	struct origins out = { 0 };
	struct query q = { .f = caller, .out = &out, .epoch = ++s->epoch };
	struct adj adj = { .member = no_member };
	const struct fact *fact = call_fact(s, in, ROLE_COPY);
	int64_t src = fact ? fact->num[KEY_SRC] : -1;

	if (src >= 0 && src < in->n_args && in->args[src].kind == OPND_VALUE) {
		struct place p = { .base = BASE_VALUE, .id = in->args[src].value, .off = off };

		walk_load(&q, &p, call, adj);
		return out;
	}
	for (fact = call_fact(s, in, ROLE_ALLOC); fact; fact = fact->next)
		if (fact->num[KEY_OUT] == (int64_t)arg && off == 0)
			walk_alloc(&q, in, fact, &adj);
	if (in->fn == NONE || !func_solved(s, in->fn) || s->depth > 6) {
		if (!out.n)
			emit_mem(&q, MEM_unknown, &adj);
		return out;
	}
	s->depth++;
	for (size_t i = 0; i < s->fx[in->fn].n_outs; i++) {
		const struct out_store *st = &s->fx[in->fn].outs[i];
		struct origins got;

		if (st->param != arg || st->off != off)
			continue;
		got = origins_of(&s->fx[in->fn], s->fx[in->fn].fn->insns[st->insn].a, st->insn);
		for (size_t k = 0; k < got.n; k++)
			walk_callee_origin(&q, in, call, &got.v[k], adj);
	}
	s->depth--;
	if (!out.n)
		emit_mem(&q, MEM_unknown, &adj);
	return out;
}

const struct origins *origins_return(struct solver *s, uint32_t fn)
{
	struct fx *f = &s->fx[fn];

	if (f->ret_done)
		return &f->ret;
	if (f->ret_busy)
		return NULL;
	f->ret_busy = true;
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		struct origins got;

		if (in->op != OP_RET || in->a.kind == OPND_NONE)
			continue;
		got = origins_of(f, in->a, i);
		for (size_t k = 0; k < got.n; k++)
			origins_add(s->a, &f->ret, &got.v[k]);
	}
	f->ret_busy = false;
	f->ret_done = true;
	return &f->ret;
}
