// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sg_walk.c - a scatter-gather request that is set up and never waited for.
 *
 * usb_sg_init(): "The request may be issued ... using usb_sg_wait()", which also
 * frees what usb_sg_init() allocated (drivers/usb/core/message.c).  Followed are
 * the ways from each usb_sg_init() that returned 0.  A way on which somebody else
 * may get at the request ends silently.
 */
#include <string.h>
#include "paths.h"

struct io {				/* a request, as one function knows it */
	bool address;			/* of an object or member; else just a pointer */
	bool indexed;
	uint32_t cell;			/* of the pointer, or of the memory at that address */
	uint32_t object;		/* variable it lies in, or NONE */
	uint32_t base;			/* cell of the pointer to what it lies in, or NONE */
	int32_t param;			/* it, or what it lies in, is this parameter; or -1 */
	int64_t off;
	struct step st;			/* the member it is */
	const char *name;
};

struct request {
	struct io io;
	uint32_t init;			/* the call */
	uint32_t left;			/* where a way left it behind, or NONE */
	const uint8_t *waits;		/* by function: waits for some request */
	bool escapes;			/* its address is kept in memory */
};

enum { NOT_SET_UP, SET_UP };

static struct io io_at(struct fx *f, const struct place *p)
{
	const struct unit *u = f->s->u;
	struct io io = { .address = true, .indexed = p->indexed, .cell = cell_place(f, p),
			 .object = NONE, .base = NONE, .param = -1, .off = p->off,
			 .st = { NONE, NONE }, .name = "" };

	if (p->base == BASE_OBJECT) {
		io.object = p->id;
		io.name = u->objects[p->id].name;
	} else {
		io.base = cell_of(f, p->id);
		io.param = f->param_of[fx_copy_root(f, p->id)];
	}
	if (p->n_path) {
		io.st = p->path[p->n_path - 1];
		io.name = u->records[io.st.record].fields[io.st.field].name;
	}
	return io;
}

static struct io io_of(struct fx *f, struct operand o)
{
	struct io io = { .cell = NONE, .object = NONE, .base = NONE, .param = -1,
			 .st = { NONE, NONE }, .name = "" };
	const struct insn *in;
	uint32_t root;

	if (o.kind != OPND_VALUE)
		return io;
	root = fx_copy_root(f, o.value);
	in = fx_def_value(f, root);
	if (in && in->op == OP_ADDR)
		return io_at(f, &in->place);
	io.cell = cell_of(f, root);
	io.param = f->param_of[root];
	io.name = f->fn->values[root].name;
	if (in && in->op == OP_LOAD)
		io.st = cell_step(f, io.cell);
	return io;
}

/* Certainly two requests?  Of pointers from anywhere that can't be said. */
static bool differ(const struct io *a, const struct io *b)
{
	if (a->st.record != NONE && b->st.record != NONE)
		return a->st.record != b->st.record || a->st.field != b->st.field;
	return a->address && b->address && a->object != b->object;
}

/* ---- what may get at the request ---- */

/* Does `o` point to the request, or to what it lies in? */
static bool leads_to(struct fx *f, const struct io *io, struct operand o)
{
	const struct insn *in;
	uint32_t root;

	if (o.kind != OPND_VALUE)
		return false;
	root = fx_copy_root(f, o.value);
	if (cell_of(f, root) == (io->address ? io->base : io->cell))
		return true;
	in = fx_def_value(f, root);
	if (!io->address || !in || in->op != OP_ADDR)
		return false;
	if (in->place.base == BASE_OBJECT ? in->place.id != io->object :
	    cell_of(f, in->place.id) != io->base)
		return false;
	return in->place.off <= io->off && (in->place.size == SIZE_UNKNOWN ||
					    io->off < in->place.off + in->place.size);
}

static bool call_waits(struct fx *f, const struct request *r, const struct insn *in)
{
	uint32_t to[MAX_TARGETS];
	unsigned nt = call_targets(f->s, f, in, to, MAX_TARGETS);
	bool solved = nt > 0;

	for (unsigned i = 0; i < nt; i++) {
		if (r->waits[to[i]])
			return true;
		solved &= func_solved(f->s, to[i]);
	}
	for (uint32_t i = 0; !solved && i < in->n_args; i++)
		if (leads_to(f, &r->io, in->args[i]))
			return true;
	return false;
}

/* ---- the walk ---- */

static bool set_up(struct path *p, struct request *r, uint32_t insn)
{
	const struct insn *in = &p->f->fn->insns[insn];

	if (p->state == SET_UP && (r->io.object != NONE || r->io.param >= 0)) {
		r->left = insn;
		return false;
	}
	if (insn != r->init)
		return false;
	p->state = SET_UP;
	if (in->result != NONE) {
		path_want(p->f, in->result);
		path_split(p, in->result, IS_EQ, NOT_SET_UP);
	}
	return true;
}

static bool at(struct path *p, uint32_t insn)
{
	struct request *r = p->data;
	const struct insn *in = &p->f->fn->insns[insn];
	const struct fact *fact = call_fact(p->f->s, in, ROLE_SG_REQUEST);
	struct io io;

	if (!fact)
		return p->state == NOT_SET_UP ||
		       (in->op == OP_CALL && !call_waits(p->f, r, in));
	if (fact->num[KEY_ARG] >= in->n_args)
		return false;
	io = io_of(p->f, in->args[fact->num[KEY_ARG]]);
	if (differ(&r->io, &io))
		return true;
	if (!strcmp(fact->text[KEY_OP], "init"))
		return set_up(p, r, insn);
	return strcmp(fact->text[KEY_OP], "wait") != 0;
}

static void ret(struct path *p, uint32_t insn, unsigned mask)
{
	struct request *r = p->data;

	(void)mask;
	if (p->state == SET_UP && r->left == NONE)
		r->left = insn;
}

static const struct path_client client = { .at = at, .ret = ret };

/* ---- the unit ---- */

static void transitive(struct solver *s, uint8_t *waits)
{
	uint32_t to[MAX_TARGETS];

	for (uint32_t i = 0; i < s->n_order; i++) {
		const struct func *fn = &s->u->funcs[s->order[i]];

		for (uint32_t n = 0; n < fn->n_insns && !waits[s->order[i]]; n++) {
			unsigned nt = call_targets(s, &s->fx[s->order[i]], &fn->insns[n], to,
						   MAX_TARGETS);

			for (unsigned k = 0; k < nt; k++)
				waits[s->order[i]] |= waits[to[k]];
		}
	}
}

/* May `o` of g be this request?  A static helper's parameter is what its callers pass. */
static bool may_be(struct fx *f, const struct request *r, struct fx *g, struct operand o,
		   unsigned depth)
{
	struct io io = io_of(g, o);
	bool asked = !io.address && io.param >= 0 && depth < 4 &&
		     !(g->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED));

	if (g == f || differ(&r->io, &io))
		return false;		/* of f's own the walk knows */
	if (!asked)
		return true;
	for (size_t i = 0; i < f->s->callers[g->id].n; i++) {
		const struct caller *c = &f->s->callers[g->id].v[i];
		const struct insn *in = &f->s->u->funcs[c->func].insns[c->insn];

		if (io.param >= (int32_t)in->n_args ||
		    may_be(f, r, &f->s->fx[c->func], in->args[io.param], depth + 1))
			return true;
	}
	return false;
}

/* Another function may wait for this request, after this one returned. */
static bool waited_elsewhere(struct fx *f, const struct request *r, const struct calls *waits)
{
	struct solver *s = f->s;
	bool own = r->io.address && r->io.object != NONE && !r->escapes &&
		   s->u->objects[r->io.object].kind <= OBJ_PARAM;

	if (!r->io.address && r->io.param >= 0 && (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED)))
		return true;
	for (size_t i = 0; i < waits->n && !own; i++) {
		struct fx *g = &s->fx[waits->v[i].func];
		const struct insn *in = &g->fn->insns[waits->v[i].insn];
		int64_t arg = call_fact(s, in, ROLE_SG_REQUEST)->num[KEY_ARG];

		if (arg >= in->n_args || may_be(f, r, g, in->args[arg], 0))
			return true;
	}
	return false;
}

/* Is the result only compared, passed on as it is, and printed? */
static bool result_clear(const struct fx *f, uint32_t result)
{
	for (uint32_t i = 0; result != NONE && i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];
		bool used = in->a.kind == OPND_VALUE && in->a.value == result;

		used |= in->b.kind == OPND_VALUE && in->b.value == result;
		if (used && (in->op == OP_OTHER || in->op == OP_SELECT || in->op == OP_SWITCH ||
			     (in->op == OP_BIN && in->bin < BIN_EQ)))
			return false;
		for (uint32_t k = 0; in->op == OP_CALL && in->result != NONE && k < in->n_args; k++)
			if (in->args[k].kind == OPND_VALUE && in->args[k].value == result)
				return false;
	}
	return true;
}

/* All calls, and stores that keep the request's address. */
static void note(struct fx *f, struct request *r)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];

		if (in->op == OP_STORE && leads_to(f, &r->io, in->a)) {
			r->escapes = true;
			if (in->place.base == BASE_VALUE ||
			    f->s->u->objects[in->place.id].kind != OBJ_LOCAL)
				path_note(f, i);
		} else if (in->op == OP_CALL) {
			path_note(f, i);
		}
	}
}

static void report(struct fx *f, const struct request *r, const char *callee)
{
	struct solver *s = f->s;
	struct finding *d = finding_new(f, RULE_sg_request_lifecycle, r->init, callee);
	const struct insn *left = &f->fn->insns[r->left];

	d->subject = *r->io.name ? r->io.name : "the request";
	d->message = text(s, "'%s' is set up, but on a way through %s() nobody calls "
			     "usb_sg_wait(), which sends and frees its URBs", d->subject,
			  f->fn->name);
	finding_event(s, d, d->loc, text(s, "'%s' is set up here", d->subject));
	finding_event(s, d, left->loc, left->op == OP_CALL ? "set up again here" : "left here");
	finding_put(s, d);
}

static void follow(struct fx *f, uint32_t init, const uint8_t *waits, const struct calls *calls)
{
	const struct insn *in = &f->fn->insns[init];
	const struct fact *fact = call_fact(f->s, in, ROLE_SG_REQUEST);
	struct request r = { .init = init, .left = NONE, .waits = waits };

	if (!fact || fact->num[KEY_ARG] >= in->n_args || f->gave_up)
		return;
	r.io = io_of(f, in->args[fact->num[KEY_ARG]]);
	if (r.io.cell == NONE || r.io.indexed || !result_clear(f, in->result))
		return;
	note(f, &r);
	if (!waited_elsewhere(f, &r, calls))
		path_walk(f, &client, &r, init, NOT_SET_UP);
	path_unnote_all(f);
	if (r.left != NONE && !f->gave_up)
		report(f, &r, call_name(f->s, in));
}

void check_sg_walk(struct solver *s)
{
	struct calls inits = calls_with(s, ROLE_SG_REQUEST, "init"), waits;
	uint8_t *functions;

	if (!inits.n)
		return;
	waits = calls_with(s, ROLE_SG_REQUEST, "wait");
	functions = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	for (size_t i = 0; i < waits.n; i++)
		functions[waits.v[i].func] = 1;
	transitive(s, functions);
	for (size_t i = 0; i < inits.n; i++)
		follow(&s->fx[inits.v[i].func], inits.v[i].insn, functions, &waits);
}
