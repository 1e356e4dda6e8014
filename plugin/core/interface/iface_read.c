// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_read.c - interface facts from text that may hold anything.
 *
 * The seal is looked at first, so that a file that was cut or altered is told
 * apart from one that another version wrote.  Every number that is an index is
 * held against what was declared before it, or, for functions, at the end.
 */
#define _GNU_SOURCE			/* asprintf, memrchr */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "iface_lex.h"
#include "iface_text.h"
#include "solve_int.h"

#define VEC(type) struct { type *v; size_t n, cap; }

struct ifr {				/* gathers what belongs together, copies it at its end */
	struct lex x;
	struct iface *f;
	VEC(struct if_dep) deps;
	VEC(const char *) files;
	VEC(struct if_cell) cells;
	VEC(struct if_func) funcs;
	VEC(struct if_call) calls;
	VEC(struct if_use) uses;
	VEC(struct if_origin) origins;
	VEC(struct if_slot) slots;
	VEC(struct if_urb) urbs;
	VEC(struct if_allow) allows;
	struct if_arg_int ints[64];
	struct if_cond conds[2 * MAX_CONDS];
};

/* Room for one more, zeroed. */
static void *more(void *v, size_t *n, size_t *cap, size_t size)
{
	if (*n == *cap) {
		*cap = *cap ? 2 * *cap : 16;
		v = realloc(v, *cap * size);
		if (!v) {
			fputs("usbdma: out of memory\n", stderr);
			exit(2);
		}
	}
	memset((char *)v + *n * size, 0, size);
	++*n;
	return v;
}
#define ADD(vec) ((vec).v = more((vec).v, &(vec).n, &(vec).cap, sizeof(*(vec).v)), \
		  &(vec).v[(vec).n - 1])

static void *copied(struct arena *a, const void *v, size_t n, size_t size)
{
	void *to = n ? arena_zalloc(a, n, size) : NULL;

	if (n)
		memcpy(to, v, n * size);
	return to;
}
#define COPIED(r, vec) copied((r)->x.a, (vec).v, (vec).n, sizeof(*(vec).v))

static struct if_loc read_loc(struct ifr *r)
{
	struct if_loc l = { 0, 0, 0 };
	struct lex *x = &r->x;

	lex_more(x);
	lex_expect(x, lex_take(x, '@'), "a place");
	l.file = lex_u32(x);
	lex_expect(x, lex_take(x, ':'), "':'");
	l.line = lex_u32(x);
	lex_expect(x, lex_take(x, ':'), "':'");
	l.col = lex_u32(x);
	lex_expect(x, !l.line || l.file < r->files.n, "a file that was named");
	return l;
}

static struct if_int read_int(struct ifr *r)
{
	struct if_int v = { IFI_UNKNOWN, 0, 0 };

	lex_more(&r->x);
	if (lex_take(&r->x, '?'))
		return v;
	if (lex_take(&r->x, 'p')) {
		v.kind = IFI_PARAM;
		v.param = lex_u32(&r->x);
	} else {
		v.kind = IFI_CONST;
		v.num = lex_i64(&r->x);
	}
	return v;
}

static struct if_func *cur(struct ifr *r)
{
	static struct if_func none;

	lex_expect(&r->x, r->funcs.n > 0, "a func line before it");
	return r->funcs.n ? &r->funcs.v[r->funcs.n - 1] : &none;
}

static void end_use(struct ifr *r)
{
	if (r->uses.n) {
		struct if_use *u = &r->uses.v[r->uses.n - 1];

		if (!u->origins) {
			u->origins = COPIED(r, r->origins);
			u->n_origins = (uint32_t)r->origins.n;
		}
	}
	r->origins.n = 0;
}

static void end_func(struct ifr *r)
{
	struct if_func *f;

	if (!r->funcs.n)
		return;
	end_use(r);
	f = &r->funcs.v[r->funcs.n - 1];
	if (!f->calls && !f->uses) {
		f->calls = COPIED(r, r->calls);
		f->n_calls = (uint32_t)r->calls.n;
		f->uses = COPIED(r, r->uses);
		f->n_uses = (uint32_t)r->uses.n;
	}
	r->calls.n = r->uses.n = 0;
}

static void read_func(struct ifr *r)
{
	struct if_func *f;

	end_func(r);
	f = ADD(r->funcs);
	f->name = lex_string(&r->x);
	f->flags = lex_flags(&r->x, if_func_letters);
	f->n_params = lex_u32(&r->x);
	f->loc = read_loc(r);
}

static void read_call(struct ifr *r)
{
	struct lex *x = &r->x;
	struct if_call *c = ADD(r->calls);
	uint32_t n = 0;

	cur(r);
	lex_expect(x, !r->uses.n, "calls before uses");
	c->to = (enum if_target)lex_choice(x, if_target_words, N_IFT, "func, name, slot or param");
	c->name = "";
	if (c->to == IFT_NAME)
		c->name = lex_string(x);
	else if (c->to == IFT_SLOT)
		c->id = lex_below(x, (uint32_t)r->cells.n, "a cell that was named");
	else if (c->to == IFT_PARAM)
		c->id = lex_below(x, cur(r)->n_params, "a parameter of this function");
	else
		c->id = lex_u32(x);
	c->loc = read_loc(r);
	while (lex_more(x) && !x->wrong && n < 64) {
		r->ints[n].arg = lex_u32(x);
		lex_expect(x, lex_take(x, '='), "'='");
		r->ints[n++].v = read_int(r);
	}
	c->n_ints = n;
	c->ints = copied(x->a, r->ints, n, sizeof(*r->ints));
}

static void read_conds(struct ifr *r, struct if_use *u)
{
	struct lex *x = &r->x;
	uint32_t n = 0;

	while (lex_more(x) && !x->wrong && n < 2 * MAX_CONDS) {
		struct if_cond *c = &r->conds[n];
		unsigned op;

		if (lex_is(x, "bluetooth")) {
			lex_expect(x, u->kind != IFU_SINK, "the end of the line");
			u->flags |= IFU_BLUETOOTH;
			continue;
		}
		n++;
		c->pointer = lex_take(x, 'q');
		lex_expect(x, c->pointer || lex_take(x, 'p'), "a condition on a parameter");
		c->param = lex_u32(x);
		lex_expect(x, lex_take(x, ':'), "':'");
		for (op = 0; op < N_COND_OPS; op++)
			if ((size_t)(x->end - x->p) > 2 && !memcmp(x->p, if_cond_words[op], 2))
				break;
		lex_expect(x, op < N_COND_OPS, "a comparison");
		x->p += x->wrong ? 0 : 2;
		c->bin = (enum bin_op)(BIN_EQ + op);
		lex_expect(x, lex_take(x, ':'), "':'");
		c->num = lex_i64(x);
		lex_expect(x, lex_take(x, ':'), "':'");
		c->truth = lex_below(x, 2, "0 or 1");
	}
	u->n_conds = n;
	u->conds = copied(x->a, r->conds, n, sizeof(*r->conds));
}

static void read_sink(struct ifr *r, struct if_use *u)
{
	struct lex *x = &r->x;
	char c;

	u->flags = (uint8_t)lex_flags(x, if_use_letters);
	u->name = lex_string(x);
	u->arg = lex_u32(x);
	c = lex_char(x, "?io");
	u->dir = c == 'i' ? DIR_IN : c == 'o' ? DIR_OUT : DIR_UNKNOWN;
	c = lex_char(x, "-pr");
	u->dirkey = c == '-' ? 0 : c;
	u->dirval = read_int(r);
	u->len = read_int(r);
	lex_more(x);
	if (lex_take(x, 'u'))
		u->urb = lex_below(x, (uint32_t)r->cells.n, "a cell that was named") + 1;
}

static void read_use(struct ifr *r)
{
	struct lex *x = &r->x;
	const struct if_func *f = cur(r);
	struct if_use *u;

	end_use(r);
	u = ADD(r->uses);
	u->name = "";
	u->kind = (uint8_t)lex_choice(x, if_use_words, N_IFU_KINDS, "a kind of use");
	if (u->kind == IFU_SINK) {
		read_sink(r, u);
	} else if (u->kind == IFU_ARG || u->kind == IFU_CONTENT) {
		u->id = lex_below(x, (uint32_t)r->calls.n, "a call of this function");
		u->arg = lex_u32(x);
		u->off = u->kind == IFU_CONTENT ? lex_i64(x) : 0;
	} else if (u->kind == IFU_OUT) {
		u->id = lex_below(x, f->n_params, "a parameter of this function");
		u->off = lex_i64(x);
	} else if (u->kind == IFU_CELL) {
		u->id = lex_below(x, (uint32_t)r->cells.n, "a cell that was named");
	}
	u->loc = read_loc(r);
	read_conds(r, u);
}

static uint8_t read_mem(struct lex *x)
{
	const char *from;
	char word[32];
	enum mem mem;

	lex_more(x);
	for (from = x->p; x->p < x->end && *x->p != ' ' && *x->p != '\n'; )
		x->p++;
	snprintf(word, sizeof(word), "%.*s", (int)(x->p - from < 31 ? x->p - from : 31), from);
	mem = mem_by_name(word);
	lex_expect(x, mem < N_MEM, "a kind of memory");
	return (uint8_t)(mem < N_MEM ? mem : 0);
}

/* A function of the unit, or the name of one elsewhere. */
static uint32_t read_function(struct lex *x, const char **name)
{
	lex_more(x);
	if (x->p == x->end || *x->p != '"')
		return lex_u32(x);
	*name = lex_string(x);
	return NONE;
}

static void read_memory(struct ifr *r, struct if_origin *o)
{
	struct lex *x = &r->x;

	o->mem = read_mem(x);
	if (o->kind == IFO_MEMBER) {
		o->name = lex_string(x);
		o->maker = lex_string(x);
		o->beside = lex_string(x);
		o->birth = read_loc(r);
		return;
	}
	lex_more(x);
	o->max_size = lex_take(x, '?') ? INT64_MAX : lex_i64(x);
	o->name = lex_string(x);
	o->maker = lex_string(x);
	o->birth = read_loc(r);
}

static void read_origin(struct ifr *r)
{
	struct lex *x = &r->x;
	const struct if_func *f = cur(r);
	struct if_origin *o;

	lex_expect(x, r->uses.n > 0, "a use line before it");
	o = ADD(r->origins);
	o->name = o->maker = o->beside = "";
	o->max_size = INT64_MAX;
	o->kind = (uint8_t)lex_choice(x, if_org_words, N_IFO_KINDS, "a kind of origin");
	o->flags = (uint8_t)lex_flags(x, if_org_letters);
	o->off = lex_i64(x);
	o->excluded = (uint32_t)lex_hex(x);
	switch (o->kind) {
	case IFO_MEM:
	case IFO_MEMBER:
		read_memory(r, o);
		break;
	case IFO_FUNC:
		o->id = read_function(x, &o->name);
		break;
	case IFO_PARAM:
	case IFO_LOAD:
		o->id = lex_below(x, f->n_params, "a parameter of this function");
		o->load = o->kind == IFO_LOAD ? lex_i64(x) : 0;
		break;
	case IFO_RET:
	case IFO_OUT:
		o->id = lex_below(x, (uint32_t)r->calls.n, "a call of this function");
		o->arg = o->kind == IFO_OUT ? lex_u32(x) : 0;
		o->load = o->kind == IFO_OUT ? lex_i64(x) : 0;
		break;
	default:
		o->id = lex_below(x, (uint32_t)r->cells.n, "a cell that was named");
	}
}

static void read_cell(struct ifr *r)
{
	struct if_cell *c = ADD(r->cells);

	c->kind = (enum if_cell_kind)lex_choice(&r->x, if_cell_words, N_CELL_KINDS,
						"field, element or object");
	c->record = lex_string(&r->x);
	c->name = lex_string(&r->x);
	c->scope = lex_string(&r->x);
	c->contract = lex_is(&r->x, "contract");
	lex_expect(&r->x, c->contract || lex_is(&r->x, "plain"), "contract or plain");
}

static void read_slot(struct ifr *r)
{
	struct if_slot *s = ADD(r->slots);

	s->cell = lex_below(&r->x, (uint32_t)r->cells.n, "a cell that was named");
	s->name = "";
	s->func = read_function(&r->x, &s->name);
}

static void read_head(struct ifr *r)
{
	struct lex *x = &r->x;
	uint32_t version;

	lex_expect(x, lex_is(x, "usbdma-interface"), "'usbdma-interface'");
	version = lex_u32(x);
	lex_expect(x, version == IFACE_VERSION, "version 2 of the format");
	r->f->tool = lex_string(x);
	lex_line_end(x);
	lex_expect(x, lex_is(x, "made"), "'made'");
	r->f->rules = lex_hex(x);
	r->f->flags = lex_hex(x);
	r->f->source = lex_hex(x);
	r->f->n_given_up = lex_u32(x);
	lex_line_end(x);
	lex_expect(x, lex_is(x, "unit"), "'unit'");
	r->f->main_file = lex_string(x);
	r->f->module = lex_string(x);
	r->f->builtin = lex_is(x, "builtin");
	lex_expect(x, r->f->builtin || lex_is(x, "module"), "builtin or module");
	lex_line_end(x);
}

static void read_line(struct ifr *r)
{
	struct lex *x = &r->x;

	if (lex_is(x, "from")) {
		read_origin(r);
	} else if (lex_is(x, "use")) {
		read_use(r);
	} else if (lex_is(x, "call")) {
		read_call(r);
	} else if (lex_is(x, "func")) {
		read_func(r);
	} else if (lex_is(x, "dep")) {
		struct if_dep *d = ADD(r->deps);

		d->path = lex_string(x);
		d->hash = lex_hex(x);
	} else if (lex_is(x, "file")) {
		*ADD(r->files) = lex_string(x);
	} else if (lex_is(x, "cell")) {
		read_cell(r);
	} else if (lex_is(x, "slot")) {
		read_slot(r);
	} else if (lex_is(x, "urb")) {
		struct if_urb *u = ADD(r->urbs);

		u->cell = lex_below(x, (uint32_t)r->cells.n, "a cell that was named");
		u->what = (enum if_urb_what)lex_choice(x, if_urb_words, N_URB_WHAT,
						       "flag, submit or lost");
		u->loc = read_loc(r);
	} else if (lex_is(x, "allow")) {
		struct if_allow *a = ADD(r->allows);

		a->line = lex_u32(x);
		a->rules = lex_string(x);
	} else {
		lex_expect(x, false, "dep, file, cell, func, call, use, from, slot, urb, "
			   "allow or end");
	}
	lex_line_end(x);
}

static void check_use(struct ifr *r, const struct if_use *u)
{
	for (uint32_t k = 0; k < u->n_origins; k++)
		lex_expect(&r->x, u->origins[k].kind != IFO_FUNC || u->origins[k].id == NONE ||
			   u->origins[k].id < r->funcs.n, "functions that are there");
}

/* Functions may be named before their line is read. */
static void check_functions(struct ifr *r)
{
	for (size_t i = 0; i < r->funcs.n; i++)
		for (uint32_t k = 0; k < r->funcs.v[i].n_uses; k++)
			check_use(r, &r->funcs.v[i].uses[k]);
	for (size_t i = 0; i < r->funcs.n; i++)
		for (uint32_t k = 0; k < r->funcs.v[i].n_calls; k++)
			if (r->funcs.v[i].calls[k].to == IFT_FUNC)
				lex_expect(&r->x, r->funcs.v[i].calls[k].id < r->funcs.n,
					   "functions that are there");
	for (size_t i = 0; i < r->slots.n; i++)
		lex_expect(&r->x, r->slots.v[i].func == NONE || r->slots.v[i].func < r->funcs.n,
			   "functions that are there");
}

static void finish(struct ifr *r)
{
	struct iface *f = r->f;

	end_func(r);
	check_functions(r);
	f->deps = COPIED(r, r->deps);
	f->files = COPIED(r, r->files);
	f->cells = COPIED(r, r->cells);
	f->funcs = COPIED(r, r->funcs);
	f->slots = COPIED(r, r->slots);
	f->urbs = COPIED(r, r->urbs);
	f->allows = COPIED(r, r->allows);
	f->n_deps = (uint32_t)r->deps.n;
	f->n_files = (uint32_t)r->files.n;
	f->n_cells = (uint32_t)r->cells.n;
	f->n_funcs = (uint32_t)r->funcs.n;
	f->n_slots = (uint32_t)r->slots.n;
	f->n_urbs = (uint32_t)r->urbs.n;
	f->n_allows = (uint32_t)r->allows.n;
	free(r->deps.v), free(r->files.v), free(r->cells.v);
	free(r->funcs.v), free(r->calls.v), free(r->uses.v);
	free(r->origins.v), free(r->slots.v), free(r->urbs.v), free(r->allows.v);
}

struct iface *iface_read(struct arena *a, const char *name, const char *text, size_t len,
			 char **err)
{
	struct ifr r = { .x = { .a = a, .line = 1 } };
	const char *why;

	*err = NULL;
	len = iface_sealed(text, len, &why);
	if (!len) {
		if (asprintf(err, "%s: %s", name, why) < 0)
			*err = NULL;
		return NULL;
	}
	r.f = arena_new_array(a, struct iface, 1);
	r.x.p = text;
	r.x.end = text + len;
	read_head(&r);
	while (!r.x.wrong && r.x.p < r.x.end)
		read_line(&r);
	finish(&r);
	if (!r.x.wrong)
		return r.f;
	if (asprintf(err, "%s:%u: expected %s", name, r.x.line, r.x.wrong) < 0)
		*err = NULL;
	return NULL;
}
