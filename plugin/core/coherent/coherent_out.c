// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * coherent_out.c - allocators that hand the memory out through a pointer argument:
 * ret = my_alloc(dev, &urb, &buf, size).  The caller's variable is what holds it then.
 */
#include "coherent.h"

/* *buf = usb_alloc_coherent(...), buf a parameter: that parameter, or -1. */
static int32_t stored_through(struct fx *f, const struct insn *in)
{
	if (in->op != OP_STORE || in->place.base != BASE_VALUE || in->place.n_path ||
	    in->place.off || in->place.indexed)
		return -1;
	return f->param_of[fx_copy_root(f, in->place.id)];
}

void coh_note_outs(struct fx *f, const struct coh_alloc *a)
{
	size_t n;
	const uint32_t *at;

	if (a->value == NONE)
		return;
	at = uses_of(f, a->value, &n);
	for (size_t k = 0; k < n; k++) {
		const struct insn *in = &f->fn->insns[at[k]];
		int32_t param = stored_through(f, in);

		if (param >= 0 && param < 32 && in->a.kind == OPND_VALUE && in->a.value == a->value)
			f->s->coh->outs[f->id] |= 1u << param;
	}
}

/* The local pointer variable whose address is passed, or NONE. */
static uint32_t variable(struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);
	const struct place *p = in ? &in->place : NULL;

	if (!in || in->op != OP_ADDR || p->base != BASE_OBJECT || p->n_path || p->off ||
	    p->indexed || p->cls != TC_POINTER)
		return NONE;
	return f->s->u->objects[p->id].kind == OBJ_LOCAL ? p->id : NONE;
}

static bool is_out(const struct solver *s, const struct insn *in, uint32_t arg)
{
	return in->op == OP_CALL && in->fn != NONE && arg < 32 &&
	       (s->coh->outs[in->fn] >> arg & 1);
}

/* Is its address taken for nothing else? */
static bool only_filled_in(struct fx *f, uint32_t object)
{
	for (uint32_t n = 0; n < f->fn->n_insns && fx_work(f, 1); n++) {
		const struct insn *in = &f->fn->insns[n];
		const uint32_t *at;
		size_t uses;

		if (in->op != OP_ADDR || in->place.base != BASE_OBJECT || in->place.id != object)
			continue;
		at = uses_of(f, in->result, &uses);
		for (size_t k = 0; k < uses; k++) {
			const struct insn *use = &f->fn->insns[at[k]];

			for (uint32_t i = 0; i < use->n_args; i++)
				if (use->args[i].kind == OPND_VALUE &&
				    use->args[i].value == in->result && !is_out(f->s, use, i))
					return false;
			if (use->op != OP_CALL)
				return false;
		}
	}
	return !f->gave_up;
}

/* The memory that call n leaves in variables of its caller. */
void coh_collect_outs(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	struct coh_unit *cu = s->coh;
	const struct insn *in = &f->fn->insns[n];

	for (uint32_t i = 0; i < in->n_args; i++) {
		struct coh_alloc a = { .f = f, .insn = n, .value = NONE,
				       .maker = call_name(s, in) };

		if (!is_out(s, in, i))
			continue;
		a.object = variable(f, in->args[i]);
		if (a.object == NONE || !only_filled_in(f, a.object))
			continue;
		a.at = &fx_def(f, in->args[i])->place;
		VEC_PUSH(s->a, cu->allocs, cu->n_allocs, cu->cap_allocs, a);
	}
}

/* Is the value this memory's address, as it was allocated? */
bool coh_is_alloc(const struct coh_alloc *a, uint32_t value)
{
	const struct insn *in;

	if (a->object == NONE)
		return coh_root(a->f, value) == coh_root(a->f, a->value);
	in = fx_def_value(a->f, coh_root(a->f, value));
	return in && in->op == OP_LOAD && in->place.base == BASE_OBJECT &&
	       in->place.id == a->object;
}

struct coh_use coh_alloc_use(struct coh_alloc *a)
{
	struct fx *f = a->f;
	struct value_set *all = set_take(f);
	bool variable = a->object != NONE;
	uint32_t *from = variable ? NULL : &a->value;
	size_t n_from = variable ? 0 : 1, cap = 0;
	struct coh_use use;

	for (uint32_t n = 0; variable && n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];

		if (in->op == OP_LOAD && in->place.base == BASE_OBJECT && in->place.id == a->object)
			VEC_PUSH(f->s->a, from, n_from, cap, in->result);
	}
	use = coh_follow(f, from, n_from, all);
	set_give(f, all);
	return use;
}
