// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_embedded.c - members of records as transfer buffers.
 *
 * Sites are gathered per member over the whole unit and reported once: a member
 * that any transfer may write (IN, or direction unknown) as embedded_in_buffer,
 * one that is only sent as embedded_out_buffer, one in a network device's
 * private area as netdev_priv_buffer.  Quiet where the sharing can do no harm:
 * the member stands alone, is isolated by alignment or group markers, or the
 * record is nothing but a message (RULES.md E5, E6).
 */
#include <stdlib.h>
#include <string.h>
#include "solve_int.h"

#define MIN_ALIGN 8			/* ARCH_DMA_MINALIGN where DMA is coherent */
#define MAX_LINE 128			/* the longest ARCH_DMA_MINALIGN */
#define PAGE_BYTES 4096			/* the smallest page there is */
#define CACHELINE 64			/* what ____cacheline_aligned gives on most */

struct embedded {
	struct fx *f;
	struct sink sink;
	struct origin origin;
	enum mem mem;
	enum dir dir;
};

void check_embedded_add(struct fx *f, const struct sink *k, const struct origin *o, enum mem mem)
{
	struct solver *s = f->s;
	struct embedded e = { f, *k, *o, mem, k->what == SINK_SETUP ? DIR_OUT : k->dir };

	VEC_PUSH(s->a, s->embedded.v, s->embedded.n, s->embedded.cap, e);
}

static bool same_member(const struct embedded *a, const struct embedded *b)
{
	const struct member *x = &a->origin.member, *y = &b->origin.member;

	return x->rec == y->rec && x->field == y->field;
}

static bool has_prefix(const struct solver *s, const char *name, const char *what)
{
	unsigned n;
	const struct fact *const *all = model_all(s->m, &n);

	for (unsigned i = 0; i < n; i++)
		if (all[i]->role == ROLE_ANNOTATION && !strcmp(all[i]->text[KEY_WHAT], what) &&
		    !strncmp(name, all[i]->name, strlen(all[i]->name)))
			return true;
	return false;
}

/* Between __dma_from_device_group_begin() and _end()? */
static bool in_group(const struct solver *s, const struct record *r, uint32_t field)
{
	for (uint32_t i = field; i-- > 0; ) {
		if (has_prefix(s, r->fields[i].name, "group_end"))
			return false;
		if (has_prefix(s, r->fields[i].name, "group_begin"))
			return true;
	}
	return false;
}

static bool is_marker(const struct field *f)
{
	return f->size == 0 && !(f->flags & FIELD_FLEX);
}

/* The next real member after field, or NULL at the end. */
static const struct field *next_member(const struct record *r, uint32_t field)
{
	for (uint32_t i = field + 1; i < r->n_fields; i++)
		if (!is_marker(&r->fields[i]) && r->fields[i].off > r->fields[field].off)
			return &r->fields[i];
	return NULL;
}

static const struct field *prev_member(const struct record *r, uint32_t field)
{
	for (uint32_t i = field; i-- > 0; )
		if (!is_marker(&r->fields[i]))
			return &r->fields[i];
	return NULL;
}

/* Isolated by attributes: 2 certainly, 1 to a cache line only, 0 not. */
static int isolated(const struct solver *s, const struct record *r, uint32_t field)
{
	const struct field *f = &r->fields[field], *next = next_member(r, field);

	if (in_group(s, r, field))
		return 2;
	if (!(f->flags & FIELD_USER_ALIGN) || f->align < MIN_ALIGN)
		return 0;
	if (next && !(next->flags & FIELD_USER_ALIGN) && (!f->align || f->size % f->align))
		return 0;		/* the next one begins on its last line */
	return f->align == CACHELINE ? 1 : 2;
}

/* Only wire data inside: no pointer, nothing of the CPU's own width. */
static bool payload_only(const struct unit *u, uint32_t record, unsigned depth)
{
	const struct record *r = &u->records[record];

	if (r->flags & RECORD_UNION && depth == 0)
		return true;
	for (uint32_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->cls == TC_POINTER || f->cls == TC_FUNC)
			return false;
		if (f->record != NONE) {
			if (depth > 4 || !payload_only(u, f->record, depth + 1))
				return false;
		} else if (!(f->flags & (FIELD_FIXED_WIDTH | FIELD_BYTES | FIELD_BITFIELD)) &&
			   !(r->flags & RECORD_PACKED)) {
			return false;
		}
	}
	return true;
}

/* In page-aligned memory, alone on its lines whatever their length. */
static bool whole_lines(const struct field *f)
{
	return f->off % MAX_LINE == 0 && f->size > 0 && f->size % MAX_LINE == 0;
}

static bool harmless(const struct solver *s, const struct embedded *e)
{
	const struct member *m = &e->origin.member;
	const struct record *r = &s->u->records[m->outer_rec];
	int64_t len = int_is_const(e->sink.len) ? (int64_t)e->sink.len.ones : 0;

	if (!prev_member(r, m->outer_field) && !next_member(r, m->outer_field))
		return true;
	if (r->flags & (RECORD_UNION | RECORD_FRAME))
		return true;
	if (m->off == 0 && len > 0 && len >= r->size)
		return true;		/* the whole object is the buffer */
	if (s->record_sent[m->outer_rec] || payload_only(s->u, m->outer_rec, 0))
		return true;
	if (e->mem == MEM_pages && whole_lines(&r->fields[m->outer_field]))
		return true;
	return isolated(s, r, m->outer_field) == 2;
}

static const char *site_text(struct solver *s, const struct embedded *e)
{
	const char *how = e->dir == DIR_IN ? "receives" : e->dir == DIR_OUT ? "sends" : "transfers";

	if (e->sink.arg == NONE)
		return text(s, "%s gets it here", e->sink.final);
	if (e->sink.callee != e->sink.final)
		return text(s, "%s() passes it to %s() here", e->sink.callee,
				    e->sink.final);
	return text(s, "%s() %s it here", e->sink.callee, how);
}

static const char *neighbour(const struct record *r, uint32_t field)
{
	const struct field *n = next_member(r, field);

	if (!n)
		n = prev_member(r, field);
	return n && *n->name ? n->name : "other members";
}

static const char *member_text(struct solver *s, const struct member *m)
{
	const struct unit *u = s->u;
	const char *outer = u->records[m->outer_rec].fields[m->outer_field].name;
	const char *inner = u->records[m->rec].fields[m->field].name;

	if (m->rec == m->outer_rec || !*outer)
		return inner;
	return text(s, "%s.%s", outer, inner);
}

static void describe(struct solver *s, struct finding *d, const struct embedded *e)
{
	const struct member *m = &e->origin.member;
	const struct record *r = &s->u->records[m->outer_rec];
	const char *name = member_text(s, m);
	const char *call = e->sink.arg == NONE ? e->sink.final :
			   text(s, "%s()", e->sink.callee);

	d->subject = text(s, "%s.%s", r->name, name);
	if (d->rule == RULE_netdev_priv_buffer)
		d->message = text(s, "'%s' lies in netdev_priv() (struct %s), which can be "
				  "vmalloc memory; %s needs memory from kmalloc()",
				  name, r->name, call);
	else
		d->message = text(s, "'%s' shares cache lines with '%s' in struct %s; %s %s",
				  name, neighbour(r, m->outer_field), r->name, call,
				  d->rule == RULE_embedded_out_buffer ?
				  "is better served by a buffer of its own" :
				  "needs a buffer of its own for DMA from the device");
}

static bool before(struct loc a, struct loc b, const char *main_file)
{
	bool am = a.file && main_file && !strcmp(a.file, main_file);
	bool bm = b.file && main_file && !strcmp(b.file, main_file);

	if (am != bm)
		return am;
	return a.line != b.line ? a.line < b.line : a.col < b.col;
}

static struct loc where(const struct embedded *e)
{
	return e->f->fn->insns[e->sink.insn].loc;
}

/* Is e the site to report, rather than old: one that certainly receives, else the first? */
static bool better(const struct solver *s, const struct embedded *e, const struct embedded *old)
{
	if (!old)
		return true;
	if ((e->dir == DIR_IN) != (old->dir == DIR_IN))
		return e->dir == DIR_IN;
	return before(where(e), where(old), s->u->main_file);
}

/* Does a private area of this record push alloc_netdev()'s kvzalloc() beyond a page? */
static bool beyond_page(const struct solver *s, const struct record *priv)
{
	for (uint32_t i = 0; i < s->u->n_records; i++)
		if (model_find(s->m, s->u->records[i].name, ROLE_PRIV_HEAD))
			return s->u->records[i].size > 0 &&
			       priv->size > PAGE_BYTES - s->u->records[i].size;
	return false;
}

/* One finding for the member of *first, with the other sites of its kind. */
static void report_group(struct solver *s, const struct embedded *first, enum rule_id rule,
			 enum severity cap)
{
	struct finding *d = finding_new(first->f, rule, first->sink.insn, first->sink.callee);
	const struct record *r = &s->u->records[first->origin.member.outer_rec];

	if (d->severity > cap)
		d->severity = cap;
	if (rule == RULE_netdev_priv_buffer && beyond_page(s, r))
		d->severity = SEV_ERROR;
	describe(s, d, first);
	finding_event(s, d, r->loc, text(s, "struct %s is defined here", r->name));
	for (size_t i = 0; i < s->embedded.n && d->n_events < 12; i++) {
		const struct embedded *e = &s->embedded.v[i];

		if (same_member(e, first) &&
		    (rule != RULE_embedded_in_buffer || e->dir != DIR_OUT))
			finding_event(s, d, where(e), site_text(s, e));
	}
	finding_put(s, d);
}

static void finish_group(struct solver *s, size_t n, bool *done)
{
	const struct embedded *in = NULL, *out = NULL, *e;
	const struct record *r;
	const struct field *f;
	enum severity cap = SEV_ERROR;
	bool priv = false;

	for (size_t i = n; i < s->embedded.n; i++) {
		const struct embedded **best;

		e = &s->embedded.v[i];
		if (done[i] || !same_member(e, &s->embedded.v[n]))
			continue;
		done[i] = true;
		if (e->mem != MEM_netdev_priv && harmless(s, e))
			continue;
		priv |= e->mem == MEM_netdev_priv;
		best = e->dir == DIR_OUT ? &out : &in;
		if (better(s, e, *best))
			*best = e;
	}
	e = in ? in : out;
	if (!e)
		return;
	if (priv && in && out && before(where(out), where(in), s->u->main_file))
		e = out;
	r = &s->u->records[e->origin.member.outer_rec];
	f = &r->fields[e->origin.member.outer_field];
	if (priv) {
		report_group(s, e, RULE_netdev_priv_buffer, cap);
		return;
	}
	if ((f->flags & FIELD_FLEX) || isolated(s, r, e->origin.member.outer_field) == 1)
		cap = SEV_ADVICE;
	report_group(s, e, in ? RULE_embedded_in_buffer : RULE_embedded_out_buffer, cap);
}

void check_embedded_finish(struct solver *s)
{
	bool *done = arena_new_array(s->a, bool, s->embedded.n + 1);

	for (size_t i = 0; i < s->embedded.n; i++)
		if (!done[i])
			finish_group(s, i, done);
}

/* Bytes, or a message: anything else is never handed to a transfer by its member. */
static bool may_be_buffer(const struct unit *u, const struct member *m)
{
	const struct field *f = &u->records[m->rec].fields[m->field];

	if (f->cls == TC_POINTER || f->flags & FIELD_BITFIELD)
		return false;
	if (f->record != NONE)
		return payload_only(u, f->record, 1);
	return f->flags & (FIELD_BYTES | FIELD_FIXED_WIDTH);
}

/* What a unit can tell others of a member whose address it hands on. */
bool embedded_shares(struct solver *s, const struct origin *o, struct shared *out)
{
	struct embedded e = { .origin = *o, .mem = o->mem, .sink = { .len = INT_UNKNOWN } };
	const struct member *m = &o->member;
	const struct record *r;

	if (m->outer_rec == NONE || m->done || !may_be_buffer(s->u, m))
		return false;
	r = &s->u->records[m->outer_rec];
	if (o->mem == MEM_unknown && s->record_mem[m->outer_rec] == MEM_netdev_priv)
		e.mem = MEM_netdev_priv;
	if (e.mem != MEM_netdev_priv && harmless(s, &e))
		return false;
	*out = (struct shared){ .record = r->name, .name = member_text(s, m), .mem = e.mem,
				.beside = neighbour(r, m->outer_field), .defined = r->loc };
	out->aligned = r->fields[m->outer_field].flags & FIELD_FLEX ||
		       isolated(s, r, m->outer_field) == 1;
	return true;
}
