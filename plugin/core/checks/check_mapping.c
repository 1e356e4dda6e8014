// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_mapping.c - the result of dma_map_single() and its like, never tested.
 *
 * core-api/dma-api-howto, "Handling Errors": a handle is good after
 * dma_mapping_error() said so, a list when dma_map_sg() returned more than 0.
 * A handle is followed on all ways from its call; it is at fault when it was
 * stored or passed on, and a way that doesn't fail leaves the function without a
 * test.  Where a caller or another function may test it, nothing is said.
 */
#include <string.h>
#include "urb.h"

#define MAX_NAMES 16

struct mapped {
	uint32_t call;
	const struct fact *fact;
	uint32_t values[MAX_NAMES];	/* cells of the handle, and what it goes into */
	unsigned n_values;
	struct place places[MAX_NAMES];	/* where it is stored */
	unsigned n_places;
	bool lost;			/* too many names */
	bool submits;			/* here: a test elsewhere of the URB's member is too late */
	uint32_t use, left;		/* of the way at fault; or NONE */
};

enum { UNUSED = 1 };			/* state: that, or the instruction that used it + 2 */

static bool is_value(struct fx *f, const struct mapped *m, struct operand o)
{
	uint32_t cell;

	if (o.kind != OPND_VALUE)
		return false;
	cell = cell_of(f, o.value);
	for (unsigned i = 0; i < m->n_values; i++)
		if (m->values[i] == cell)
			return true;
	return false;
}

/* The same memory, as far as drivers go: a member of that name, or that variable. */
static bool same_memory(struct fx *f, const struct place *a, const struct place *b)
{
	struct step x, y;

	if (a->n_path && b->n_path) {
		x = a->path[a->n_path - 1];
		y = b->path[b->n_path - 1];
		return x.record == y.record && x.field == y.field;
	}
	if (a->n_path || b->n_path || a->base != b->base)
		return false;
	return a->base == BASE_OBJECT ? a->id == b->id : cell_of(f, a->id) == cell_of(f, b->id);
}

static bool is_stored_at(struct fx *f, const struct mapped *m, const struct place *p)
{
	for (unsigned i = 0; i < m->n_places; i++)
		if (same_memory(f, &m->places[i], p))
			return true;
	return false;
}

/* Another name of the handle? */
static bool adds(struct fx *f, const struct mapped *m, const struct insn *in)
{
	switch (in->op) {
	case OP_COPY:
		return is_value(f, m, in->a);
	case OP_BIN:
		return (in->bin == BIN_ADD || in->bin == BIN_SUB) &&
		       (is_value(f, m, in->a) || is_value(f, m, in->b));
	case OP_SELECT:
		return is_value(f, m, in->a) || is_value(f, m, in->b);
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args; i++)
			if (is_value(f, m, in->args[i]))
				return true;
		return false;
	case OP_LOAD:
		return is_stored_at(f, m, &in->place);
	default:
		return false;
	}
}

/* All names of the handle, in any order of the code. */
static void names(struct fx *f, struct mapped *m)
{
	bool again = true;

	while (again && !m->lost) {
		again = false;
		for (uint32_t i = 0; i < f->fn->n_insns && !m->lost; i++) {
			const struct insn *in = &f->fn->insns[i];
			struct operand r = { .kind = OPND_VALUE, .value = in->result };

			if (in->op == OP_STORE && is_value(f, m, in->a) &&
			    !is_stored_at(f, m, &in->place)) {
				m->lost |= m->n_places == MAX_NAMES;
				if (!m->lost)
					m->places[m->n_places++] = in->place;
				again = true;
			} else if (in->result != NONE && adds(f, m, in) && !is_value(f, m, r)) {
				m->lost |= m->n_values == MAX_NAMES;
				if (!m->lost)
					m->values[m->n_values++] = cell_of(f, in->result);
				again = true;
			}
		}
		m->lost |= !fx_work(f, f->fn->n_insns);
	}
}

/* ---- the walk ---- */

static bool compares(struct fx *f, const struct mapped *m, const struct insn *in)
{
	if (in->op == OP_SWITCH)
		return is_value(f, m, in->a);
	return (in->op == OP_COND || (in->op == OP_BIN && in->bin >= BIN_EQ)) &&
	       (is_value(f, m, in->a) || is_value(f, m, in->b));
}

static bool argument(struct fx *f, const struct mapped *m, const struct insn *in)
{
	for (uint32_t i = 0; in->op == OP_CALL && i < in->n_args; i++)
		if (is_value(f, m, in->args[i]))
			return true;
	return false;
}

static bool is_op(struct solver *s, const struct insn *in, enum role role, const char *op)
{
	const struct fact *fact = call_fact(s, in, role);

	return fact && !strcmp(fact->text[KEY_OP], op);
}

static bool at(struct path *p, uint32_t insn)
{
	struct mapped *m = p->data;
	const struct insn *in = &p->f->fn->insns[insn];

	if (insn == m->call) {
		if (p->state != UNUSED)
			return false;	/* a new handle in a new round */
		return true;
	}
	if (compares(p->f, m, in) || is_op(p->f->s, in, ROLE_MAPPING, "check"))
		return false;
	if (is_op(p->f->s, in, ROLE_MAPPING, "unmap"))
		return p->state != UNUSED;
	if (p->state == UNUSED)
		p->state = (uint64_t)insn + 2;
	return true;
}

static void ret(struct path *p, uint32_t insn, unsigned mask)
{
	struct mapped *m = p->data;

	if (p->state == UNUSED || mask == IS_LT || m->left != NONE)
		return;
	m->use = (uint32_t)(p->state - 2);
	m->left = insn;
}

static const struct path_client client = { .at = at, .ret = ret };

static void note(struct fx *f, struct mapped *m)
{
	path_note(f, m->call);
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];

		if (is_op(f->s, in, ROLE_URB, "submit"))
			m->submits = true;
		if ((in->op == OP_STORE && is_value(f, m, in->a)) || compares(f, m, in) ||
		    (i != m->call && argument(f, m, in)))
			path_note(f, i);
	}
}

/* ---- who else may test it ---- */

/* The function returns it, stores it behind a bare pointer, or lets a helper look at it. */
static bool goes_away(struct fx *f, const struct mapped *m)
{
	uint32_t to[MAX_TARGETS];

	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];

		if (in->op == OP_RET && is_value(f, m, in->a))
			return true;
		if (!argument(f, m, in))
			continue;
		if (call_targets(f->s, f, in, to, MAX_TARGETS) != 1 || func_solved(f->s, to[0]))
			return true;
	}
	for (unsigned i = 0; i < m->n_places; i++)
		if (m->places[i].base == BASE_VALUE && !m->places[i].n_path)
			return true;
	return false;
}

/* Is `o` of another function perhaps this handle?  A parameter is what the callers pass. */
static bool may_be(struct fx *f, const struct mapped *m, struct fx *g, struct operand o,
		   unsigned depth)
{
	const struct insn *in;
	uint32_t root;

	if (g == f || o.kind != OPND_VALUE)
		return false;
	root = fx_copy_root(g, o.value);
	in = fx_def_value(g, root);
	if (g->param_of[root] >= 0 && depth < 4 &&
	    !(g->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED))) {
		for (size_t i = 0; i < f->s->callers[g->id].n; i++) {
			const struct caller *c = &f->s->callers[g->id].v[i];
			const struct insn *call = &f->s->u->funcs[c->func].insns[c->insn];

			if (g->param_of[root] >= (int32_t)call->n_args ||
			    may_be(f, m, &f->s->fx[c->func], call->args[g->param_of[root]],
				   depth + 1))
				return true;
		}
		return false;
	}
	if (!in || in->op != OP_LOAD || !in->place.n_path)	/* a mapping of its own? */
		return !in || !call_fact(f->s, in, ROLE_MAPPING);
	for (unsigned k = 0; k < m->n_places; k++)
		if (m->places[k].n_path && same_memory(f, &m->places[k], &in->place) &&
		    !(m->submits && urb_what(f->s, &m->places[k]) == UW_DMA))
			return true;
	return false;
}

static bool tested_elsewhere(struct fx *f, const struct mapped *m)
{
	struct calls checks = calls_with(f->s, ROLE_MAPPING, "check");

	for (size_t i = 0; i < checks.n; i++) {
		struct fx *g = &f->s->fx[checks.v[i].func];
		const struct insn *in = &g->fn->insns[checks.v[i].insn];
		int64_t arg = call_fact(f->s, in, ROLE_MAPPING)->num[KEY_ARG];

		if (arg >= 0 && arg < in->n_args && may_be(f, m, g, in->args[arg], 0))
			return true;
	}
	return false;
}

/* ---- findings ---- */

static const char *called(struct fx *f, const struct mapped *m)
{
	const struct fact *dma = call_fact(f->s, &f->fn->insns[m->call], ROLE_DMA);

	return dma && dma->text[KEY_NAME] ? dma->text[KEY_NAME] : m->fact->name;
}

static const char *place_name(struct solver *s, const struct place *p)
{
	struct step st;

	if (p->n_path) {
		st = p->path[p->n_path - 1];
		return s->u->records[st.record].fields[st.field].name;
	}
	return p->base == BASE_OBJECT ? s->u->objects[p->id].name : "memory";
}

static void put_handle(struct fx *f, const struct mapped *m)
{
	struct solver *s = f->s;
	struct finding *d = finding_new(f, RULE_map_error_unchecked, m->call, called(f, m));
	const struct insn *use = &f->fn->insns[m->use];
	const char *how = "used";

	if (use->op == OP_STORE)
		how = text(s, "stored to '%s'", place_name(s, &use->place));
	else if (call_name(s, use))
		how = text(s, "passed to %s()", call_name(s, use));
	d->subject = "the handle";
	d->message = text(s, "the handle from %s() is %s, and no dma_mapping_error() says whether "
			     "it is one", d->callee, how);
	finding_event(s, d, d->loc, "mapped here");
	finding_event(s, d, use->loc, text(s, "%s here", how));
	finding_event(s, d, f->fn->insns[m->left].loc, "left here without a test");
	finding_put(s, d);
}

static void check_handle(struct fx *f, struct mapped *m)
{
	m->values[m->n_values++] = cell_of(f, f->fn->insns[m->call].result);
	names(f, m);
	if (m->lost || goes_away(f, m))
		return;
	note(f, m);
	if (!tested_elsewhere(f, m))
		path_walk(f, &client, m, m->call, UNUSED);
	path_unnote_all(f);
	if (m->left != NONE && !f->gave_up)
		put_handle(f, m);
}

/* Is the result of dma_map_sg() looked at anywhere?  Whoever gets it may do so. */
static bool looked_at(struct fx *f, const struct mapped *m)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];

		if (i == m->call)
			continue;
		if (compares(f, m, in) || argument(f, m, in) ||
		    ((in->op == OP_RET || in->op == OP_STORE || in->op == OP_OTHER ||
		      in->op == OP_BIN) && (is_value(f, m, in->a) || is_value(f, m, in->b))))
			return true;
	}
	return false;
}

static void check_count(struct fx *f, struct mapped *m)
{
	struct solver *s = f->s;
	uint32_t result = f->fn->insns[m->call].result;
	bool status = !strcmp(m->fact->text[KEY_OP], "status");
	struct finding *d;

	if (result != NONE) {
		m->values[m->n_values++] = cell_of(f, result);
		names(f, m);
		if (m->lost || looked_at(f, m))
			return;
	}
	d = finding_new(f, RULE_map_error_unchecked, m->call, called(f, m));
	d->subject = "the list";
	d->message = text(s, "nobody looks at the result of %s(): it is %s when the list could not "
			     "be mapped", d->callee, status ? "negative" : "0");
	finding_event(s, d, d->loc, "mapped here");
	finding_put(s, d);
}

static void check_mapping(struct fx *f, uint32_t call)
{
	const struct insn *in = &f->fn->insns[call];
	struct mapped m = { .call = call, .fact = call_fact(f->s, in, ROLE_MAPPING),
			    .use = NONE, .left = NONE };

	if (!m.fact || f->gave_up)
		return;
	if (strcmp(m.fact->text[KEY_OP], "handle"))
		check_count(f, &m);
	else if (in->result != NONE)
		check_handle(f, &m);
}

void check_mappings(struct solver *s)
{
	static const char *const ops[] = { "handle", "count", "status" };

	if (!(s->buses & (BUS_usb | BUS_usbnet)) || (s->buses & BUS_other))
		return;
	for (unsigned k = 0; k < sizeof(ops) / sizeof(*ops); k++) {
		struct calls c = calls_with(s, ROLE_MAPPING, ops[k]);

		for (size_t i = 0; i < c.n; i++)
			check_mapping(&s->fx[c.v[i].func], c.v[i].insn);
	}
}
