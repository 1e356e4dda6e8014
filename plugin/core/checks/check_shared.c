// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_shared.c - two URBs in flight on one buffer, or on one cache line.
 *
 * dma-debug: "cacheline tracking EEXIST, overlapping mappings aren't supported".
 * Two URBs of a function, or one statement in a loop that takes another URB each
 * round.  What is sent only may be shared; what a wait separates is not.
 */
#include <stdlib.h>
#include "flight.h"

#define LINE 128		/* the largest ARCH_DMA_MINALIGN there is */
#define PAGE 4096

struct fill {
	struct urb *u;
	struct urb_event *e;
	struct area area;
	enum dir dir;
};

struct fills {
	size_t n, cap;
	struct fill *v;
};

static struct finding *start(struct fx *f, const struct fill *fl, enum rule_id rule)
{
	const struct insn *in = &f->fn->insns[fl->e->insn];
	struct finding *d = finding_new(f, rule, fl->e->insn, call_name(f->s, in));
	struct origins os = urb_origins(fl->e);
	const struct origin *o = urb_first(&os);

	d->subject = o ? origin_name(f->s, o) : "the buffer";
	if (o && o->maker)
		finding_event(f->s, d, o->birth, text(f->s, "allocated by %s() here", o->maker));
	return d;
}

/* ---- buffer_shared_in_flight: two URBs ---- */

struct pair {
	struct fill *a, *b;
	uint32_t second;		/* the submission that makes it two; or NONE */
};

/* state: which of the two URBs holds the buffer, and which is in flight */
enum { HOLDS_A = 1, HOLDS_B = 2, FLIES_A = 4, FLIES_B = 8 };
#define BOTH (HOLDS_A | HOLDS_B | FLIES_A | FLIES_B)

static void fly(struct path *p, struct pair *pr, uint32_t insn, unsigned flag)
{
	uint32_t result = p->f->fn->insns[insn].result;
	uint64_t failed = p->state;

	p->state |= flag;
	if (p->state == BOTH && pr->second == NONE)
		pr->second = insn;
	if (result == NONE)
		return;
	path_want(p->f, result);
	path_split(p, result, IS_EQ, failed);
}

static void pair_event(struct path *p, struct pair *pr, const struct urb *u, uint32_t n)
{
	const struct urb_event *e = &u->v[n];
	bool first = u == pr->a->u;
	unsigned holds = first ? HOLDS_A : HOLDS_B, flies = first ? FLIES_A : FLIES_B;

	if (e->op == UE_ALLOC || e->op == UE_FREE)
		p->state &= ~(uint64_t)(holds | flies);
	else if (e->op == UE_FILL && e != pr->a->e && e != pr->b->e)
		p->state &= ~(uint64_t)holds;
	else if (e->op == UE_FILL)
		p->state |= holds;
	else if (e->op == UE_KILL)
		p->state &= ~(uint64_t)flies;
	else if (e->op == UE_SUBMIT && submit_certain(p->f, e))
		fly(p, pr, e->insn, flies);
}

static bool pair_at(struct path *p, uint32_t insn)
{
	struct pair *pr = p->data;
	const struct urb *us[] = { pr->a->u, pr->b->u };
	const struct insn *in = &p->f->fn->insns[insn];

	if (p->state && (area_renewed(p->f, &pr->a->area, insn) ||
			 area_renewed(p->f, &pr->b->area, insn)))
		p->state = 0;
	if (in->op == OP_CALL && call_may_wait(p->f, in))
		p->state &= HOLDS_A | HOLDS_B;
	for (unsigned k = 0; k < 2; k++)
		for (uint32_t i = urb_first_event(us[k], insn);
		     i < us[k]->n && us[k]->v[i].insn == insn; i++)
			pair_event(p, pr, us[k], i);
	return pr->second == NONE;
}

static const struct path_client pair_client = { .at = pair_at };

static void note(struct fx *f)
{
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		enum insn_op op = f->fn->insns[i].op;

		if (op == OP_CALL || op == OP_STORE || op == OP_PHI)
			path_note(f, i);
	}
}

static void check_pair(struct fx *f, struct fill *a, struct fill *b)
{
	struct pair pr = { a, b, NONE };
	struct solver *s = f->s;
	struct finding *d;

	note(f);
	path_walk(f, &pair_client, &pr, NONE, 0);
	path_unnote_all(f);
	if (pr.second == NONE || f->gave_up)
		return;
	d = start(f, b, RULE_buffer_shared_in_flight);
	d->message = text(s, "'%s' is the buffer of both '%s' and '%s', which are in flight "
			     "together", d->subject, urb_name(a->u), urb_name(b->u));
	finding_event(s, d, f->fn->insns[a->e->insn].loc,
		      text(s, "given to '%s' here", urb_name(a->u)));
	finding_event(s, d, d->loc, text(s, "given to '%s' here", urb_name(b->u)));
	finding_event(s, d, f->fn->insns[pr.second].loc, "the second is submitted here");
	finding_put(s, d);
}

/* ---- loops ---- */

/* Is it another URB each round? */
static bool other_urb(struct fx *f, const struct loop *l, struct operand o)
{
	const struct insn *in;
	uint32_t root;

	if (o.kind != OPND_VALUE)
		return false;
	root = fx_copy_root(f, o.value);
	in = fx_def_value(f, root);
	if (!in || !loop_defines(f, l, root))
		return false;
	if (in->op == OP_CALL)
		return call_fact(f->s, in, ROLE_URB) != NULL;
	if (in->op != OP_LOAD)
		return false;
	if (in->place.indexed)
		return true;
	if (in->place.base != BASE_VALUE)
		return false;
	in = fx_def_value(f, fx_copy_root(f, in->place.id));	/* urbs[i] of a pointer */
	return in && in->op == OP_BIN && in->bin == BIN_ADD && in->b.kind == OPND_VALUE &&
	       loop_defines(f, l, fx_copy_root(f, in->b.value));
}

/* Is the pointer the same one each round? */
static bool same_buffer(struct fx *f, const struct loop *l, const struct area *a)
{
	const struct insn *def;

	if (!a->known || a->variable)
		return false;
	if (a->root == NONE || !loop_defines(f, l, a->root))
		return true;
	def = fx_def_value(f, a->root);
	if (def->op != OP_LOAD || def->place.indexed || a->cell < f->fn->n_values ||
	    (def->place.base == BASE_VALUE &&
	     loop_defines(f, l, fx_copy_root(f, def->place.id))))
		return false;
	for (uint32_t i = 0; i < f->fn->n_insns; i++) {
		const struct insn *in = &f->fn->insns[i];

		if (loop_has(f, l, i) && in->op == OP_STORE &&
		    (in->place.indexed || cell_place(f, &in->place) == a->cell))
			return false;
	}
	return true;
}

struct round {				/* state: submitted + 2, in an earlier round */
	struct fill *fl;
	bool twice;
};

static bool round_at(struct path *p, uint32_t insn)
{
	struct round *r = p->data;
	const struct urb *u = r->fl->u;
	const struct insn *in = &p->f->fn->insns[insn];
	uint64_t failed = p->state;

	if (in->op == OP_CALL && call_may_wait(p->f, in))
		p->state = 0;
	for (uint32_t i = urb_first_event(u, insn); i < u->n && u->v[i].insn == insn; i++) {
		if (&u->v[i] == r->fl->e)
			p->state |= HOLDS_A;
		else if (u->v[i].op == UE_FILL)
			p->state &= ~(uint64_t)HOLDS_A;
		else if (u->v[i].op == UE_KILL)
			p->state = 0;
		if (u->v[i].op != UE_SUBMIT || u->v[i].trail || !(p->state & HOLDS_A))
			continue;
		r->twice |= (p->state & FLIES_A) != 0;
		p->state = FLIES_A;
		if (in->result != NONE) {
			path_want(p->f, in->result);
			path_split(p, in->result, IS_EQ, failed & ~(uint64_t)HOLDS_A);
		}
	}
	return !r->twice;
}

static const struct path_client round_client = { .at = round_at };

static void check_round(struct fx *f, struct fill *fl, const struct loop *l)
{
	struct round r = { fl, false };
	struct solver *s = f->s;
	struct finding *d;

	if (fl->dir == DIR_OUT || !same_buffer(f, l, &fl->area))
		return;
	note(f);
	path_walk(f, &round_client, &r, NONE, 0);
	path_unnote_all(f);
	if (!r.twice || f->gave_up)
		return;
	d = start(f, fl, RULE_buffer_shared_in_flight);
	d->message = text(s, "'%s' is the buffer of another URB in each round of the loop, and "
			     "they are in flight together", d->subject);
	finding_event(s, d, d->loc, "given to the URB here, in each round");
	finding_put(s, d);
}

/* ---- shared_line_in_flight ---- */

/* Bytes from one round's buffer to the next one's; 0: not known. */
static int64_t stride(struct fx *f, const struct loop *l, const struct area *a)
{
	const struct insn *in;
	int64_t k = 0;

	if (a->variable && a->added != NONE) {		/* base + i * K */
		if (a->root == NONE || loop_defines(f, l, a->root))
			return 0;
		in = fx_def_value(f, fx_copy_root(f, a->added));
		if (in && in->op == OP_BIN && in->b.kind == OPND_INT)
			k = in->bin == BIN_MUL ? in->b.num :
			    in->bin == BIN_SHL && in->b.num < 32 ? (int64_t)1 << in->b.num : 0;
		return in && k && loop_defines(f, l, fx_copy_root(f, a->added)) ? k : 0;
	}
	in = a->root == NONE || a->variable ? NULL : fx_def_value(f, a->root);
	if (!in || in->op != OP_PHI || !loop_defines(f, l, a->root))
		return 0;
	for (uint32_t i = 0; i < in->n_args; i++) {	/* p += K */
		struct area step = area_of(f, in->args[i]);

		if (step.known && !step.address && step.root == a->root && !step.variable)
			k = step.off;
	}
	return k;
}

/* Memory of one kmalloc(), which the driver doesn't map itself? */
static bool plain_heap(struct fx *f, const struct fill *fl)
{
	struct urb_field *j = fl->u->joined ? urb_field(f->s, fl->u->field) : &f->s->urbs->wild;

	if (urb_buffer_kind(fl->e) != BUF_KMALLOC || j->n_setters || j->flag_unknown)
		return false;
	for (size_t k = 0; k < fl->u->n; k++)
		if (fl->u->v[k].op == UE_FLAGS && fl->u->v[k].no_map != BIT_CLEAR &&
		    fl->u->v[k].no_map != BIT_KEEP)
			return false;
	return true;
}

static void put_line(struct fx *f, const struct fill *fl, const char *what, enum dir dir)
{
	struct finding *d = start(f, fl, RULE_shared_line_in_flight);

	if (dir == DIR_IN && d->severity == SEV_ADVICE)
		d->severity = SEV_WARNING;
	d->message = text(f->s, "'%s': %s; URBs in flight together need buffers of their own",
			  d->subject, what);
	finding_event(f->s, d, d->loc, "given to the URB here");
	finding_put(f->s, d);
}

static void check_stride(struct fx *f, struct fill *fl, const struct loop *l)
{
	int64_t k = stride(f, l, &fl->area);

	if (k <= 0 || !(k % LINE) || k >= PAGE || !plain_heap(f, fl))
		return;
	put_line(f, fl, text(f->s, "buffers %lld bytes apart share cache lines", (long long)k),
		 fl->dir);
}

static void check_offsets(struct fx *f, struct fill *a, struct fill *b)
{
	int64_t len = fill_length(a->e), gap = b->area.off - a->area.off;
	enum dir dir = a->dir == DIR_IN || b->dir == DIR_IN ? DIR_IN : DIR_UNKNOWN;

	if (a->area.variable || b->area.variable || gap <= 0 || a->area.off < 0)
		return;
	if (len <= 0 || len > gap)
		len = 1;
	if ((a->area.off + len - 1) / LINE != b->area.off / LINE || !plain_heap(f, a) ||
	    !plain_heap(f, b))
		return;
	put_line(f, b, text(f->s, "bytes %lld and %lld, the buffers of '%s' and '%s', are on one "
				  "cache line", (long long)a->area.off, (long long)b->area.off,
			    urb_name(a->u), urb_name(b->u)), dir);
}

/* ---- a function ---- */

static int by_area(const void *x, const void *y)
{
	const struct fill *a = x, *b = y;

	if (a->area.address != b->area.address)
		return a->area.address ? 1 : -1;
	if (a->area.cell != b->area.cell)
		return a->area.cell < b->area.cell ? -1 : 1;
	if (a->area.off != b->area.off)
		return a->area.off < b->area.off ? -1 : 1;
	return a->e->insn < b->e->insn ? -1 : a->e->insn > b->e->insn;
}

static struct fills fills_of(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];
	struct fills fs = { 0 };

	for (size_t i = 0; i < us->n; i++)
		for (size_t k = 0; us->v[i]->same == i && k < us->v[i]->n; k++) {
			struct urb_event *e = &us->v[i]->v[k];
			struct fill fl = { .u = us->v[i], .e = e };

			if (e->op != UE_FILL || e->buf_where != f || e->urb.kind == OPND_NONE)
				continue;
			fl.area = area_of(f, e->buf);
			fl.dir = fill_dir(e);
			if (fl.area.known)
				VEC_PUSH(f->s->a, fs.v, fs.n, fs.cap, fl);
		}
	return fs;
}

/* Worth a look for loops?  A pointer plus something, or one that was stepped on. */
static bool moves(const struct fx *f, const struct area *a)
{
	const struct insn *in = a->root == NONE ? NULL : fx_def_value(f, a->root);

	return a->variable || (in && in->op == OP_PHI);
}

#define MAX_FILLS 64			/* of a function; more than any driver's has */

static void check_function(struct fx *f, struct fills *fs, bool shared, bool lines)
{
	struct loop l;

	for (size_t i = 0; i < fs->n && i < MAX_FILLS && !f->gave_up; i++) {
		struct fill *fl = &fs->v[i];

		if (fl->e->trail || (!shared && !moves(f, &fl->area)) ||
		    !loop_of(f, f->block_of[fl->e->insn], &l) || !other_urb(f, &l, fl->e->urb))
			continue;
		if (shared)
			check_round(f, fl, &l);
		if (lines)
			check_stride(f, fl, &l);
	}
	qsort(fs->v, fs->n, sizeof(*fs->v), by_area);
	for (size_t i = 1; i < fs->n && i < MAX_FILLS && !f->gave_up; i++) {
		struct fill *a = &fs->v[i - 1], *b = &fs->v[i];

		if (a->u == b->u || !area_same(&a->area, &b->area))
			continue;
		if (lines)
			check_offsets(f, a, b);
		if (shared && !a->area.variable && !b->area.variable &&
		    a->area.off == b->area.off && (a->dir != DIR_OUT || b->dir != DIR_OUT))
			check_pair(f, a, b);
	}
}

void check_shared(struct solver *s)
{
	bool shared = s->cfg->on[RULE_buffer_shared_in_flight];
	bool lines = s->cfg->on[RULE_shared_line_in_flight];

	for (uint32_t i = 0; (shared || lines) && i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];
		struct fills fs;

		if (!s->urbs->of[f->id].n || f->gave_up)
			continue;
		fs = fills_of(f);
		if (fs.n)
			check_function(f, &fs, shared, lines);
	}
}
