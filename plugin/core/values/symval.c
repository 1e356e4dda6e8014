// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * symval.c - expressions: one node for equal ones, sums in normal form, and the
 * comparison of two sets of alternatives.
 *
 * Where a set grows beyond its limits it is open, and an open set is never
 * different from anything.
 */
#include <string.h>
#include "symval.h"

#define SYM_HASH 1024
#define MAX_TERMS 8
#define MAX_CLOSURE 48
#define MAX_NESTED 3	/* records in records, calls in calls */

struct sym_table {
	const struct sym *head[SYM_HASH];
	uint32_t n;
};

static bool same(const struct sym *x, const struct sym *y)
{
	return x->kind == y->kind && x->bin == y->bin && x->func == y->func &&
	       x->id == y->id && x->arg == y->arg && x->num == y->num &&
	       x->st.record == y->st.record && x->st.field == y->st.field &&
	       x->a == y->a && x->b == y->b;
}

static unsigned hash(const struct sym *x)
{
	uint64_t h = (uint64_t)x->kind * 31 + x->bin;

	h = h * 31 + x->func;
	h = h * 31 + x->id;
	h = h * 31 + x->arg;
	h = h * 31 + (uint64_t)x->num;
	h = h * 31 + x->st.record;
	h = h * 31 + x->st.field;
	h = h * 31 + (x->a ? x->a->serial : 0);
	h = h * 31 + (x->b ? x->b->serial : 0);
	return (unsigned)(h ^ h >> 20) % SYM_HASH;
}

const struct sym *sym_get(struct solver *s, struct sym want)
{
	unsigned at = hash(&want);
	struct sym *n;

	if (!s->syms)
		s->syms = arena_new_array(s->a, struct sym_table, 1);
	for (const struct sym *x = s->syms->head[at]; x; x = x->chain)
		if (same(x, &want))
			return x;
	n = arena_new_array(s->a, struct sym, 1);
	*n = want;
	n->serial = ++s->syms->n;
	n->chain = s->syms->head[at];
	s->syms->head[at] = n;
	return n;
}

const struct sym *sym_const(struct solver *s, int64_t num)
{
	return sym_get(s, (struct sym){ .kind = SYM_CONST, .num = num });
}

static bool fold(enum bin_op op, int64_t a, int64_t b, int64_t *r)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;

	switch (op) {
	case BIN_ADD: *r = (int64_t)(x + y); return true;
	case BIN_SUB: *r = (int64_t)(x - y); return true;
	case BIN_MUL: *r = (int64_t)(x * y); return true;
	case BIN_AND: *r = a & b; return true;
	case BIN_OR: *r = a | b; return true;
	case BIN_MIN: *r = a < b ? a : b; return true;
	case BIN_MAX: *r = a > b ? a : b; return true;
	case BIN_DIV: *r = b > 0 ? a / b : 0; return b > 0;
	case BIN_SHL: *r = y < 63 ? (int64_t)(x << y) : 0; return y < 63;
	case BIN_SHR: *r = y < 63 ? (int64_t)(x >> y) : 0; return y < 63;
	default: return false;
	}
}

static bool commutes(enum bin_op op)
{
	return op == BIN_ADD || op == BIN_MUL || op == BIN_AND || op == BIN_OR ||
	       op == BIN_XOR || op == BIN_MIN || op == BIN_MAX;
}

/* The same sum however it is written: (a + 4) + 4 is a + 8, n << 2 is n * 4. */
const struct sym *sym_bin(struct solver *s, enum bin_op op, const struct sym *a,
			  const struct sym *b)
{
	int64_t r;

	if (a->kind == SYM_CONST && b->kind == SYM_CONST && fold(op, a->num, b->num, &r))
		return sym_const(s, r);
	if (commutes(op) && (a->kind == SYM_CONST ||
			     (b->kind != SYM_CONST && a->serial > b->serial))) {
		const struct sym *t = a;

		a = b;
		b = t;
	}
	if (op == BIN_SUB && b->kind == SYM_CONST)
		return sym_bin(s, BIN_ADD, a, sym_const(s, (int64_t)(0 - (uint64_t)b->num)));
	if (op == BIN_SHL && b->kind == SYM_CONST && b->num >= 0 && b->num < 31)
		return sym_bin(s, BIN_MUL, a, sym_const(s, INT64_C(1) << b->num));
	if ((op == BIN_ADD && b->kind == SYM_CONST && !b->num) ||
	    (op == BIN_MUL && b->kind == SYM_CONST && b->num == 1))
		return a;
	if ((op == BIN_ADD || op == BIN_MUL) && b->kind == SYM_CONST && a->kind == SYM_BIN &&
	    a->bin == op && a->b->kind == SYM_CONST) {
		fold(op, a->b->num, b->num, &r);
		return sym_bin(s, op, a->a, sym_const(s, r));
	}
	return sym_get(s, (struct sym){ .kind = SYM_BIN, .bin = op, .a = a, .b = b });
}

void symset_add(struct symset *to, const struct sym *x)
{
	for (unsigned i = 0; i < to->n; i++)
		if (to->v[i] == x)
			return;
	if (to->n == SYM_MAX)
		to->open = true;
	else
		to->v[to->n++] = x;
}

void symset_join(struct symset *to, const struct symset *from)
{
	to->open |= from->open;
	for (unsigned i = 0; i < from->n; i++)
		symset_add(to, from->v[i]);
}

bool sym_uses_param(const struct sym *x, uint32_t func)
{
	if (!x || x->kind == SYM_CALL || x->kind == SYM_FIELD)
		return false;		/* a member is the unit's, whosever record it is in */
	return (x->kind == SYM_PARAM && x->func == func) || sym_uses_param(x->a, func) ||
	       sym_uses_param(x->b, func);
}

const struct sym *sym_base(const struct sym *x, int64_t *off)
{
	*off = 0;
	if (x->kind == SYM_CONST) {
		*off = x->num;
		return NULL;
	}
	if (x->kind != SYM_BIN || x->bin != BIN_ADD || x->b->kind != SYM_CONST)
		return x;
	*off = x->b->num;
	return x->a;
}

/* ---- sums: a constant and things with factors ---- */

struct sum {
	int64_t c;
	unsigned n;
	bool full;
	struct { const struct sym *x; int64_t by; } t[MAX_TERMS];
};

static void add_term(struct sum *to, const struct sym *x, int64_t by)
{
	for (unsigned i = 0; i < to->n; i++)
		if (to->t[i].x == x) {
			to->t[i].by += by;
			if (!to->t[i].by)
				to->t[i] = to->t[--to->n];
			return;
		}
	if (to->n == MAX_TERMS) {
		to->full = true;
		return;
	}
	to->t[to->n].x = x;
	to->t[to->n++].by = by;
}

static void add_sum(struct sum *to, const struct sym *x, int64_t by, unsigned depth)
{
	if (x->kind == SYM_CONST) {
		to->c += (int64_t)((uint64_t)x->num * (uint64_t)by);
	} else if (x->kind == SYM_BIN && depth < 8 &&
		   (x->bin == BIN_ADD || x->bin == BIN_SUB)) {
		add_sum(to, x->a, by, depth + 1);
		add_sum(to, x->b, x->bin == BIN_ADD ? by : -by, depth + 1);
	} else if (x->kind == SYM_BIN && depth < 8 && x->bin == BIN_MUL &&
		   x->b->kind == SYM_CONST && x->b->num > 0 && x->b->num < INT64_C(1) << 31 &&
		   by < INT64_C(1) << 31) {
		add_sum(to, x->a, by * x->b->num, depth + 1);
	} else {
		add_term(to, x, by);
	}
}

static enum sym_cmp sources(struct solver *s, const struct sym *x, const struct sym *y,
			    unsigned depth);
static enum sym_cmp compare(struct solver *s, const struct symset *a, const struct symset *b,
			    unsigned depth);

static enum sym_cmp one(struct solver *s, const struct sym *x, const struct sym *y,
			unsigned depth)
{
	struct sum d = { 0 };

	add_sum(&d, x, 1, 0);
	add_sum(&d, y, -1, 0);
	if (d.full)
		return SYM_UNKNOWN;
	if (!d.n)
		return d.c ? SYM_DIFFERENT : SYM_EQUAL;
	if (d.n == 1 && !d.c && x->kind != SYM_CONST && y->kind != SYM_CONST &&
	    d.t[0].by != 1 && d.t[0].by != -1)
		return SYM_DIFFERENT;		/* n * 4 and n */
	return sources(s, x, y, depth);
}

/* One function, called twice: with the same arguments it may say the same. */
static enum sym_cmp calls(struct solver *s, const struct sym *x, const struct sym *y,
			  unsigned depth)
{
	const struct insn *p = &s->fx[x->func].fn->insns[x->id];
	const struct insn *q = &s->fx[y->func].fn->insns[y->id];
	bool unknown = false;

	if (p->fn == NONE || q->fn == NONE || p == q)
		return SYM_UNKNOWN;
	if (p->fn != q->fn || p->n_args != q->n_args)
		return SYM_APART;
	for (uint32_t i = 0; i < p->n_args; i++) {
		struct symset a = sym_eval(&s->fx[x->func], p->args[i]);
		struct symset b = sym_eval(&s->fx[y->func], q->args[i]);
		enum sym_cmp c = compare(s, &a, &b, depth + 1);

		if (c >= SYM_APART)
			return SYM_APART;
		unknown |= c == SYM_UNKNOWN;
	}
	return unknown ? SYM_UNKNOWN : SYM_EQUAL;
}

/* Hangs on what an unknown caller passes, or on what we do not understand. */
static bool vague(const struct sym *x)
{
	if (!x || x->kind == SYM_CALL || x->kind == SYM_FIELD)
		return false;
	return x->kind == SYM_PARAM || x->kind == SYM_VALUE || vague(x->a) || vague(x->b);
}

/* One member of two records: are they one?  ep->desc in one function, dev->ep in another. */
static enum sym_cmp base(struct solver *s, const struct sym *x, const struct sym *y,
			 unsigned depth)
{
	struct symset a, b;

	if (!x->a || !y->a)
		return SYM_UNKNOWN;
	if (x->a == y->a)
		return SYM_EQUAL;
	a = sym_only(x->a);
	b = sym_only(y->a);
	return compare(s, &a, &b, depth + 1);
}

/* Two things that no sum makes equal: do they come from different places? */
static enum sym_cmp sources(struct solver *s, const struct sym *x, const struct sym *y,
			    unsigned depth)
{
	enum sym_cmp a, b;

	if (depth > 6 || vague(x) || vague(y))
		return SYM_UNKNOWN;
	if (x->kind != y->kind)
		return x->kind == SYM_OBJECT || y->kind == SYM_OBJECT ? SYM_UNKNOWN : SYM_APART;
	switch (x->kind) {
	case SYM_CALL:
		return calls(s, x, y, depth);
	case SYM_FIELD:
		if (x->st.record != y->st.record || x->st.field != y->st.field)
			return SYM_APART;
		if (field_joinable(s, x->st))
			return SYM_EQUAL;	/* one cell for all records of the type */
		return base(s, x, y, depth);
	case SYM_BIN:
		if (x->bin != y->bin)
			return SYM_UNKNOWN;
		a = one(s, x->a, y->a, depth + 1);
		b = one(s, x->b, y->b, depth + 1);
		return a >= SYM_APART || b >= SYM_APART ? SYM_APART : SYM_UNKNOWN;
	default:
		return x == y ? SYM_EQUAL : SYM_APART;
	}
}

/* ---- alternatives ---- */

struct closure {
	unsigned n, n_ends;
	bool open;
	const struct sym *v[MAX_CLOSURE];	/* all that was passed */
	const struct sym *end[MAX_CLOSURE];	/* what has nothing behind it */
};

static void closure_add(struct closure *c, const struct sym *x)
{
	for (unsigned i = 0; i < c->n; i++)
		if (c->v[i] == x)
			return;
	if (c->n == MAX_CLOSURE)
		c->open = true;
	else
		c->v[c->n++] = x;
}

static void closure_of(struct solver *s, const struct symset *set, struct closure *c)
{
	c->open |= set->open;
	for (unsigned i = 0; i < set->n; i++)
		closure_add(c, set->v[i]);
	for (unsigned i = 0; i < c->n; i++) {
		struct symset more = { 0 };

		if (!sym_expand(s, c->v[i], &more)) {
			c->end[c->n_ends++] = c->v[i];
			continue;
		}
		c->open |= more.open || !more.n;
		for (unsigned k = 0; k < more.n; k++)
			closure_add(c, more.v[k]);
	}
}

struct symset sym_sources(struct solver *s, const struct symset *set)
{
	struct closure c = { 0 };
	struct symset out = { 0 };

	closure_of(s, set, &c);
	out.open = c.open;
	for (unsigned i = 0; i < c.n_ends; i++)
		symset_add(&out, c.end[i]);
	return out;
}

/* Holds the same wherever it is looked at. */
static bool stable(const struct sym *x)
{
	return !x || (x->kind != SYM_FIELD && (x->kind == SYM_CALL ||
					       (stable(x->a) && stable(x->b))));
}

/* n + 8 and n differ, whatever n is: no need to know. */
static bool always_differ(struct solver *s, const struct symset *a, const struct symset *b)
{
	if (a->open || b->open || !a->n || !b->n)
		return false;
	for (unsigned i = 0; i < a->n; i++)
		for (unsigned k = 0; k < b->n; k++)
			if (!stable(a->v[i]) || !stable(b->v[k]) ||
			    one(s, a->v[i], b->v[k], 0) != SYM_DIFFERENT)
				return false;
	return true;
}

static enum sym_cmp compare(struct solver *s, const struct symset *a, const struct symset *b,
			    unsigned depth)
{
	struct closure x = { 0 }, y = { 0 };
	enum sym_cmp all = SYM_DIFFERENT;

	if (depth > MAX_NESTED)
		return SYM_UNKNOWN;
	if (always_differ(s, a, b))
		return SYM_DIFFERENT;
	closure_of(s, a, &x);
	closure_of(s, b, &y);
	for (unsigned i = 0; i < x.n; i++)
		for (unsigned k = 0; k < y.n; k++)
			if (one(s, x.v[i], y.v[k], depth) == SYM_EQUAL)
				return SYM_EQUAL;
	if (x.open || y.open || !x.n_ends || !y.n_ends)
		return SYM_UNKNOWN;
	for (unsigned i = 0; i < x.n_ends; i++)
		for (unsigned k = 0; k < y.n_ends; k++) {
			enum sym_cmp c = one(s, x.end[i], y.end[k], depth);

			if (c < all)
				all = c;
		}
	return all;
}

enum sym_cmp sym_compare(struct solver *s, const struct symset *a, const struct symset *b)
{
	return compare(s, a, b, 0);
}

const char *sym_text(struct solver *s, const struct sym *x)
{
	const char *name = NULL;

	if (x->kind == SYM_CONST)
		return text(s, "%lld", (long long)x->num);
	if (x->kind == SYM_BIN && (x->bin == BIN_ADD || x->bin == BIN_MUL) &&
	    x->b->kind == SYM_CONST) {
		name = sym_text(s, x->a);
		return name ? text(s, "%s %c %lld", name, x->bin == BIN_ADD ? '+' : '*',
				   (long long)x->b->num) : NULL;
	}
	if (x->kind == SYM_FIELD)
		name = s->u->records[x->st.record].fields[x->st.field].name;
	else if (x->kind == SYM_PARAM)
		name = s->u->funcs[x->func].params[x->id].name;
	else if (x->kind == SYM_VALUE)
		name = s->u->funcs[x->func].values[x->id].name;
	return name && *name ? text(s, "'%s'", name) : NULL;
}
