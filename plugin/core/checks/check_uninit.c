// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_uninit.c - bytes of a fresh buffer that nobody wrote before it is sent.
 *
 * Only for memory that is allocated, filled and sent in one function, with all
 * offsets constant.  Where in the function a byte is written does not matter; a
 * buffer that goes anywhere else, or is written in a loop, is left alone.
 */
#include <string.h>
#include "received.h"

#define MOST_BYTES 4096

struct filled {
	struct fx *f;
	uint32_t root, sent;		/* the buffer; the call that sends it */
	int64_t len;
	bool *written;			/* per byte */
};

/* Offset of a pointer in the buffer; false: it points elsewhere. */
static bool offset_of(const struct filled *w, struct operand o, int64_t *off)
{
	*off = 0;
	for (unsigned i = 0; o.kind == OPND_VALUE && i < 32; i++) {
		const struct insn *in = fx_def(w->f, o);

		if (o.value == w->root)
			return true;
		if (!in)
			return false;
		if (in->op == OP_BIN && in->bin == BIN_ADD && in->b.kind == OPND_INT) {
			*off += in->b.num;
		} else if (in->op == OP_ADDR && in->place.base == BASE_VALUE &&
			   !in->place.indexed) {
			*off += in->place.off;
			o.value = in->place.id;
			continue;
		} else if (in->op != OP_COPY) {
			return false;
		}
		o = in->a;
	}
	return false;
}

static bool mark(const struct filled *w, int64_t from, int64_t size)
{
	if (size == SIZE_UNKNOWN || from < 0 || size < 0)
		return false;
	for (int64_t i = from; i < from + size && i < w->len; i++)
		w->written[i] = true;
	return true;
}

/* False: some byte is written that we cannot name, or may be. */
static bool place_written(const struct filled *w, const struct place *p)
{
	int64_t off;

	if (p->base != BASE_VALUE || fx_root(w->f, p->id) == NONE)
		return true;
	if (!offset_of(w, (struct operand){ .kind = OPND_VALUE, .value = p->id }, &off))
		return true;
	return !p->indexed && mark(w, off + p->off, p->size);
}

static bool call_written(const struct filled *w, uint32_t n)
{
	const struct insn *in = &w->f->fn->insns[n];
	const struct solver *s = w->f->s;
	const struct fact *copy = call_fact(s, in, ROLE_COPY);
	int64_t off, len = copy ? copy->num[KEY_LEN] : -1;
	struct intval v;

	if (n == w->sent || call_fact(s, in, ROLE_FREE))
		return true;
	for (uint32_t i = 0; i < in->n_args; i++) {
		if (!offset_of(w, in->args[i], &off))
			continue;
		if (!copy)
			return false;
		if (copy->num[KEY_DST] != (int64_t)i)
			continue;
		if (len < 0 || len >= in->n_args || in->result != NONE)
			return false;
		v = int_eval(w->f, in->args[len]);
		if (!int_is_const(v) || !mark(w, off, (int64_t)v.ones))
			return false;
	}
	return true;
}

/* Does the address go somewhere we do not follow: a phi, memory, a variable offset? */
static bool escapes(const struct filled *w, const struct insn *in)
{
	int64_t off;

	switch (in->op) {
	case OP_BIN:
		return in->bin == BIN_ADD && in->b.kind != OPND_INT && offset_of(w, in->a, &off);
	case OP_ADDR:
		return in->place.indexed && in->place.base == BASE_VALUE &&
		       offset_of(w, (struct operand){ .kind = OPND_VALUE,
						      .value = in->place.id }, &off);
	case OP_STORE: case OP_RET:
		return offset_of(w, in->a, &off);
	case OP_SELECT: case OP_OTHER:
		return offset_of(w, in->a, &off) || offset_of(w, in->b, &off);
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args; i++)
			if (offset_of(w, in->args[i], &off))
				return true;
		return false;
	default:
		return false;
	}
}

static bool all_known(const struct filled *w)
{
	const struct func *fn = w->f->fn;

	for (uint32_t i = 0; i < fn->n_insns; i++) {
		const struct insn *in = &fn->insns[i];

		if (!fx_work(w->f, 1) || escapes(w, in))
			return false;
		if ((in->op == OP_STORE || in->op == OP_COPYMEM) && !place_written(w, &in->place))
			return false;
		if (in->op == OP_CALL && !call_written(w, i))
			return false;
	}
	return true;
}

void check_uninit(struct fx *f, const struct sink *k)
{
	struct solver *s = f->s;
	struct filled w = { .f = f, .sent = k->insn };
	const struct insn *alloc;
	const struct fact *fact;
	struct finding *d;
	int64_t first = 0, left = 0;

	if (!s->cfg->on[RULE_out_uninit] || k->what != SINK_DATA || k->dir != DIR_OUT ||
	    k->callee != k->final || k->arg == NONE || k->ptr.kind != OPND_VALUE ||
	    !int_is_const(k->len) || (int64_t)k->len.ones <= 0 || k->len.ones > MOST_BYTES)
		return;
	w.root = fx_root(f, k->ptr.value);
	w.len = (int64_t)k->len.ones;
	alloc = alloc_call(f, w.root, &fact);
	if (!alloc || fact->text[KEY_SRC] || !fact->text[KEY_GFP] || !fact->text[KEY_SIZE] ||
	    w.root != fx_copy_root(f, k->ptr.value) || alloc_cleared(f, alloc, fact))
		return;
	w.written = arena_new_array(s->a, bool, (size_t)w.len + 1);
	if (!all_known(&w))
		return;
	for (int64_t i = w.len; i-- > 0; )
		if (!w.written[i]) {
			first = i;
			left++;
		}
	if (!left)
		return;
	d = finding_new(f, RULE_out_uninit, k->insn, k->callee);
	d->subject = *f->fn->values[k->ptr.value].name ? f->fn->values[k->ptr.value].name :
		     "the buffer";
	d->message = text(s, "%lld of the %lld bytes of '%s' sent here were never written, the "
			  "first at offset %lld; allocate with kzalloc()", (long long)left,
			  (long long)w.len, d->subject, (long long)first);
	finding_event(s, d, alloc->loc, text(s, "allocated by %s() here, not cleared",
						  call_name(s, alloc)));
	finding_put(s, d);
}
