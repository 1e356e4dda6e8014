// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_collect.c - the interface facts of a unit, from its code.
 *
 * Each function is read for itself: what callers, callees and members decide is
 * left as a hole (solver.between), so that two units, and two functions of one
 * unit, are joined by the same code in usbdma-link.  A function that defeats the
 * limits is left out and counted: what is unknown never warns.
 */
#include <stdlib.h>
#include <string.h>
#include "iface_int.h"
#include "iface_prune.h"

static int by_name(const void *pa, const void *pb)
{
	const struct func *a = *(const struct func *const *)pa;
	const struct func *b = *(const struct func *const *)pb;
	int d = strcmp(a->name, b->name);

	if (!d)
		d = (a->loc.line > b->loc.line) - (a->loc.line < b->loc.line);
	return d ? d : (a > b) - (a < b);
}

/* Functions with a body get their numbers in order of name. */
static void number_functions(struct collector *c)
{
	const struct unit *u = c->s.u;
	const struct func **sorted = arena_new_array(c->s.a, const struct func *, u->n_funcs + 1);
	uint32_t n = 0;

	c->index = arena_new_array(c->s.a, uint32_t, u->n_funcs + 1);
	for (uint32_t i = 0; i < u->n_funcs; i++) {
		c->index[i] = NONE;
		if (u->funcs[i].flags & FUNC_BODY)
			sorted[n++] = &u->funcs[i];
	}
	qsort(sorted, n, sizeof(*sorted), by_name);
	c->out->funcs = arena_new_array(c->s.a, struct if_func, n + 1);
	c->out->n_funcs = n;
	for (uint32_t i = 0; i < n; i++) {
		struct if_func *to = &c->out->funcs[i];

		c->index[sorted[i] - u->funcs] = i;
		to->name = sorted[i]->name;
		to->n_params = sorted[i]->n_params;
		to->loc = iface_loc(c, sorted[i]->loc);
		to->flags = (sorted[i]->flags & FUNC_GLOBAL ? IFF_GLOBAL : 0) |
			    (sorted[i]->flags & FUNC_HEADER ? IFF_HEADER : 0) |
			    (model_knows(c->s.m, sorted[i]->name) ? IFF_MODEL : 0);
	}
}

/* What EXPORT_SYMBOL() leaves: a variable that keeps the function's address. */
static void mark_exported(struct collector *c)
{
	static const char lead[] = "__UNIQUE_ID___addressable_";
	const struct unit *u = c->s.u;

	for (uint32_t i = 0; i < u->n_inits; i++) {
		const struct init *it = &u->inits[i];

		if (it->kind == INIT_FUNC && c->index[it->target] != NONE &&
		    !strncmp(u->objects[it->object].name, lead, sizeof(lead) - 1))
			c->out->funcs[c->index[it->target]].flags |= IFF_EXPORTED;
	}
}

static void collect_slots(struct collector *c)
{
	const struct unit *u = c->s.u;

	for (uint32_t r = 0; r < u->n_records; r++)
		for (uint32_t i = 0; i < u->records[r].n_fields; i++) {
			const struct slot_funcs *sf = &c->s.slots[r][i];

			for (size_t k = 0; k < sf->n; k++) {
				struct if_slot slot = { .func = c->index[sf->f[k]] };

				slot.cell = iface_field_cell(c, (struct step){ r, i });
				slot.name = slot.func == NONE ? u->funcs[sf->f[k]].name : "";
				VEC_PUSH(c->s.a, c->out->slots, c->n_slots, c->cap_slots, slot);
			}
		}
	c->out->n_slots = (uint32_t)c->n_slots;
}

/* A length or direction hangs on a parameter also when it was narrowed on the way. */
static struct if_int iface_loose(struct intval v)
{
	if (!int_is_const(v) && v.param >= 0)
		return (struct if_int){ IFI_PARAM, (uint32_t)v.param, 0 };
	return iface_int(v);
}

/* Which member holds the URB that is filled here? */
static uint32_t urb_of_sink(struct collector *c, struct fx *f, const struct sink *k)
{
	const struct insn *in = &f->fn->insns[k->insn];
	int64_t arg = k->fact->num[KEY_URB];
	struct operand urb = { .kind = OPND_NONE };

	if (!k->async || driver_maps(f, k))
		return 0;
	if (in->op == OP_CALL && arg >= 0 && arg < in->n_args)
		urb = in->args[arg];
	else if (in->op == OP_STORE && in->place.base == BASE_VALUE)
		urb = (struct operand){ .kind = OPND_VALUE, .value = in->place.id };
	return iface_urb_cell(c, f, urb, k->insn);
}

static void read_sink(struct fx *f, const struct sink *k)
{
	struct collector *c = (struct collector *)f->s;
	struct if_use use = { .kind = IFU_SINK, .arg = k->arg, .name = k->final,
			      .len = iface_loose(k->len), .dirval = iface_loose(k->dirval),
			      .dir = (uint8_t)k->dir,
			      .loc = iface_loc(c, f->fn->insns[k->insn].loc) };
	struct origins got;
	bool open = false;

	if (k->what > SINK_SETUP || k->ptr.kind != OPND_VALUE ||
	    (k->what == SINK_DATA && int_is_const(k->len) && !k->len.ones) ||
	    (k->bluetooth_ok && bluetooth_only(f, k->insn)))
		return;
	use.flags = (k->what == SINK_SETUP ? IFU_SETUP : 0) | (k->async ? IFU_ASYNC : 0) |
		    (k->fact->text[KEY_COHERENT] ? IFU_COHERENT : 0) |
		    (k->arg == NONE ? IFU_STORE : 0) | (k->bluetooth_ok ? IFU_BLUETOOTH : 0);
	use.arg = k->arg == NONE ? 0 : k->arg;
	use.dirkey = k->fact->text[KEY_REQTYPE] ? 'r' : k->fact->text[KEY_PIPE] ? 'p' : 0;
	got = origins_of_sink(f, k);
	use.urb = urb_of_sink(c, f, k);
	iface_origins(c, f, &got, &use, false);
	for (uint32_t i = 0; i < use.n_origins; i++) {
		open |= use.origins[i].kind != IFO_MEM ||
			(use.urb && use.origins[i].mem == MEM_coherent);
		if (driver_maps(f, k))
			use.origins[i].excluded |= MEM_BIT(MEM_vmap) | MEM_BIT(MEM_vmalloc);
	}
	if (open)
		iface_put_use(c, f, k->insn, &use, k->conds, k->n_conds);
}

/* The flag that says "DMA may use it" is stored to the same record. */
static bool flag_stored(struct fx *f, const struct insn *st, const struct fact *fact)
{
	struct step to = st->place.path[st->place.n_path - 1];
	const struct record *r = &f->s->u->records[to.record];

	for (uint32_t i = 0; i < f->fn->n_insns && fx_work(f, 1); i++) {
		const struct insn *in = &f->fn->insns[i];
		struct step at;

		if (in->op != OP_STORE || !in->place.n_path || in->place.base != st->place.base)
			continue;
		at = in->place.path[in->place.n_path - 1];
		if (at.record == to.record && fact->text[KEY_FLAGFIELD] &&
		    !strcmp(r->fields[at.field].name, fact->text[KEY_FLAGFIELD]) &&
		    in->place.off - r->fields[at.field].off ==
		    st->place.off - r->fields[to.field].off &&
		    (int_eval(f, in->a).may & (uint64_t)fact->num[KEY_FLAGMASK] ||
		     !int_is_const(int_eval(f, in->a))))
			return true;
	}
	return false;
}

/* The cell that a store goes to, or NONE. */
static uint32_t stored_cell(struct collector *c, struct fx *f, const struct insn *in)
{
	const struct place *p = &in->place;
	const struct unit *u = c->s.u;
	struct step st = p->n_path ? p->path[p->n_path - 1] : (struct step){ NONE, NONE };
	const struct fact *fact;

	if (p->n_path && iface_contract(c, st, &fact))
		return flag_stored(f, in, fact) ? NONE : iface_field_cell(c, st);
	if (p->base == BASE_OBJECT && u->objects[p->id].kind <= OBJ_PARAM)
		return NONE;
	if (p->n_path && field_joinable(&c->s, st))
		return iface_field_cell(c, st);
	if (p->base == BASE_OBJECT && !p->n_path && iface_variable(c, p->id))
		return iface_object_cell(c, p->id);
	return field_element(f, p, &st) ? iface_element_cell(c, st) : NONE;
}

/* A function alone in a member is told as its slot. */
static bool is_slot(const struct collector *c, const struct if_use *use)
{
	return use->n_origins == 1 && use->origins[0].kind == IFO_FUNC &&
	       c->out->cells[use->id].kind == CELL_FIELD;
}

/* One good store is as good as two: the cell is mixed. */
static bool says_something(struct collector *c, const struct if_use *use)
{
	bool good = true;	/* of coherent memory more is to be told */

	for (uint32_t i = 0; i < use->n_origins; i++)
		good = good && use->origins[i].kind == IFO_MEM &&
		       mem_info[use->origins[i].mem].good &&
		       use->origins[i].mem != MEM_coherent;
	if (!good || !use->n_origins)
		return use->n_origins;
	while (c->cap_good < c->n_cells) {
		bool *more = arena_new_array(c->s.a, bool, 2 * c->n_cells);

		memcpy(more, c->good_told, c->cap_good);
		c->good_told = more;
		c->cap_good = 2 * c->n_cells;
	}
	good = !c->good_told[use->id];
	c->good_told[use->id] = true;
	return good;
}

static void read_store(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	struct if_use use = { .kind = IFU_CELL, .name = "", .loc = iface_loc(c, in->loc) };
	int64_t off = in->place.off;
	struct origins got;
	uint32_t root;

	if (in->a.kind != OPND_VALUE || f->fn->values[in->a.value].cls != TC_POINTER)
		return;
	got = origins_of(f, in->a, insn);
	use.id = stored_cell(c, f, in);
	if (use.id != NONE) {
		iface_origins(c, f, &got, &use, false);
		if (!is_slot(c, &use) && says_something(c, &use))
			iface_put_use(c, f, insn, &use, NULL, 0);
	}
	if (in->place.base != BASE_VALUE || in->place.indexed)
		return;
	root = memory_root(f, in->place.id, &off);
	if (f->param_of[root] < 0)
		return;
	use.kind = IFU_OUT;
	use.id = (uint32_t)f->param_of[root];
	use.off = off;
	iface_origins(c, f, &got, &use, false);
	if (use.n_origins)
		iface_put_use(c, f, insn, &use, NULL, 0);
}

static void read_return(struct collector *c, struct fx *f, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];
	struct if_use use = { .kind = IFU_RET, .name = "", .loc = iface_loc(c, in->loc) };
	struct origins got;

	if (in->a.kind != OPND_VALUE || f->fn->values[in->a.value].cls != TC_POINTER)
		return;
	got = origins_of(f, in->a, insn);
	iface_origins(c, f, &got, &use, false);
	if (use.n_origins)
		iface_put_use(c, f, insn, &use, NULL, 0);
}

static void read_function(struct collector *c, uint32_t id)
{
	struct fx *f = &c->s.fx[id];

	c->func = &c->out->funcs[c->index[id]];
	c->n_calls = c->cap_calls = c->n_uses = c->cap_uses = 0;
	c->call_of = arena_new_array(c->s.a, uint32_t, f->fn->n_insns + 1);
	f->work = 0;
	for (uint32_t i = 0; i < f->fn->n_insns && !f->gave_up; i++) {
		sinks_visit(f, i, read_sink);
		iface_read_urb(c, f, i);
		if (f->fn->insns[i].op == OP_CALL)
			iface_read_call(c, f, i);
		else if (f->fn->insns[i].op == OP_STORE)
			read_store(c, f, i);
		else if (f->fn->insns[i].op == OP_RET)
			read_return(c, f, i);
	}
	c->func->n_calls = (uint32_t)c->n_calls;
	c->func->n_uses = (uint32_t)c->n_uses;
	if (!f->gave_up)
		return;
	c->func->n_calls = c->func->n_uses = 0;
	c->out->n_given_up++;
}

struct iface *iface_collect(struct arena *a, const struct unit *u, const struct model *m)
{
	struct collector c = { .s = { .a = a, .u = u, .m = m, .between = true } };

	c.out = arena_new_array(a, struct iface, 1);
	c.out->main_file = arena_intern(a, u->main_file ? u->main_file : "");
	c.out->module = c.out->tool = "";
	c.out->rules = model_hash(m);
	solver_index(&c.s);
	if (unit_exempt(&c.s))
		return c.out;
	c.field_cell = arena_new_array(a, uint32_t *, u->n_records + 1);
	c.element_cell = arena_new_array(a, uint32_t *, u->n_records + 1);
	c.object_cell = arena_new_array(a, uint32_t, u->n_objects + 1);
	number_functions(&c);
	mark_exported(&c);
	collect_slots(&c);
	for (uint32_t i = 0; i < u->n_funcs; i++)
		if (c.index[i] != NONE)
			read_function(&c, i);
	c.out->n_files = (uint32_t)c.n_files;
	c.out->n_cells = (uint32_t)c.n_cells;
	c.out->n_urbs = (uint32_t)c.n_urbs;
	iface_prune(a, c.out);
	return c.out;
}
