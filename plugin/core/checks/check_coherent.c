// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_coherent.c - is coherent memory freed as it was allocated?
 *
 * Each release names memory, a size and a handle; each is followed back to the
 * allocation it came from, by value (symval.h).  A release is right when it fits
 * one of the allocations its memory can come from, and nothing is said where one
 * of them is not known.  What hangs on a helper's parameter is judged at the
 * helper's callers.
 */
#include "check_coherent.h"

#define MAX_LIFT 4
#define MAX_LIFT_CALLERS 24

const struct fact *coherent_alloc(const struct solver *s, const struct sym *x)
{
	return x->kind == SYM_CALL ?
	       call_fact(s, &s->fx[x->func].fn->insns[x->id], ROLE_ALLOC) : NULL;
}

const struct insn *coherent_insn(const struct solver *s, const struct sym *x)
{
	return &s->fx[x->func].fn->insns[x->id];
}

static bool coherent(const struct fact *fact)
{
	return mem_by_name(fact->text[KEY_KIND]) == MEM_coherent;
}

/* All coherent allocations behind the pointer; false when something else can be there. */
static bool find_homes(struct solver *s, const struct release *r, struct homes *out)
{
	struct symset got = sym_sources(s, &r->mem);

	if (got.open)
		return false;
	for (unsigned i = 0; i < got.n; i++) {
		struct home h = { 0 };
		const struct fact *fact;

		h.call = sym_base(got.v[i], &h.off);
		if (!h.call && !h.off)
			continue;
		fact = h.call ? coherent_alloc(s, h.call) : NULL;
		if (!fact || h.call->arg != NONE)
			return false;
		if (coherent(fact))		/* other memory has frees of its own */
			out->v[out->n++] = h;
	}
	return out->n > 0;
}

/* An argument of an allocation, seen from the calls that led to it. */
static struct symset alloc_arg(struct solver *s, const struct sym *alloc, int64_t arg)
{
	struct fx *f = &s->fx[alloc->func];
	const struct insn *in = &f->fn->insns[alloc->id];
	const struct sym *by = alloc->a;
	uint32_t callee = alloc->func;
	struct symset set = { .open = true };

	if (arg < 0 || arg >= in->n_args)
		return set;
	set = sym_eval(f, in->args[arg]);
	for (; by; callee = by->func, by = by->a) {
		struct symset up = { .open = set.open };

		for (unsigned i = 0; i < set.n; i++) {
			struct symset got = sym_at_call(s, set.v[i], callee, &s->fx[by->func],
							by->id);
			symset_join(&up, &got);
		}
		set = up;
	}
	return set;
}

/* ---- what to say ---- */

static const char *operand_name(struct fx *f, struct operand o)
{
	const struct insn *def;

	for (def = fx_def(f, o); def && def->op == OP_COPY; def = fx_def(f, o)) {
		if (*f->fn->values[o.value].name)
			return f->fn->values[o.value].name;
		o = def->a;
	}
	if (o.kind == OPND_VALUE && *f->fn->values[o.value].name)
		return f->fn->values[o.value].name;
	if (!def || def->op != OP_LOAD)
		return NULL;
	if (def->place.n_path) {
		struct step st = def->place.path[def->place.n_path - 1];

		return f->s->u->records[st.record].fields[st.field].name;
	}
	return def->place.base == BASE_OBJECT ? f->s->u->objects[def->place.id].name : NULL;
}

static const char *size_text(struct solver *s, const struct symset *set, struct step member)
{
	const char *name = set->n == 1 && !set->open ? sym_text(s, set->v[0]) : NULL;
	struct symset ends = { 0 };

	if (name && set->v[0]->kind == SYM_CONST)
		return text(s, "%s bytes", name);
	if (member.record != NONE)
		name = text(s, "'%s'", s->u->records[member.record].fields[member.field].name);
	ends = sym_sources(s, set);
	if (name && ends.n == 1 && !ends.open && ends.v[0]->kind == SYM_CONST)
		name = text(s, "%s, %lld bytes", name, (long long)ends.v[0]->num);
	return name ? name : "another size";
}

void coherent_put(struct solver *s, struct finding *d, const struct release *r,
		const struct sym *alloc, const struct sym *handle)
{
	const struct insn *in = coherent_insn(s, alloc);

	d->subject = r->mem_name ? r->mem_name : "the buffer";
	finding_event(s, d, in->loc, text(s, "allocated by %s() here", call_name(s, in)));
	for (const struct sym *by = alloc->a; by; by = by->a)
		finding_event(s, d, coherent_insn(s, by)->loc, "by this call");
	if (handle && handle != alloc)
		finding_event(s, d, coherent_insn(s, handle)->loc, "that handle is stored here");
	if (r->callee != r->final)
		finding_event(s, d, d->loc, text(s, "passed to %s() here", r->callee));
	for (const struct trail *t = r->trail; t; t = t->older)
		finding_event(s, d, t->loc, t->text);
	if (r->callee == r->final)
		finding_event(s, d, d->loc, "freed here");
	finding_put(s, d);
}

const char *coherent_quoted(struct solver *s, const char *name)
{
	return name && *name ? text(s, "'%s'", name) : "the buffer";
}

/* ---- the rules ---- */

/* The member that an operand was loaded from, as it stands in the source. */
static struct step operand_member(const struct fx *f, struct operand o)
{
	const struct insn *def = fx_def(f, o);

	while (def && def->op == OP_COPY)
		def = fx_def(f, def->a);
	if (!def || def->op != OP_LOAD || !def->place.n_path)
		return (struct step){ NONE, NONE };
	return def->place.path[def->place.n_path - 1];
}

static bool two_members(struct step a, struct step b)
{
	return a.record != NONE && a.record == b.record && a.field != b.field;
}

/* How many alternatives are numbers, or are none; 0 is no size (usb_maxpacket() of nothing). */
static unsigned sizes(const struct symset *set, bool number)
{
	unsigned n = 0;

	for (unsigned i = 0; i < set->n; i++)
		n += number ? set->v[i]->kind == SYM_CONST && set->v[i]->num :
			      set->v[i]->kind != SYM_CONST;
	return n;
}

/* A number on one side, and on the other what only the device or the caller knows. */
static bool one_is_constant(const struct symset *a, const struct symset *b)
{
	unsigned in_a = sizes(a, true), in_b = sizes(b, true);
	unsigned of_a = sizes(a, false), of_b = sizes(b, false);

	return (in_a && !of_a && !in_b && of_b) || (in_b && !of_b && !in_a && of_a);
}

/* Does the function ask whether something is one of these numbers? */
static bool asks_for(const struct fx *f, const struct symset *set)
{
	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op != OP_COND || in->b.kind != OPND_INT)
			continue;
		for (unsigned i = 0; i < set->n; i++)
			if (set->v[i]->kind == SYM_CONST && set->v[i]->num &&
			    set->v[i]->num == in->b.num)
				return true;
	}
	return false;
}

/* One thing asked of two: usb_endpoint_maxp(in) and usb_endpoint_maxp(out). */
static bool twins(const struct solver *s, const struct sym *x, const struct sym *y)
{
	if (!x || !y || x->kind != y->kind)
		return false;
	switch (x->kind) {
	case SYM_CALL:
		return coherent_insn(s, x)->fn == coherent_insn(s, y)->fn;
	case SYM_FIELD:
		return x->st.record == y->st.record && x->st.field == y->st.field;
	case SYM_BIN:
		return x->bin == y->bin &&
		       ((x->b == y->b && twins(s, x->a, y->a)) ||
			(x->a == y->a && twins(s, x->b, y->b)));
	default:
		return false;
	}
}

/* Two sources of their own are two values where nothing else makes sense. */
static bool telling(const struct release *r, const struct symset *want, struct step member,
		    const struct fx *alloc)
{
	struct solver *s = r->f->s;
	struct symset a = sym_sources(s, &r->size), b = sym_sources(s, want);

	if (two_members(r->size_member, member))
		return true;
	if (one_is_constant(&a, &b))
		return !asks_for(alloc, &a) && !asks_for(alloc, &b);
	return a.n == 1 && b.n == 1 && twins(s, a.v[0], b.v[0]);
}

static void check_size(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	struct step member = { NONE, NONE };
	enum sym_cmp all = SYM_DIFFERENT;
	struct symset want = { 0 };
	struct finding *d;

	if (r->fact->num[KEY_SIZE] < 0)
		return;
	for (unsigned i = 0; i < homes->n; i++) {
		const struct sym *call = homes->v[i].call;
		int64_t arg = coherent_alloc(s, call)->num[KEY_SIZE];
		struct operand o = { 0 };
		enum sym_cmp cmp;

		want = alloc_arg(s, call, arg);
		cmp = sym_compare(s, &r->size, &want);
		if (arg >= 0)
			o = coherent_insn(s, call)->args[arg];
		member = operand_member(&s->fx[call->func], o);
		if (cmp == SYM_APART && !telling(r, &want, member, &s->fx[call->func]))
			cmp = SYM_UNKNOWN;
		if (cmp < all)
			all = cmp;
	}
	if (all < SYM_APART)
		return;
	d = finding_new(r->f, RULE_coherent_size_mismatch, r->insn, r->callee);
	if (all == SYM_APART)
		d->confidence = CONF_MEDIUM;
	d->message = text(s, "%s was allocated with %s, but %s() frees it with %s; both sizes "
			  "must be the same", coherent_quoted(s, r->mem_name),
			  size_text(s, &want, member), r->callee,
			  size_text(s, &r->size, r->size_member));
	coherent_put(s, d, r, homes->v[homes->n - 1].call, NULL);
}

/* The address within the memory is not the one that was allocated. */
static void check_base(const struct release *r, const struct homes *homes)
{
	struct solver *s = r->f->s;
	int64_t off = homes->v[0].off;
	struct finding *d;

	for (unsigned i = 0; i < homes->n; i++)
		if (!homes->v[i].off)
			return;
	d = finding_new(r->f, RULE_coherent_handle_mismatch, r->insn, r->callee);
	d->message = text(s, "%s points %lld bytes %s its buffer here; %s() needs the address "
			  "that was allocated", coherent_quoted(s, r->mem_name),
			  (long long)(off < 0 ? -off : off), off < 0 ? "before" : "into",
			  r->callee);
	coherent_put(s, d, r, homes->v[0].call, NULL);
}

static void judge(const struct release *r)
{
	struct homes homes = { 0 };

	if (!find_homes(r->f->s, r, &homes))
		return;
	check_base(r, &homes);
	check_size(r, &homes);
	check_coherent_handle(r, &homes);
}

/* ---- releases, and the helpers they sit in ---- */

static bool set_uses_param(const struct symset *set, uint32_t func)
{
	for (unsigned i = 0; i < set->n; i++)
		if (sym_uses_param(set->v[i], func))
			return true;
	return false;
}

static struct symset lift_set(const struct release *r, const struct symset *set,
			      struct fx *caller, uint32_t call)
{
	struct symset up = { .open = set->open };

	for (unsigned i = 0; i < set->n; i++) {
		struct symset got = sym_at_call(r->f->s, set->v[i], r->f->id, caller, call);

		symset_join(&up, &got);
	}
	return up;
}

/* The user's name for what is passed, where the helper's is its parameter's. */
static const char *lift_name(const struct release *r, const struct symset *set, const char *name,
			     struct fx *caller, const struct insn *call)
{
	const char *up = NULL;

	if (set->n == 1 && set->v[0]->kind == SYM_PARAM && set->v[0]->func == r->f->id &&
	    set->v[0]->id < call->n_args)
		up = operand_name(caller, call->args[set->v[0]->id]);
	return up ? up : name;
}

static void visit(const struct release *r)
{
	struct solver *s = r->f->s;
	uint32_t id = r->f->id;
	size_t n = s->callers[id].n;

	if (!(set_uses_param(&r->mem, id) || set_uses_param(&r->size, id) ||
	      set_uses_param(&r->handle, id)) || !n || n > MAX_LIFT_CALLERS) {
		judge(r);
		return;
	}
	for (size_t i = 0; i < n && r->depth < MAX_LIFT; i++) {
		struct fx *f = &s->fx[s->callers[id].v[i].func];
		uint32_t insn = s->callers[id].v[i].insn;
		const struct insn *call = &f->fn->insns[insn];
		struct release up = { .f = f, .insn = insn, .fact = r->fact,
				      .callee = r->f->fn->name, .final = r->final,
				      .depth = r->depth + 1,
				      .size_member = r->size_member };

		up.mem = lift_set(r, &r->mem, f, insn);
		up.size = lift_set(r, &r->size, f, insn);
		up.handle = lift_set(r, &r->handle, f, insn);
		up.mem_name = lift_name(r, &r->mem, r->mem_name, f, call);
		up.handle_name = lift_name(r, &r->handle, r->handle_name, f, call);
		up.trail = trail_push(s, r->trail, r->f->fn->insns[r->insn].loc,
				      text(s, "handed to %s() here", r->callee));
		visit(&up);
	}
}

static struct symset arg_set(struct fx *f, const struct insn *in, int64_t arg)
{
	if (arg < 0 || arg >= in->n_args)
		return (struct symset){ .open = true };
	return sym_eval(f, in->args[arg]);
}

static void check_free(struct fx *f, uint32_t n, const struct fact *fact)
{
	const struct insn *in = &f->fn->insns[n];
	struct release r = { .f = f, .insn = n, .fact = fact };
	int64_t mem = fact->num[KEY_ARG], handle = fact->num[KEY_HANDLE];
	int64_t size = fact->num[KEY_SIZE];

	if (mem < 0 || mem >= in->n_args)
		return;
	r.callee = r.final = call_name(f->s, in);
	r.mem = arg_set(f, in, mem);
	r.size = arg_set(f, in, size);
	r.size_member = operand_member(f, size >= 0 && size < in->n_args ? in->args[size] :
				       (struct operand){ 0 });
	r.handle = arg_set(f, in, handle);
	r.mem_name = operand_name(f, in->args[mem]);
	if (handle >= 0 && handle < in->n_args)
		r.handle_name = operand_name(f, in->args[handle]);
	visit(&r);
}

void check_coherent_finish(struct solver *s)
{
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];

		for (uint32_t n = 0; n < f->fn->n_insns && !f->gave_up; n++) {
			const struct fact *fact = call_fact(s, &f->fn->insns[n], ROLE_FREE);

			if (!fact || !fact->text[KEY_KIND] || !coherent(fact))
				continue;
			if (!s->sym_urbs)
				sym_urb_init(s);
			check_free(f, n, fact);
		}
	}
}
