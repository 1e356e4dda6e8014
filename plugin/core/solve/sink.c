// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sink.c - the places in a function where a pointer must be good for DMA (or a
 * device must not be a USB one), and how they become part of its summary.
 *
 * A helper's sinks that hang on a parameter appear again at each of its calls,
 * with length, direction and conditions as seen from there.
 */
#include <stdlib.h>
#include <string.h>
#include "solve_int.h"

#define MAX_SUMMARY 24
#define MAX_HELPERS 8
#define DIR_BIT 0x80u		/* USB_DIR_IN in a pipe as in bmRequestType */

static enum dir dir_of(struct intval v)
{
	if (v.ones & DIR_BIT)
		return DIR_IN;
	return v.zeros & DIR_BIT ? DIR_OUT : DIR_UNKNOWN;
}

enum dir sink_dir(const struct sink *k)
{
	const char *fixed = k->fact ? k->fact->text[KEY_DIR] : NULL;

	if (fixed && !strcmp(fixed, "in"))
		return DIR_IN;
	if (fixed && !strcmp(fixed, "out"))
		return DIR_OUT;
	return dir_of(k->dirval);
}

static struct intval arg_int(struct fx *f, const struct insn *in, int64_t arg)
{
	if (arg < 0 || arg >= in->n_args)
		return INT_UNKNOWN;
	return int_eval(f, in->args[arg]);
}

typedef void visit_fn(struct fx *f, const struct sink *k);

/* zero=N: with argument N non-zero the pointer is a scatterlist; unknown: say nothing. */
static bool is_known(struct fx *f, const struct insn *in, const struct fact *fact,
		      struct sink *k)
{
	struct intval v;

	if (!fact->text[KEY_ZERO])
		return true;
	v = arg_int(f, in, fact->num[KEY_ZERO]);
	if (int_is_const(v) && v.ones)
		k->what = SINK_SG_LIST;
	if (int_is_const(v))
		return true;
	if (v.param < 0)
		return false;
	k->conds[k->n_conds++] = (struct cond){ .param = (uint32_t)v.param, .bin = BIN_EQ,
						.num = 0, .truth = true };
	return true;
}

static void model_sink(struct fx *f, uint32_t n, const struct fact *fact,
		       enum sink_what what, int64_t arg, visit_fn *visit)
{
	const struct insn *in = &f->fn->insns[n];
	struct sink k = { .what = what, .insn = n, .fact = fact, .via = ORG_PARAM,
			  .member = no_member, .len = INT_UNKNOWN, .dirval = INT_UNKNOWN,
			  .final_func = f->id, .final_insn = n };
	const char *mode = fact->text[KEY_MODE];

	if (arg < 0 || arg >= in->n_args || !is_known(f, in, fact, &k))
		return;
	k.arg = (uint32_t)arg;
	k.ptr = in->args[arg];
	k.callee = k.final = fact->text[KEY_NAME] ? fact->text[KEY_NAME] : call_name(f->s, in);
	k.len = fact->text[KEY_LEN] ? int_product(f, in, fact->text[KEY_LEN]) : INT_UNKNOWN;
	k.dirval = arg_int(f, in, fact->num[KEY_REQTYPE]);
	if (fact->text[KEY_INREQ])	/* the request itself says it: HID_REQ_GET_REPORT */
		k.dirval = !int_is_const(k.dirval) ? INT_UNKNOWN :
			   int_const((int64_t)k.dirval.ones == fact->num[KEY_INREQ] ? DIR_BIT : 0);
	else if (dir_of(k.dirval) == DIR_UNKNOWN && k.dirval.param < 0 && fact->text[KEY_PIPE])
		k.dirval = arg_int(f, in, fact->num[KEY_PIPE]);
	k.async = mode && !strcmp(mode, "async");
	k.bluetooth_ok = fact->text[KEY_UNLESS] && !strcmp(fact->text[KEY_UNLESS], "bluetooth");
	k.dir = sink_dir(&k);
	visit(f, &k);
}

/* snd_pcm_set_managed_buffer(..., type, dev): only some types use the device. */
static bool type_fits(struct fx *f, const struct insn *in, const struct fact *fact)
{
	const char *types = fact->text[KEY_TYPES];
	struct intval v;

	if (!types)
		return true;
	v = arg_int(f, in, fact->num[KEY_TYPE]);
	if (!int_is_const(v))
		return false;
	for (const char *p = types; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
		if (strtoll(p, NULL, 0) == (int64_t)v.ones)
			return true;
	return false;
}

static void visit_model(struct fx *f, uint32_t n, visit_fn *visit)
{
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact;

	if (!call_roles(f->s, in))
		return;
	for (fact = call_fact(f->s, in, ROLE_SINK); fact; fact = fact->next)
		model_sink(f, n, fact, SINK_DATA, fact->num[KEY_BUF], visit);
	for (fact = call_fact(f->s, in, ROLE_SETUP); fact; fact = fact->next)
		model_sink(f, n, fact, SINK_SETUP, fact->num[KEY_BUF], visit);
	for (fact = call_fact(f->s, in, ROLE_MASK); fact; fact = fact->next)
		model_sink(f, n, fact, SINK_MASK, fact->num[KEY_DEV], visit);
	for (fact = call_fact(f->s, in, ROLE_DMA); fact; fact = fact->next)
		if (type_fits(f, in, fact))
			model_sink(f, n, fact, SINK_DMA, fact->num[KEY_DEV], visit);
	for (fact = call_fact(f->s, in, ROLE_FREE); fact && f->s->coherent; fact = fact->next)
		model_sink(f, n, fact, SINK_FREE, fact->num[KEY_ARG], visit);
	for (fact = call_fact(f->s, in, ROLE_LINEAR); fact && f->s->coherent; fact = fact->next)
		if (!fact->text[KEY_NEG])
			model_sink(f, n, fact, SINK_LINEAR, fact->num[KEY_ARG], visit);
	for (fact = call_fact(f->s, in, ROLE_SG_ENTRY); fact; fact = fact->next)
		model_sink(f, n, fact, SINK_SG_ENTRY, fact->num[KEY_BUF], visit);
	for (fact = call_fact(f->s, in, ROLE_SG_SINK); fact; fact = fact->next)
		model_sink(f, n, fact, SINK_SG_LIST, fact->num[KEY_LIST], visit);
}

/* Stores of this function to members of the same object as st's, last first. */
static uint32_t first_sibling(const struct fx *f, const struct insn *st)
{
	if (st->place.base != BASE_VALUE)
		return NONE;
	return f->store_head[fx_root(f, st->place.id)];
}

/* What this function stores to `name` of the object that st stores to. */
static struct intval sibling(struct fx *f, const struct insn *st, const char *name)
{
	const struct unit *u = f->s->u;

	if (!name)
		return INT_UNKNOWN;
	for (uint32_t i = first_sibling(f, st); i != NONE && fx_work(f, 1);
	     i = f->store_next[i]) {
		const struct insn *in = &f->fn->insns[i];
		struct step s;

		if (in->op != OP_STORE || !in->place.n_path)
			continue;
		s = in->place.path[in->place.n_path - 1];
		if (s.record == st->place.path[st->place.n_path - 1].record &&
		    !strcmp(u->records[s.record].fields[s.field].name, name))
			return int_eval(f, in->a);
	}
	return INT_UNKNOWN;
}

static const char *field_text(struct solver *s, struct step st)
{
	const struct record *r = &s->u->records[st.record];

	return text(s, "%s->%s", r->name, r->fields[st.field].name);
}

static bool in_list(const char *names, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = names; len && p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
		if (!strncmp(p, name, len) && (p[len] == '|' || !p[len]))
			return true;
	return false;
}

/*
 * Is the record stored to also given one of these objects (vb2_queue.mem_ops)?
 * Decided by this function's stores to the same record; when it stores no
 * foreign object at all, by whether the unit mentions one.
 */
static bool has_with(struct fx *f, const struct insn *st, const char *names)
{
	const struct unit *u = f->s->u;
	bool other = false;

	for (uint32_t i = first_sibling(f, st); i != NONE && fx_work(f, 1);
	     i = f->store_next[i]) {
		const struct insn *in = &f->fn->insns[i];
		const struct insn *def = in->op == OP_STORE ? fx_def(f, in->a) : NULL;

		if (!def || def->op != OP_ADDR || def->place.base != BASE_OBJECT ||
		    u->objects[def->place.id].kind != OBJ_EXTERN)
			continue;
		if (in_list(names, u->objects[def->place.id].name))
			return true;
		other = true;
	}
	for (uint32_t i = 0; !other && i < u->n_objects; i++)
		if (in_list(names, u->objects[i].name))
			return true;
	return false;
}

/* The device whose mask is stored: what the place hangs on, less the mask itself. */
static void visit_mask_store(struct fx *f, uint32_t n, const struct fact *fact, visit_fn *visit)
{
	const struct insn *in = &f->fn->insns[n];
	const struct place *p = &in->place;
	struct sink k = { .what = SINK_MASK, .insn = n, .arg = NONE, .fact = fact,
			  .via = ORG_PARAM, .member = no_member, .len = INT_UNKNOWN,
			  .dirval = INT_UNKNOWN };

	if (p->base != BASE_VALUE)
		return;
	if (p->n_path > 1) {
		struct step st = p->path[p->n_path - 2];

		k.member = (struct member){ .outer_rec = p->path[0].record,
					    .outer_field = p->path[0].field,
					    .rec = st.record, .field = st.field };
	}
	k.ptr = (struct operand){ .kind = OPND_VALUE, .value = p->id };
	k.callee = k.final = field_text(f->s, p->path[p->n_path - 1]);
	visit(f, &k);
}

static enum sink_what what_stored(const char *what)
{
	if (!strcmp(what, "sg"))
		return SINK_SG_LIST;
	return strcmp(what, "setup") ? SINK_DATA : SINK_SETUP;
}

static void visit_store(struct fx *f, uint32_t n, visit_fn *visit)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fact *fact;
	struct sink k = { .insn = n, .arg = NONE, .ptr = in->a, .via = ORG_PARAM, .async = true,
			  .final_func = f->id, .final_insn = n,
			  .member = no_member, .len = INT_UNKNOWN, .dirval = INT_UNKNOWN };
	struct step st;

	if (!in->place.n_path)
		return;
	st = in->place.path[in->place.n_path - 1];
	if (!s->record_roles[st.record])
		return;
	fact = field_fact(s, st, ROLE_FIELD_SINK);
	if (fact && strcmp(fact->text[KEY_WHAT], "setup_dma")) {
		k.what = what_stored(fact->text[KEY_WHAT]);
		k.fact = fact;
		k.callee = k.final = field_text(s, st);
		k.len = sibling(f, in, fact->text[KEY_LEN]);
		k.dirval = sibling(f, in, "pipe");
		k.dir = dir_of(k.dirval);
		visit(f, &k);
	}
	fact = field_fact(s, st, ROLE_DMA_FIELD);
	if (fact && (!fact->text[KEY_WITH] || has_with(f, in, fact->text[KEY_WITH]))) {
		k.what = SINK_DMA_FIELD;
		k.fact = fact;
		k.callee = k.final = field_text(s, st);
		visit(f, &k);
	}
	fact = field_fact(s, st, ROLE_MASK_FIELD);
	if (fact)
		visit_mask_store(f, n, fact, visit);
}

/* *dev->dma_mask = x: the store goes through a loaded mask pointer. */
static void visit_deref_store(struct fx *f, uint32_t n, visit_fn *visit)
{
	const struct insn *in = &f->fn->insns[n];
	struct operand base = { .kind = OPND_VALUE, .value = in->place.id };
	const struct insn *load;
	const struct fact *fact;
	struct step st;
	struct sink k = { .what = SINK_MASK, .insn = n, .arg = NONE, .via = ORG_PARAM,
			  .member = no_member, .len = INT_UNKNOWN, .dirval = INT_UNKNOWN };

	if (in->place.base != BASE_VALUE || in->place.n_path)
		return;
	load = fx_def(f, base);
	if (!load || load->op != OP_LOAD || load->place.base != BASE_VALUE || !load->place.n_path)
		return;
	st = load->place.path[load->place.n_path - 1];
	fact = field_fact(f->s, st, ROLE_MASK_FIELD);
	if (!fact || !fact->text[KEY_DEREF])
		return;
	if (load->place.n_path > 1) {
		struct step up = load->place.path[load->place.n_path - 2];

		k.member = (struct member){ .outer_rec = load->place.path[0].record,
					    .outer_field = load->place.path[0].field,
					    .rec = up.record, .field = up.field };
	}
	k.fact = fact;
	k.ptr = (struct operand){ .kind = OPND_VALUE, .value = load->place.id };
	k.callee = k.final = field_text(f->s, st);
	visit(f, &k);
}

static bool cond_holds(const struct cond *c, int64_t v)
{
	bool r;

	switch (c->bin) {
	case BIN_EQ: r = v == c->num; break;
	case BIN_NE: r = v != c->num; break;
	case BIN_LT: r = v < c->num; break;
	case BIN_LE: r = v <= c->num; break;
	case BIN_GT: r = v > c->num; break;
	case BIN_GE: r = v >= c->num; break;
	default: return true;
	}
	return r == c->truth;
}

bool conds_possible(struct fx *f, const struct insn *call, const struct cond *c, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		struct intval v = arg_int(f, call, c[i].param);

		if (int_is_const(v) && !cond_holds(&c[i], (int64_t)v.ones))
			return false;
	}
	return true;
}

/* Which way the data goes is decided in the helper, by what this call passes. */
static void decided_inside(struct fx *f, const struct insn *call, const struct fx *g,
			   struct sink *k)
{
	const struct insn *in;
	int64_t arg;

	if (k->final_func != g->id || !k->fact || k->arg == NONE)
		return;
	in = &g->fn->insns[k->final_insn];
	arg = k->fact->text[KEY_REQTYPE] ? k->fact->num[KEY_REQTYPE] :
	      k->fact->text[KEY_PIPE] ? k->fact->num[KEY_PIPE] : -1;
	if (in->op != OP_CALL || k->fact->text[KEY_INREQ] || arg < 0 || arg >= in->n_args)
		return;
	k->dirval = int_eval_at_call(&f->s->fx[g->id], in->args[arg], f, call);
	k->dir = sink_dir(k);
}

/* The helper's conditions seen from this call; false: it can't come to the sink. */
static bool conds_at_call(struct fx *f, const struct insn *call, struct sink *k)
{
	unsigned n = 0;

	for (unsigned i = 0; i < k->n_conds; i++) {
		struct cond c = k->conds[i];
		struct intval v = arg_int(f, call, c.param);

		if (int_is_const(v)) {
			if (!cond_holds(&c, (int64_t)v.ones))
				return false;
		} else if (v.param >= 0 && !v.ones && !(v.zeros & UINT32_MAX)) {
			c.param = (uint32_t)v.param;
			k->conds[n++] = c;
		}
	}
	k->n_conds = n;
	return true;
}

static void visit_helper(struct fx *f, uint32_t n, uint32_t callee, visit_fn *visit)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n];
	const struct fx *g = &s->fx[callee];
	size_t count = g->n_sinks;		/* a recursive one grows meanwhile */

	for (size_t i = 0; i < count; i++) {
		struct sink k = g->sinks[i];

		if (k.param >= in->n_args || in->args[k.param].kind != OPND_VALUE)
			continue;
		if (!conds_at_call(f, in, &k))
			continue;
		k.insn = n;
		k.arg = k.param;
		k.ptr = in->args[k.param];
		k.callee = g->fn->name;
		k.len = int_at_call(f, in, k.len);
		if (k.dir == DIR_UNKNOWN) {
			k.dirval = int_at_call(f, in, k.dirval);
			k.dir = sink_dir(&k);
		}
		if (k.dir == DIR_UNKNOWN)
			decided_inside(f, in, g, &k);
		visit(f, &k);
	}
}

void sinks_visit(struct fx *f, uint32_t n, visit_fn *visit)
{
	const struct insn *in = &f->fn->insns[n];
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	if (in->op == OP_STORE) {
		visit_store(f, n, visit);
		visit_deref_store(f, n, visit);
	}
	if (in->op != OP_CALL)
		return;
	visit_model(f, n, visit);
	nt = call_targets(f->s, f, in, to, MAX_TARGETS);
	for (unsigned i = 0; i < nt && i < MAX_HELPERS; i++)
		if (func_solved(f->s, to[i]))
			visit_helper(f, n, to[i], visit);
}

/* Is there one like it, or no room?  What is no transfer has a share of its own. */
static bool summarised(const struct fx *f, const struct sink *k)
{
	unsigned alike = 0;

	for (size_t i = 0; i < f->n_sinks; i++) {
		const struct sink *o = &f->sinks[i];

		alike += (o->what < SINK_FREE) == (k->what < SINK_FREE);
		if (o->what == k->what && o->param == k->param && o->via == k->via &&
		    o->load_off == k->load_off && o->dir == k->dir && o->final == k->final &&
		    o->dirval.param == k->dirval.param && o->n_conds == k->n_conds &&
		    o->len.param == k->len.param && o->len.ones == k->len.ones &&
		    o->member.rec == k->member.rec && o->member.field == k->member.field &&
		    o->off == k->off)
			return true;
	}
	return alike >= MAX_SUMMARY;
}

/* The pointer of this sink hangs on a parameter: callers must know. */
void sink_summarise(struct fx *f, const struct sink *k, const struct origin *o)
{
	struct solver *s = f->s;
	struct sink n = *k;
	const char *how;

	n.via = o->kind;
	n.param = o->param;
	n.off = o->off;
	n.inexact = o->inexact;
	n.load_off = o->load_off;
	n.load = o->load;
	n.member = o->member;
	n.member.done = true;
	n.excluded = o->excluded;
	n.depth = k->depth + 1;
	n.n_conds += fx_conds(f, f->block_of[k->insn], n.conds + n.n_conds,
			      MAX_CONDS - n.n_conds);
	if (n.depth > 12 || summarised(f, &n))
		return;
	how = k->callee == k->final ? sink_how(s, k) : text(s, "passed on to %s() here", k->callee);
	n.trail = trail_push(s, k->trail, f->fn->insns[k->insn].loc, how);
	VEC_PUSH(s->a, f->sinks, f->n_sinks, f->cap_sinks, n);
}
