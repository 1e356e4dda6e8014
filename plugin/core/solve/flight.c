// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * flight.c - buffers of URBs as areas of memory, calls that may wait, loops.
 */
#include <string.h>
#include "flight.h"

#define DIR_BIT 0x80u		/* USB_DIR_IN in a pipe */

struct area area_at(struct fx *f, const struct place *p)
{
	struct area a = { .known = true, .address = true, .root = NONE, .added = NONE,
			  .st = { NONE, NONE }, .off = p->off, .variable = p->indexed };

	if (p->n_path)
		a.st = p->path[p->n_path - 1];
	if (p->base == BASE_OBJECT) {
		a.cell = p->id;
		return a;
	}
	a.root = fx_copy_root(f, p->id);
	a.cell = cell_of(f, a.root);
	return a;
}

struct area area_of(struct fx *f, struct operand o)
{
	struct area a = { .root = NONE, .added = NONE, .st = { NONE, NONE } };
	int64_t off = 0;

	for (unsigned i = 0; i < 32 && o.kind == OPND_VALUE; i++) {
		uint32_t root = fx_copy_root(f, o.value);
		const struct insn *in = fx_def_value(f, root);

		if (in && in->op == OP_ADDR) {
			struct area at = area_at(f, &in->place);

			at.off += off;
			at.variable |= a.variable;
			at.added = a.added;
			return at;
		}
		if (!in || in->op != OP_BIN || in->bin != BIN_ADD) {
			a.known = true;
			a.root = root;
			a.cell = cell_of(f, root);
			if (in && in->op == OP_LOAD && in->place.n_path)
				a.st = in->place.path[in->place.n_path - 1];
			a.off = off;
			return a;
		}
		if (in->b.kind == OPND_INT) {
			off += in->b.num;
		} else {
			a.variable = true;
			a.added = in->b.kind == OPND_VALUE ? in->b.value : NONE;
		}
		o = in->a;
	}
	return a;
}

bool area_same(const struct area *a, const struct area *b)
{
	if (!a->known || !b->known || a->address != b->address)
		return false;
	return (a->root == NONE) == (b->root == NONE) && a->cell == b->cell &&
	       (!a->address || (a->st.record == b->st.record && a->st.field == b->st.field));
}

bool area_renewed(struct fx *f, const struct area *buf, uint32_t insn)
{
	const struct insn *in = &f->fn->insns[insn];

	if (in->op == OP_STORE)
		return !buf->address && cell_place(f, &in->place) == buf->cell;
	return buf->root != NONE && f->def[buf->root] == insn && in->op != OP_LOAD;
}

enum dir fill_dir(const struct urb_event *fill)
{
	const struct insn *in = &fill->where->fn->insns[fill->at];
	const struct fact *fact = call_fact(fill->where->s, in, ROLE_SINK);
	struct intval v;

	if (!fact || !fact->text[KEY_PIPE] || fact->num[KEY_PIPE] >= in->n_args)
		return DIR_UNKNOWN;
	v = int_eval(fill->where, in->args[fact->num[KEY_PIPE]]);
	return v.ones & DIR_BIT ? DIR_IN : v.zeros & DIR_BIT ? DIR_OUT : DIR_UNKNOWN;
}

int64_t fill_length(const struct urb_event *fill)
{
	struct intval v;

	if (fill->len.kind == OPND_NONE)
		return SIZE_UNKNOWN;
	v = int_eval(fill->where, fill->len);
	return int_is_const(v) ? (int64_t)v.ones : SIZE_UNKNOWN;
}

/* ---- waiting ---- */

/* A function of the kernel that certainly comes back without waiting for a transfer. */
static bool harmless(struct solver *s, const struct insn *in)
{
	static const enum role roles[] = { ROLE_COPY, ROLE_FREE, ROLE_ALLOC, ROLE_RETURNS };
	const struct fact *fact = call_fact(s, in, ROLE_URB);

	if (fact)
		return strcmp(fact->text[KEY_OP], "wait") && strcmp(fact->text[KEY_OP], "kill") &&
		       strcmp(fact->text[KEY_OP], "kill-anchor");
	fact = call_fact(s, in, ROLE_SINK);
	if (fact)
		return fact->text[KEY_MODE] && !strcmp(fact->text[KEY_MODE], "async");
	for (unsigned i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (call_fact(s, in, roles[i]))
			return true;
	return false;
}

static void find_waiting(struct solver *s)
{
	s->urbs->may_wait = arena_new_array(s->a, uint8_t, s->u->n_funcs + 1);
	memset(s->urbs->may_wait, 1, s->u->n_funcs + 1);
	for (uint32_t i = 0; i < s->n_order; i++) {	/* circles stay at "may" */
		const struct func *fn = &s->u->funcs[s->order[i]];
		bool any = false;

		for (uint32_t n = 0; n < fn->n_insns && !any; n++)
			any = fn->insns[n].op == OP_CALL &&
			      call_may_wait(&s->fx[s->order[i]], &fn->insns[n]);
		s->urbs->may_wait[s->order[i]] = any;
	}
}

bool call_may_wait(struct fx *f, const struct insn *in)
{
	uint32_t to[MAX_TARGETS];
	unsigned nt;

	if (!f->s->urbs->may_wait)
		find_waiting(f->s);
	if (harmless(f->s, in))
		return false;
	nt = call_targets(f->s, f, in, to, MAX_TARGETS);
	for (unsigned i = 0; i < nt; i++)
		if (f->s->urbs->may_wait[to[i]])
			return true;
	return !nt;
}

bool submit_certain(struct fx *f, const struct urb_event *e)
{
	const struct insn *call = &f->fn->insns[e->insn];
	struct fx *g = e->where;

	if (!e->trail)
		return true;
	return call->fn != NONE && &f->s->fx[call->fn] == g && !call_may_wait(f, call) &&
	       fx_returns_result(g, e->at);
}

/* ---- loops ---- */

static void reach(const struct func *fn, uint32_t from, bool back, uint8_t bit, uint8_t *seen,
		  uint32_t *todo)
{
	uint32_t n = 0;

	todo[n++] = from;
	while (n) {
		const struct block *b = &fn->blocks[todo[--n]];
		const uint32_t *to = back ? b->preds : b->succs;

		for (uint32_t i = 0; i < (back ? b->n_preds : b->n_succs); i++)
			if (!(seen[to[i]] & bit)) {
				seen[to[i]] |= bit;
				todo[n++] = to[i];
			}
	}
}

bool loop_of(struct fx *f, uint32_t block, struct loop *l)
{
	uint32_t *todo = arena_new_array(f->s->a, uint32_t, f->fn->n_blocks + 1);

	l->in = arena_new_array(f->s->a, uint8_t, f->fn->n_blocks + 1);
	if (!fx_work(f, 2 * f->fn->n_blocks))
		return false;
	reach(f->fn, block, false, 1, l->in, todo);
	reach(f->fn, block, true, 2, l->in, todo);
	return l->in[block] == 3;
}

bool loop_has(const struct fx *f, const struct loop *l, uint32_t insn)
{
	return l->in[f->block_of[insn]] == 3;
}

bool loop_defines(const struct fx *f, const struct loop *l, uint32_t value)
{
	return f->def[value] != NONE && loop_has(f, l, f->def[value]);
}
