// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb_buffer.c - the buffer that an URB was given, and the DMA handle beside it.
 */
#include "urb.h"

struct origins urb_origins(struct urb_event *e)
{
	if (e->buf.kind != OPND_VALUE)
		return (struct origins){ 0 };
	return origins_of(e->buf_where, e->buf, e->buf_at);
}

/* dev->buf of a parameter dev: what the unit stores to the member is among the origins too. */
static bool joined(const struct solver *s, const struct origin *o)
{
	return o->kind == ORG_PARAMLOAD && field_joinable(s, o->load);
}

static enum buffer_kind kind_of(const struct solver *s, const struct origin *o)
{
	if ((o->kind == ORG_MEM && o->mem == MEM_null) || joined(s, o))
		return BUF_NULL;
	if (o->kind != ORG_MEM || o->mixed || o->mem == MEM_unknown)
		return BUF_UNKNOWN;
	if (o->mem == MEM_coherent)
		return BUF_COHERENT;
	return o->mem == MEM_heap ? BUF_KMALLOC : BUF_OTHER;
}

/* One kind on all ways here, or unknown. */
enum buffer_kind urb_buffer_kind(struct urb_event *e)
{
	struct origins os;

	if (e->judged)
		return e->kind;
	e->judged = true;
	e->kind = BUF_NULL;
	if (e->buf.kind == OPND_NONE || (e->buf.kind == OPND_INT && e->buf.num))
		e->kind = BUF_UNKNOWN;
	os = urb_origins(e);
	if (e->buf.kind == OPND_VALUE && !os.n)
		e->kind = BUF_UNKNOWN;
	for (size_t i = 0; i < os.n; i++) {
		enum buffer_kind k = kind_of(e->where->s, &os.v[i]);

		if (k == BUF_NULL)
			continue;
		if (e->kind != BUF_NULL && e->kind != k)
			k = BUF_UNKNOWN;
		e->kind = k;
		if (k == BUF_UNKNOWN)
			break;
	}
	return e->kind;
}

const struct origin *urb_first(const struct origins *os)
{
	for (size_t i = 0; i < os->n; i++)
		if (os->v[i].kind == ORG_MEM && os->v[i].mem != MEM_null)
			return &os->v[i];
	return NULL;
}

/* ---- pointer + offset, taken apart ---- */

struct sum {
	uint32_t root;			/* value, or NONE */
	int64_t off;
	unsigned n;
	struct operand v[3];		/* added to it, unknown */
	bool bad;			/* went through something else */
};

static struct sum sum_of(struct fx *f, struct operand o)
{
	struct sum r = { .root = NONE };

	for (unsigned i = 0; i < 16 && o.kind == OPND_VALUE; i++) {
		const struct insn *in;

		r.root = fx_copy_root(f, o.value);
		in = fx_def_value(f, r.root);
		if (!in || in->op != OP_BIN || in->bin != BIN_ADD) {
			r.bad = !in || (in->op != OP_LOAD && in->op != OP_CALL &&
					in->op != OP_ADDR);
			return r;
		}
		if (in->b.kind == OPND_INT)
			r.off += in->b.num;
		else if (r.n < 3)
			r.v[r.n++] = in->b;
		else
			r.bad = true;
		o = in->a;
	}
	r.bad = true;
	return r;
}

static bool same_value(struct fx *f, struct operand a, struct operand b, unsigned depth)
{
	const struct insn *x, *y;

	if (a.kind == OPND_INT && b.kind == OPND_INT)
		return a.num == b.num;
	if (a.kind != OPND_VALUE || b.kind != OPND_VALUE)
		return false;
	if (cell_of(f, a.value) == cell_of(f, b.value))
		return true;
	x = fx_def_value(f, fx_copy_root(f, a.value));
	y = fx_def_value(f, fx_copy_root(f, b.value));
	return x && y && x->op == OP_BIN && y->op == OP_BIN && x->bin == y->bin && depth < 6 &&
	       same_value(f, x->a, y->a, depth + 1) && same_value(f, x->b, y->b, depth + 1);
}

/* Value -> its first store to a member of anything, plus one. */
static const uint32_t *stores_of_values(struct fx *f)
{
	struct urbs *us = &f->s->urbs->of[f->id];

	if (us->stored_at)
		return us->stored_at;
	us->stored_at = arena_new_array(f->s->a, uint32_t, f->fn->n_values + 1);
	for (uint32_t i = f->fn->n_insns; i-- > 0; ) {
		const struct insn *in = &f->fn->insns[i];

		if (in->op == OP_STORE && in->a.kind == OPND_VALUE && in->place.n_path)
			us->stored_at[fx_copy_root(f, in->a.value)] = i + 1;
	}
	return us->stored_at;
}

/* The member that holds the buffer: it is loaded from there, or stored there. */
bool urb_buffer_member(struct fx *f, struct operand buf, struct urb_buffer *b)
{
	struct sum sum = sum_of(f, buf);
	const struct insn *in = sum.root == NONE ? NULL : fx_def_value(f, sum.root);

	if (in && in->op != OP_LOAD) {
		uint32_t at = stores_of_values(f)[sum.root];

		in = at ? &f->fn->insns[at - 1] : NULL;
	}
	if (!in || (in->op != OP_LOAD && in->op != OP_STORE))
		return false;
	b->elem = field_element(f, &in->place, &b->st);
	if (b->elem)
		return true;
	if (!in->place.n_path)
		return false;
	b->st = in->place.path[in->place.n_path - 1];
	return field_joinable(f->s, b->st);
}

/* Certainly not the same number of bytes? */
static bool differ(struct fx *f, const struct sum *a, const struct sum *b)
{
	if (a->bad || b->bad)
		return false;
	if (!a->n && !b->n)
		return a->off != b->off;
	if (a->n != b->n)
		return !a->n != !b->n && a->off == b->off;	/* one side was forgotten */
	for (unsigned i = 0; i < a->n; i++)
		if (!same_value(f, a->v[i], b->v[i], 0))
			return false;
	return a->off != b->off;
}

/* ---- which allocation made this handle? ---- */

static bool same_place(struct fx *f, const struct place *a, struct fx *g, const struct place *b)
{
	struct step x, y;

	if (f == g && a->base == BASE_OBJECT && b->base == BASE_OBJECT)
		return a->id == b->id && a->off == b->off && !a->indexed && !b->indexed;
	if (!a->n_path || !b->n_path)
		return false;
	x = a->path[a->n_path - 1];
	y = b->path[b->n_path - 1];
	return x.record == y.record && x.field == y.field && field_joinable(f->s, x);
}

/* Is anything but allocators' results stored to the handle's place? */
static bool stored_otherwise(struct fx *f, const struct place *p)
{
	const struct field_info *fi;

	if (!p->n_path)
		return false;
	fi = field_get(f->s, p->path[p->n_path - 1]);
	for (size_t i = 0; fi && i < fi->n; i++)
		if (fi->stores[i].call_arg == NONE)
			return true;
	return !fi || fi->opaque;
}

struct handle {
	bool any, unknown, match;
};

static void match_call(struct handle *h, struct fx *g, uint32_t call, const struct origins *os)
{
	const struct loc *l = &g->fn->insns[call].loc;

	h->any = true;
	for (size_t i = 0; i < os->n; i++)
		if (os->v[i].birth.line == l->line && os->v[i].birth.col == l->col)
			h->match = true;
}

#define N_HEADS 1024

/* Equal for places that same_place() finds the same. */
static uint32_t place_hash(const struct place *p)
{
	struct step st = { p->id, 0 };

	if (p->n_path)
		st = p->path[p->n_path - 1];
	return (st.record * 31 + st.field * 7) % N_HEADS;
}

/* Where the i-th allocator call puts its handle, or NULL. */
static const struct place *handle_place(struct solver *s, size_t i)
{
	struct fx *g = &s->fx[s->urbs->allocs[i].func];
	const struct insn *in = &g->fn->insns[s->urbs->allocs[i].insn];
	int64_t arg = call_fact(s, in, ROLE_ALLOC)->num[KEY_HANDLE];
	const struct insn *def = arg < in->n_args ? fx_def(g, in->args[arg]) : NULL;

	return def && def->op == OP_ADDR ? &def->place : NULL;
}

static void index_allocs(struct solver *s)
{
	struct urb_unit *uu = s->urbs;

	uu->alloc_heads = arena_new_array(s->a, uint32_t, N_HEADS);
	uu->alloc_next = arena_new_array(s->a, uint32_t, uu->n_allocs + 1);
	for (size_t i = uu->n_allocs; i-- > 0; ) {
		const struct place *p = handle_place(s, i);

		if (!p)
			continue;
		uu->alloc_next[i] = uu->alloc_heads[place_hash(p)];
		uu->alloc_heads[place_hash(p)] = (uint32_t)i + 1;
	}
}

static struct handle match_handle(const struct urb_event *dma, uint32_t root,
				  const struct origins *os)
{
	struct fx *f = dma->where;
	struct solver *s = f->s;
	struct handle h = { 0 };
	const struct insn *load = root == NONE ? NULL : fx_def_value(f, root);

	if (dma->value.kind == OPND_NONE) {	/* the allocator stored it itself */
		h.unknown = !call_fact(s, &f->fn->insns[dma->at], ROLE_ALLOC);
		match_call(&h, f, dma->at, os);
		return h;
	}
	if (!load || load->op != OP_LOAD || stored_otherwise(f, &load->place)) {
		h.unknown = true;
		return h;
	}
	if (!s->urbs->alloc_heads)
		index_allocs(s);
	for (uint32_t i = s->urbs->alloc_heads[place_hash(&load->place)]; i;
	     i = s->urbs->alloc_next[i - 1]) {
		struct fx *g = &s->fx[s->urbs->allocs[i - 1].func];

		if (same_place(f, &load->place, g, handle_place(s, i - 1)))
			match_call(&h, g, s->urbs->allocs[i - 1].insn, os);
	}
	return h;
}

/* Was the handle made together with this buffer, and do their offsets agree? */
enum fit urb_handle_fits(struct urb_event *fill, const struct urb_event *dma)
{
	enum buffer_kind kind = urb_buffer_kind(fill);
	struct origins os = urb_origins(fill);
	struct sum b, h = { .root = NONE };
	struct handle m;

	if (kind == BUF_UNKNOWN || kind == BUF_NULL)
		return FIT_UNKNOWN;
	if (dma->value.kind != OPND_NONE)
		h = sum_of(dma->where, dma->value);
	if (h.bad)
		return FIT_UNKNOWN;
	m = match_handle(dma, h.root, &os);
	if (m.unknown || !m.any)
		return FIT_UNKNOWN;
	if (!m.match)
		return FIT_OTHER;
	if (fill->buf_where != dma->where || fill->where != dma->where)
		return FIT_SAME;
	b = sum_of(dma->where, fill->buf);
	return differ(dma->where, &b, &h) ? FIT_OFFSET : FIT_SAME;
}
