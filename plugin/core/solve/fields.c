// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fields.c - what is stored in the members of records, over the whole unit.
 *
 * Field-based: all objects of a record share one cell per member.  Only records
 * of the module itself are joined; members of the kernel's own records (urb,
 * i2c_msg, sk_buff ...) are sources by contract, never joins, because one
 * driver's store says nothing of another's load.
 */
#include <string.h>
#include "solve_int.h"

bool field_at(const struct unit *u, uint32_t record, int64_t off, struct step *st)
{
	for (unsigned depth = 0; depth < 8 && record != NONE && record < u->n_records; depth++) {
		const struct record *r = &u->records[record];
		uint32_t inner = NONE;

		for (uint32_t i = 0; i < r->n_fields; i++) {
			const struct field *f = &r->fields[i];

			if (off < f->off || off >= f->off + (f->size > 0 ? f->size : 1))
				continue;
			*st = (struct step){ record, i };
			if (f->cls == TC_RECORD || f->cls == TC_UNION) {
				inner = f->record;
				off -= f->off;
			} else {
				return off == f->off;
			}
			break;
		}
		record = inner;
	}
	return false;
}

struct field_info *field_get(struct solver *s, struct step st)
{
	if (st.record == NONE || st.record >= s->u->n_records ||
	    st.field >= s->u->records[st.record].n_fields)
		return NULL;
	return &s->fields[st.record][st.field];
}

bool field_joinable(const struct solver *s, struct step st)
{
	const struct record *r;

	if (st.record == NONE || st.record >= s->u->n_records)
		return false;
	r = &s->u->records[st.record];
	if (r->flags & (RECORD_LOCAL | RECORD_FRAME))
		return !(r->flags & RECORD_FRAME);
	return !r->loc.file || (strncmp(r->loc.file, "include/", 8) &&
				!strstr(r->loc.file, "/include/"));
}

static void add_store(struct solver *s, struct field_info *fi, uint32_t func,
		      uint32_t insn, uint32_t call_arg)
{
	struct store_ref ref = { func, insn, call_arg };

	VEC_PUSH(s->a, fi->stores, fi->n, fi->cap, ref);
}

static void add_slot(struct solver *s, struct step st, uint32_t fn)
{
	struct slot_funcs *sf;

	if (st.record == NONE || st.record >= s->u->n_records)
		return;
	sf = &s->slots[st.record][st.field];
	for (size_t i = 0; i < sf->n; i++)
		if (sf->f[i] == fn)
			return;
	VEC_PUSH(s->a, sf->f, sf->n, sf->cap, fn);
	VEC_PUSH(s->a, s->slots_of[fn].v, s->slots_of[fn].n, s->slots_of[fn].cap, st);
}

bool slot_of_func(const struct solver *s, uint32_t fn, size_t *i, struct step *st)
{
	if (*i >= s->slots_of[fn].n)
		return false;
	*st = s->slots_of[fn].v[(*i)++];
	return true;
}

/* dev->bufs[i], bufs being allocated: an element of what a member points to. */
bool field_element(const struct fx *f, const struct place *p, struct step *st)
{
	const struct insn *in;

	if (p->n_path || p->base != BASE_VALUE || p->cls != TC_POINTER)
		return false;
	in = fx_def_value(f, fx_root(f, p->id));
	if (!in || in->op != OP_LOAD || !in->place.n_path || in->place.cls != TC_POINTER)
		return false;
	*st = place_step(&in->place);
	return field_joinable(f->s, *st);
}

static struct field_info *element_info(struct solver *s, struct step st)
{
	if (!s->elements[st.record])
		s->elements[st.record] = arena_new_array(s->a, struct field_info,
							 s->u->records[st.record].n_fields + 1);
	return &s->elements[st.record][st.field];
}

/* Local records are followed exactly (memory.c), and would only blur the join. */
static bool local_place(const struct solver *s, const struct place *p)
{
	return p->base == BASE_OBJECT && s->u->objects[p->id].kind <= OBJ_PARAM;
}

static void collect_store(struct solver *s, struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];
	const struct insn *def = fx_def(f, in->a);
	struct field_info *fi = field_get(s, place_step(&in->place));
	struct step st;

	if (def && def->op == OP_COPY)
		def = fx_def(f, def->a);
	if (def && def->op == OP_FUNC)
		add_slot(s, place_step(&in->place), def->fn);
	if (local_place(s, &in->place))
		return;
	if (fi)
		add_store(s, fi, f->id, n, NONE);
	else if (in->place.base == BASE_OBJECT && !in->place.n_path &&
		 s->u->objects[in->place.id].kind == OBJ_STATIC)
		add_store(s, &s->objects[in->place.id], f->id, n, NONE);
	else if (field_element(f, &in->place, &st))
		add_store(s, element_info(s, st), f->id, n, NONE);
}

/* Whole-record copies between equal records bring nothing new to a join. */
static void collect_copy(struct solver *s, const struct insn *in)
{
	uint32_t to = in->place.record, from = in->place2.record;

	if (in->place.cls != TC_RECORD || to == NONE || to == from)
		return;
	for (uint32_t i = 0; i < s->u->records[to].n_fields; i++)
		s->fields[to][i].opaque = true;
}

/* A call that gets the address of a pointer or integer member may store to it. */
static void collect_call(struct solver *s, struct fx *f, uint32_t n)
{
	const struct insn *in = &f->fn->insns[n];

	if (call_fact(s, in, ROLE_FREE) || call_fact(s, in, ROLE_SINK) ||
	    call_fact(s, in, ROLE_COPY))
		return;
	for (uint32_t i = 0; i < in->n_args; i++) {
		const struct insn *def = fx_def(f, in->args[i]);
		struct field_info *fi = NULL;

		if (!def || def->op != OP_ADDR ||
		    (def->place.cls != TC_POINTER && def->place.cls != TC_INT))
			continue;
		if (def->place.n_path)
			fi = field_get(s, place_step(&def->place));
		else if (def->place.base == BASE_OBJECT &&
			 s->u->objects[def->place.id].kind == OBJ_STATIC)
			fi = &s->objects[def->place.id];
		if (fi)
			add_store(s, fi, f->id, n, i);
	}
}

static void collect_func(struct solver *s, uint32_t id)
{
	struct fx *f = &s->fx[id];

	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		switch (f->fn->insns[i].op) {
		case OP_STORE:
			collect_store(s, f, i);
			break;
		case OP_COPYMEM:
			collect_copy(s, &f->fn->insns[i]);
			break;
		case OP_CALL:
			collect_call(s, f, i);
			break;
		default:
			break;
		}
	}
}

static void collect_inits(struct solver *s)
{
	for (uint32_t i = 0; i < s->u->n_inits; i++) {
		const struct init *it = &s->u->inits[i];
		struct field_info *fi = field_get(s, it->slot);

		if (it->kind == INIT_FUNC) {
			add_slot(s, it->slot, it->target);
			continue;
		}
		if (!fi && it->off == 0)
			fi = &s->objects[it->object];
		if (fi)
			add_store(s, fi, NONE, i, NONE);
	}
}

/* Functions in a slot with a contract get parameters of that kind. */
static void bind_contracts(struct solver *s)
{
	for (uint32_t r = 0; r < s->u->n_records; r++) {
		const struct record *rec = &s->u->records[r];

		for (uint32_t i = 0; record_has(s, r, ROLE_SLOT) && i < rec->n_fields; i++) {
			const struct slot_funcs *sf = &s->slots[r][i];
			const struct fact *fact;

			if (!sf->n)
				continue;
			fact = field_fact(s, (struct step){ r, i }, ROLE_SLOT);
			for (; fact; fact = fact->next)
				for (size_t k = 0; k < sf->n; k++) {
					struct fx *f = &s->fx[sf->f[k]];
					int64_t arg = fact->num[KEY_ARG];

					if (!f->param_mem || arg < 0 || arg >= f->fn->n_params)
						continue;
					f->param_mem[arg] = mem_by_name(fact->text[KEY_KIND]);
					f->param_slot[arg] = fact->name;
				}
		}
	}
}

void fields_init(struct solver *s)
{
	const struct unit *u = s->u;

	s->fields = arena_new_array(s->a, struct field_info *, u->n_records + 1);
	s->slots = arena_new_array(s->a, struct slot_funcs *, u->n_records + 1);
	s->slots_of = arena_new_array(s->a, struct func_slots, u->n_funcs + 1);
	s->objects = arena_new_array(s->a, struct field_info, u->n_objects + 1);
	s->elements = arena_new_array(s->a, struct field_info *, u->n_records + 1);
	for (uint32_t r = 0; r < u->n_records; r++) {
		uint32_t n = u->records[r].n_fields + 1;

		s->fields[r] = arena_new_array(s->a, struct field_info, n);
		s->slots[r] = arena_new_array(s->a, struct slot_funcs, n);
	}
	for (uint32_t i = 0; i < u->n_funcs; i++)
		if (func_solved(s, i))
			collect_func(s, i);
	collect_inits(s);
	bind_contracts(s);
}

bool func_stores_field(struct solver *s, uint32_t fn, struct step st)
{
	const struct field_info *fi = field_get(s, st);

	for (size_t i = 0; fi && i < fi->n; i++)
		if (fi->stores[i].func == fn)
			return true;
	return false;
}

static void add_init(struct solver *s, struct origins *out, const struct init *it)
{
	const struct object *obj;
	struct origin o = { .kind = ORG_MEM, .size = SIZE_UNKNOWN, .max_size = INT64_MAX,
			    .object = NONE, .member = no_member };

	if (it->kind == INIT_INT) {
		o.mem = it->value ? MEM_unknown : MEM_null;
		origins_add(s->a, out, &o);
		return;
	}
	obj = &s->u->objects[it->target];
	o.object = it->target;
	o.mem = obj->flags & OBJ_READONLY || obj->kind == OBJ_STRING ? MEM_rodata : MEM_static;
	o.size = obj->size;
	o.off = it->value;
	o.birth = obj->loc;
	o.name = obj->name;
	origins_add(s->a, out, &o);
}

/* A parameter stored to a field: what the callers of this file pass. */
static void add_from_callers(struct solver *s, struct origins *out, const struct fx *f,
			     const struct origin *o)
{
	struct origin unknown = { .kind = ORG_MEM, .mem = MEM_unknown, .object = NONE,
				  .size = SIZE_UNKNOWN, .member = no_member };

	if (s->depth > 3 || o->kind != ORG_PARAM || !s->callers[f->id].n) {
		origins_add(s->a, out, &unknown);
		return;
	}
	s->depth++;
	for (size_t i = 0; i < s->callers[f->id].n && i < 64; i++) {
		const struct caller *c = &s->callers[f->id].v[i];
		struct sink k = { .insn = c->insn, .via = ORG_PARAM, .off = o->off,
				  .inexact = o->inexact, .member = o->member,
				  .excluded = o->excluded };
		const struct insn *call = &s->fx[c->func].fn->insns[c->insn];
		struct origins got;

		if (o->param >= call->n_args)
			continue;
		k.ptr = call->args[o->param];
		got = origins_of_sink(&s->fx[c->func], &k);
		for (size_t j = 0; j < got.n; j++)
			if (got.v[j].kind == ORG_MEM)
				origins_add(s->a, out, &got.v[j]);
			else
				add_from_callers(s, out, &s->fx[c->func], &got.v[j]);
	}
	s->depth--;
}

static struct origins store_origins(struct solver *s, const struct store_ref *ref)
{
	struct fx *f = &s->fx[ref->func];
	const struct insn *in = &f->fn->insns[ref->insn];

	if (ref->call_arg != NONE)
		return origins_out(f, ref->insn, ref->call_arg, 0);
	return origins_of(f, in->a, ref->insn);
}

/* Memory beside other, good memory in the same field: which one a load sees is open. */
static void mark_mixed(struct origins *os)
{
	for (size_t i = 0; i < os->n; i++) {
		struct origin *o = &os->v[i];

		o->flow_field = true;
		for (size_t k = 0; k < os->n; k++)
			if (mem_info[os->v[k].mem].good && os->v[k].mem != MEM_null &&
			    os->v[k].mem != o->mem && os->v[k].member.outer_rec == NONE)
				o->mixed = true;
	}
}

static void solve_info(struct solver *s, struct field_info *fi, const char *name)
{
	struct origin unknown = { .kind = ORG_MEM, .mem = MEM_unknown, .object = NONE,
				  .size = SIZE_UNKNOWN, .member = no_member };
	fi->busy = true;
	if (fi->opaque)
		origins_add(s->a, &fi->origins, &unknown);
	for (size_t i = 0; i < fi->n && i < 256; i++) {
		const struct store_ref *ref = &fi->stores[i];
		struct origins got;

		if (ref->func == NONE) {
			add_init(s, &fi->origins, &s->u->inits[ref->insn]);
			continue;
		}
		got = store_origins(s, ref);
		for (size_t k = 0; k < got.n; k++) {
			struct origin o = got.v[k];

			if (o.kind != ORG_MEM && o.member.outer_rec != NONE) {
				o.kind = ORG_MEM;	/* a member, whosever it is */
				o.mem = MEM_unknown;
			}
			if (o.kind != ORG_MEM) {
				add_from_callers(s, &fi->origins, &s->fx[ref->func], &o);
				continue;
			}
			if (o.mem != MEM_unknown && o.mem != MEM_null)
				o.trail = trail_push(s, o.trail,
						     s->fx[ref->func].fn->insns[ref->insn].loc,
						     text(s, "stored in '%s' here", name));
			origins_add(s->a, &fi->origins, &o);
		}
	}
	mark_mixed(&fi->origins);
	fi->busy = false;
	fi->done = true;
}

const struct origins *field_origins(struct solver *s, struct step st)
{
	struct field_info *fi = field_get(s, st);

	if (!fi || fi->busy)
		return NULL;
	if (!fi->done)
		solve_info(s, fi, s->u->records[st.record].fields[st.field].name);
	return &fi->origins;
}

const struct origins *element_origins(struct solver *s, struct step st)
{
	struct field_info *fi = element_info(s, st);

	if (fi->busy || !fi->n)
		return NULL;
	if (!fi->done)
		solve_info(s, fi, s->u->records[st.record].fields[st.field].name);
	return &fi->origins;
}

const struct origins *object_origins(struct solver *s, uint32_t object)
{
	struct field_info *fi = &s->objects[object];

	if (fi->busy)
		return NULL;
	if (!fi->done)
		solve_info(s, fi, s->u->objects[object].name);
	return &fi->origins;
}

struct intval field_int(struct solver *s, struct step st)
{
	struct field_info *fi = field_get(s, st);
	const struct int_call *at = s->int_call;
	bool any = false;

	if (!fi || fi->int_busy || fi->opaque || !fi->n || !field_joinable(s, st))
		return INT_UNKNOWN;
	if (fi->int_done)
		return fi->ints;
	fi->int_busy = true;
	s->int_call = NULL;		/* what is kept is true of all calls */
	for (size_t i = 0; i < fi->n; i++) {
		const struct store_ref *ref = &fi->stores[i];
		struct intval v = INT_UNKNOWN;

		if (ref->func == NONE)
			v = s->u->inits[ref->insn].kind == INIT_INT ?
				int_const(s->u->inits[ref->insn].value) : v;
		else if (ref->call_arg == NONE)
			v = int_eval(&s->fx[ref->func], s->fx[ref->func].fn->insns[ref->insn].a);
		v.param = -1;
		if (any)
			int_join(&fi->ints, v);
		else
			fi->ints = v;
		any = true;
	}
	s->int_call = at;
	fi->int_busy = false;
	fi->int_done = true;
	return fi->ints;
}
