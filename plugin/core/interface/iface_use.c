// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_use.c - one pointer on its way out of a function: where it goes, under
 * which conditions, and where it can come from.
 *
 * Only what may matter to somebody is kept: memory that some rule forbids, and
 * what other functions decide.  A member of a heap object is judged by the layout
 * rules, which work in one file only, and is left out.
 */
#include <string.h>
#include "iface_int.h"

#define MAX_CONTENT 12

struct if_int iface_int(struct intval v)
{
	if (int_is_const(v))
		return (struct if_int){ IFI_CONST, 0, (int64_t)v.ones };
	if (v.param >= 0 && !v.ones && !(v.zeros & UINT32_MAX))
		return (struct if_int){ IFI_PARAM, (uint32_t)v.param, 0 };
	return (struct if_int){ IFI_UNKNOWN, 0, 0 };
}

/* A call through a pointer: the slot it is loaded from, or the parameter. */
static bool target_pointer(struct collector *c, struct fx *f, uint32_t root,
			   struct if_call *call)
{
	const struct insn *def = fx_def_value(f, root);

	call->to = IFT_PARAM;
	if (f->param_of[root] >= 0) {
		call->id = (uint32_t)f->param_of[root];
		return true;
	}
	if (!def || def->op != OP_LOAD)
		return false;
	call->to = IFT_SLOT;
	if (def->place.n_path)
		call->id = iface_field_cell(c, def->place.path[def->place.n_path - 1]);
	else if (def->place.base == BASE_OBJECT && !def->place.off &&
		 iface_variable(c, def->place.id))
		call->id = iface_object_cell(c, def->place.id);
	else
		return false;
	return true;
}

/* What the tables say is said; but of a function that copies, its body has the last word. */
static bool worth_naming(const struct collector *c, uint32_t fn)
{
	const char *name = c->s.u->funcs[fn].name;

	return (!model_knows(c->s.m, name) || known_fact(&c->s, fn, ROLE_BOUNCE)) &&
	       strncmp(name, "__builtin_", 10);
}

/* The function called, or the slot it is loaded from. */
static bool target_of(struct collector *c, struct fx *f, const struct insn *in,
		      struct if_call *call)
{
	uint32_t fn = in->fn;

	if (fn == NONE && in->target.kind == OPND_VALUE) {
		uint32_t root = fx_copy_root(f, in->target.value);
		const struct insn *def = fx_def_value(f, root);

		if (!def || def->op != OP_FUNC)
			return target_pointer(c, f, root, call);
		fn = def->fn;
	}
	if (fn == NONE || !worth_naming(c, fn))
		return false;
	call->name = c->s.u->funcs[fn].name;
	call->to = c->index[fn] != NONE ? IFT_FUNC : IFT_NAME;
	call->id = c->index[fn];
	return true;
}

uint32_t iface_call(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	struct if_call call = { .loc = iface_loc(c, in->loc), .name = "" };
	size_t n = 0, cap = 0;

	if (c->call_of[insn])
		return c->call_of[insn] - 1;
	if (!target_of(c, f, in, &call))
		return NONE;
	for (uint32_t i = 0; i < in->n_args; i++) {
		struct if_arg_int v = { i, { IFI_UNKNOWN, 0, 0 } };

		if (in->args[i].kind == OPND_VALUE &&
		    f->fn->values[in->args[i].value].cls != TC_INT)
			continue;
		v.v = iface_int(int_eval(f, in->args[i]));
		if (v.v.kind != IFI_UNKNOWN)
			VEC_PUSH(c->s.a, call.ints, n, cap, v);
	}
	call.n_ints = (uint32_t)n;
	VEC_PUSH(c->s.a, c->func->calls, c->n_calls, c->cap_calls, call);
	c->call_of[insn] = (uint32_t)c->n_calls;
	return (uint32_t)c->n_calls - 1;
}

/* Good memory of a known size: it may be too small for what others do with it. */
static bool sized(const struct origin *o)
{
	return mem_info[o->mem].good && o->size > 0 && !o->inexact && o->off >= 0 &&
	       o->member.outer_rec == NONE;
}

/* False: nobody needs to know of it. */
static bool memory_origin(struct collector *c, const struct origin *o, bool good_too,
			  bool near, struct if_origin *to)
{
	bool bad = verdict_of(false, o->mem) || verdict_of(true, o->mem);

	if (o->mem == MEM_unknown || o->mem == MEM_null || o->mem >= N_MEM)
		return false;
	if (!bad && near && sized(o)) {
		to->max_size = o->size;
		to->name = o->name ? o->name : "";
		to->maker = o->maker ? o->maker : "";
		to->birth = iface_loc(c, o->birth);
		return true;
	}
	if (!bad || (o->mem == MEM_coherent && o->member.outer_rec != NONE))
		return good_too && o->member.outer_rec == NONE;
	if (o->member.outer_rec != NONE && o->mem == MEM_netdev_priv)
		return false;
	to->flags |= o->object != NONE ? IFO_OBJECT : 0;
	to->name = o->member.rec == NONE && !(o->name && *o->name) ? "" : origin_name(&c->s, o);
	to->maker = o->maker ? o->maker : "";
	to->birth = iface_loc(c, o->birth);
	to->max_size = o->mem == MEM_maybe_vmalloc ? o->max_size : INT64_MAX;
	return true;
}

static bool hole_origin(struct collector *c, struct fx *f, const struct hole *h,
			struct if_origin *to)
{
	switch (h->kind) {
	case HOLE_RET:
	case HOLE_OUT:
		to->kind = h->kind == HOLE_RET ? IFO_RET : IFO_OUT;
		to->id = iface_call(c, f, h->insn);
		to->arg = h->arg;
		to->load = h->off;
		return to->id != NONE;
	case HOLE_FIELD:
		to->kind = IFO_CELL;
		to->id = iface_field_cell(c, h->step);
		return true;
	case HOLE_ELEMENT:
		to->kind = IFO_CELL;
		to->id = iface_element_cell(c, h->step);
		return true;
	case HOLE_OBJECT:
		to->kind = IFO_CELL;
		to->id = iface_object_cell(c, h->object);
		return iface_variable(c, h->object);
	case HOLE_FUNC:
		to->kind = IFO_FUNC;
		to->id = c->index[h->object];
		to->name = to->id == NONE ? c->s.u->funcs[h->object].name : "";
		return to->id != NONE || worth_naming(c, h->object);
	default:
		return false;
	}
}

/* The member that the pointer points to, when a transfer into it does harm. */
static bool member_origin(struct collector *c, const struct origin *o, struct if_origin *to)
{
	struct shared m;

	if (o->kind == ORG_MEM && (verdict_of(false, o->mem) || o->mem == MEM_coherent) &&
	    o->mem != MEM_netdev_priv)
		return false;
	if (!embedded_shares(&c->s, o, &m))
		return false;
	*to = (struct if_origin){ .kind = IFO_MEMBER, .mem = (uint8_t)m.mem, .name = m.name,
				  .flags = m.aligned ? IFO_ALIGNED : 0,
				  .maker = m.record, .beside = m.beside,
				  .max_size = INT64_MAX, .birth = iface_loc(c, m.defined) };
	return true;
}

void iface_origins(struct collector *c, struct fx *f, const struct origins *got,
		   struct if_use *use, bool near)
{
	size_t n = 0, cap = 0;
	struct if_origin m;

	for (size_t i = 0; near && i < got->n; i++)
		if (member_origin(c, &got->v[i], &m))
			VEC_PUSH(c->s.a, use->origins, n, cap, m);

	for (size_t i = 0; i < got->n; i++) {
		const struct origin *o = &got->v[i];
		struct if_origin to = { .kind = IFO_MEM, .mem = (uint8_t)o->mem, .name = "",
					.maker = "", .off = o->off, .max_size = INT64_MAX,
					.excluded = o->excluded };

		to.flags = o->inexact ? IFO_INEXACT : 0;
		if (o->kind != ORG_MEM) {
			to.flags |= o->member.outer_rec != NONE ? IFO_INSIDE : 0;
			to.kind = o->kind == ORG_PARAM ? IFO_PARAM : IFO_LOAD;
			to.mem = 0;
			to.id = o->param;
			to.load = o->load_off;
		} else if (o->hole.kind != HOLE_NONE) {
			to.mem = 0;
			if (!hole_origin(c, f, &o->hole, &to))
				continue;
		} else if (!memory_origin(c, o, use->kind == IFU_CELL, near, &to)) {
			continue;
		}
		VEC_PUSH(c->s.a, use->origins, n, cap, to);
	}
	use->n_origins = (uint32_t)n;
}

void iface_put_use(struct collector *c, struct fx *f, uint32_t insn, struct if_use *use,
		   const struct cond *conds, unsigned n_conds)
{
	struct cond all[2 * MAX_CONDS];
	unsigned n = 0;

	for (; n < n_conds && n < MAX_CONDS; n++)
		all[n] = conds[n];
	n += fx_conds(f, f->block_of[insn], all + n, MAX_CONDS);
	use->conds = arena_new_array(c->s.a, struct if_cond, n + 1);
	use->n_conds = 0;
	for (unsigned i = 0; i < n; i++)
		if (all[i].bin >= BIN_EQ)
			use->conds[use->n_conds++] = (struct if_cond){ all[i].param, all[i].bin,
								      all[i].num, all[i].truth,
				f->fn->params[all[i].param].cls == TC_POINTER };
	if (use->kind != IFU_SINK && c->s.buses & BUS_hid && bluetooth_only(f, insn))
		use->flags |= IFU_BLUETOOTH;
	VEC_PUSH(c->s.a, c->func->uses, c->n_uses, c->cap_uses, *use);
}

struct content {			/* pointers in a record, nested records included */
	unsigned n;
	int64_t off[MAX_CONTENT];
	struct step step[MAX_CONTENT];
};

static void pointers_in(const struct unit *u, uint32_t record, int64_t off, unsigned depth,
			struct content *k)
{
	const struct record *r = &u->records[record];

	for (uint32_t i = 0; i < r->n_fields && k->n < MAX_CONTENT; i++) {
		const struct field *fd = &r->fields[i];

		if (fd->cls == TC_POINTER) {
			k->off[k->n] = off + fd->off;
			k->step[k->n++] = (struct step){ record, i };
		} else if ((fd->cls == TC_RECORD || fd->cls == TC_UNION) &&
			   fd->record != NONE && depth < 3) {
			pointers_in(u, fd->record, off + fd->off, depth + 1, k);
		}
	}
}

/* What this function has stored in the record that it passes. */
static void read_content(struct collector *c, struct fx *f, uint32_t insn, uint32_t arg)
{
	struct operand o = f->fn->insns[insn].args[arg];
	uint32_t record = f->fn->values[o.value].record;
	struct content k = { 0 };
	int64_t off = 0;
	bool indexed;

	if (record == NONE || (memory_target(f, o.value, &off, &indexed) == NONE &&
			       !f->stored_via[memory_root(f, o.value, &off)]))
		return;
	pointers_in(c->s.u, record, 0, 0, &k);
	for (unsigned i = 0; i < k.n; i++) {
		struct sink at = { .insn = insn, .ptr = o, .via = ORG_PARAMLOAD,
				   .member = no_member, .load_off = k.off[i],
				   .load = k.step[i] };
		struct if_use use = { .kind = IFU_CONTENT, .arg = arg, .off = k.off[i],
				      .name = "", .loc = iface_loc(c, f->fn->insns[insn].loc) };
		struct origins got = origins_of_sink(f, &at);
		bool new = false;

		iface_origins(c, f, &got, &use, false);
		for (uint32_t j = 0; j < use.n_origins; j++)
			new |= use.origins[j].kind != IFO_LOAD;
		if (!new)
			continue;
		use.id = iface_call(c, f, insn);
		if (use.id != NONE)
			iface_put_use(c, f, insn, &use, NULL, 0);
	}
}

/* Sizes and layouts are not told to functions that every driver may call: few transfer. */
static bool kernel_header(const char *file)
{
	return file && (!strncmp(file, "include/", 8) || strstr(file, "/include/"));
}

void iface_read_call(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	struct if_call none = { .name = "" };
	bool near;

	if (!target_of(c, f, in, &none))
		return;
	near = in->fn == NONE || !kernel_header(c->s.u->funcs[in->fn].loc.file);
	for (uint32_t i = 0; i < in->n_args && fx_work(f, 1); i++) {
		struct if_use use = { .kind = IFU_ARG, .arg = i, .name = "",
				      .loc = iface_loc(c, in->loc) };
		struct origins got;

		if (in->args[i].kind != OPND_VALUE ||
		    f->fn->values[in->args[i].value].cls != TC_POINTER)
			continue;
		got = origins_of(f, in->args[i], insn);
		iface_origins(c, f, &got, &use, near);
		if (use.n_origins) {
			use.id = iface_call(c, f, insn);
			if (use.id != NONE)
				iface_put_use(c, f, insn, &use, NULL, 0);
		}
		read_content(c, f, insn, i);
	}
}
