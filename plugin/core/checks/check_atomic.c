// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_atomic.c - is a large coherent block released with interrupts off?
 *
 * Off they are behind a lock of this function that turned them off on every way,
 * and, under some host controllers, in completion handlers and what is called
 * from these only.  Blocks that come from the controller's pools may be released
 * there: a size that is not known to exceed them must at least be that of an
 * allocation that can.
 */
#include <stdio.h>
#include <string.h>
#include "solve_int.h"

#define MAX_CALLERS 6			/* links of a chain of callers */

/* ---- locks ---- */

enum step_irqs { IRQS_SAME, IRQS_OFF, IRQS_ON };

static enum step_irqs irqs_after(struct fx *f, const struct insn *in)
{
	const struct fact *fact = call_fact(f->s, in, ROLE_IRQS);

	if (!fact)
		return IRQS_SAME;
	return strcmp(fact->text[KEY_WHAT], "off") ? IRQS_ON : IRQS_OFF;
}

/* The last change before `upto` in the block, or IRQS_SAME. */
static enum step_irqs block_irqs(struct fx *f, uint32_t b, uint32_t upto, uint32_t *lock)
{
	const struct block *bl = &f->fn->blocks[b];

	for (uint32_t i = upto; i > bl->first && fx_work(f, 1); i--) {
		enum step_irqs irqs = irqs_after(f, &f->fn->insns[i - 1]);

		if (irqs == IRQS_SAME)
			continue;
		*lock = i - 1;
		return irqs;
	}
	return IRQS_SAME;
}

/* Most functions never turn interrupts off: no need to walk them. */
static bool locks(struct fx *f)
{
	for (uint32_t i = 0; i < f->fn->n_insns && f->locks == LOCKS_UNKNOWN; i++)
		if (irqs_after(f, &f->fn->insns[i]) == IRQS_OFF)
			f->locks = LOCKS_SOME;
	if (f->locks == LOCKS_UNKNOWN)
		f->locks = LOCKS_NONE;
	return f->locks == LOCKS_SOME;
}

/* The lock that keeps interrupts off at insn on every way there, or NONE. */
static uint32_t held_lock(struct fx *f, uint32_t insn)
{
	const struct func *fn = f->fn;
	bool *seen;
	uint32_t *todo;
	uint32_t n = 0, b = f->block_of[insn], upto = insn, lock = NONE, at = NONE;

	if (!locks(f))
		return NONE;
	seen = arena_new_array(f->s->a, bool, fn->n_blocks + 1);
	todo = arena_new_array(f->s->a, uint32_t, fn->n_blocks + 1);
	for (;;) {
		enum step_irqs irqs = block_irqs(f, b, upto, &at);

		if (irqs == IRQS_ON || (irqs == IRQS_SAME && b == 0))
			return NONE;
		if (irqs == IRQS_OFF)
			lock = at;
		for (uint32_t p = 0; irqs == IRQS_SAME && p < fn->blocks[b].n_preds; p++) {
			uint32_t pred = fn->blocks[b].preds[p];

			if (!seen[pred])
				todo[n++] = pred;
			seen[pred] = true;
		}
		if (!n)
			return lock;
		b = todo[--n];
		upto = fn->blocks[b].first + fn->blocks[b].n;
	}
}

/* ---- where a function runs ---- */

struct context {
	const struct handler *handler;	/* a completion handler, or called from one only */
	struct fx *f;			/* otherwise: the lock of this function */
	uint32_t lock;
};

static bool atomic_at(struct fx *f, uint32_t insn, struct context *c, unsigned depth);

static bool atomic_func(struct fx *f, struct context *c, unsigned depth)
{
	struct solver *s = f->s;

	c->handler = handler_of(s, f->id);
	if (c->handler)
		return true;
	if (depth > MAX_CALLERS || (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED)) ||
	    !s->callers[f->id].n)
		return false;
	for (size_t i = 0; i < s->callers[f->id].n; i++) {
		const struct caller *k = &s->callers[f->id].v[i];

		if (!atomic_at(&s->fx[k->func], k->insn, c, depth + 1))
			return false;
	}
	return true;
}

static bool atomic_at(struct fx *f, uint32_t insn, struct context *c, unsigned depth)
{
	c->lock = held_lock(f, insn);
	c->handler = NULL;
	c->f = f;
	return c->lock != NONE || atomic_func(f, c, depth);
}

/* ---- how much ---- */

/* A bound that the source sets; that of a type, u16 of a descriptor or int, tells nothing. */
static bool is_bound(int64_t max)
{
	return max < INT32_MAX && max != UINT16_MAX;
}

/*
 * The most that a size can be.  -1: cannot be told, which is no reason to warn; but
 * what a caller outside of this file asks for, such as a write()'s count, is unbounded.
 */
static int64_t size_bound(struct fx *f, const struct insn *in, const char *spec, unsigned depth)
{
	struct solver *s = f->s;
	struct intval v = int_product(f, in, spec);
	int64_t most = -1;
	char arg[24];

	if (is_bound(v.max))
		return v.max;
	if (v.param < 0 || v.ones || (v.zeros & UINT32_MAX) || depth > MAX_CALLERS)
		return -1;
	if (f->fn->flags & (FUNC_GLOBAL | FUNC_ADDRESSED))
		return INT64_MAX;
	snprintf(arg, sizeof(arg), "%d", v.param);
	for (size_t i = 0; i < s->callers[f->id].n; i++) {
		const struct caller *k = &s->callers[f->id].v[i];
		struct fx *g = &s->fx[k->func];
		int64_t b = size_bound(g, &g->fn->insns[k->insn], arg, depth + 1);

		most = b > most ? b : most;
	}
	return most;
}

/* The most that the allocation of this origin can be asked for. */
static int64_t origin_bound(struct solver *s, const struct origin *o)
{
	int64_t most = -1;

	if (o->kind != ORG_MEM || o->mem != MEM_coherent)
		return -1;
	if (is_bound(o->max_size))
		return o->max_size;
	for (uint32_t i = 0; i < s->n_order; i++) {
		struct fx *f = &s->fx[s->order[i]];

		for (uint32_t n = 0; n < f->fn->n_insns; n++) {
			const struct insn *in = &f->fn->insns[n];
			const struct fact *alloc = call_fact(s, in, ROLE_ALLOC);
			int64_t b;

			if (!alloc || in->loc.line != o->birth.line ||
			    in->loc.col != o->birth.col || in->loc.file != o->birth.file)
				continue;
			b = size_bound(f, in, alloc->text[KEY_SIZE], 0);
			most = b > most ? b : most;
		}
	}
	return most;
}

/* The largest of the allocations a pointer can come from; -1: cannot be told. */
static int64_t pointer_bound(struct fx *f, struct operand o, uint32_t insn)
{
	struct origins got = origins_of(f, o, insn);
	int64_t most = -1;

	for (size_t i = 0; i < got.n; i++) {
		int64_t b = origin_bound(f->s, &got.v[i]);

		most = b > most ? b : most;
	}
	return most;
}

/* The largest block that the fill, or the helper with one, at insn is given. */
static int64_t filled_bound(struct fx *f, uint32_t insn)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[insn];
	const struct fact *fill = call_fact(s, in, ROLE_SINK);
	int64_t most = -1, b;

	if (in->op != OP_CALL || in->fn == NONE)
		return -1;
	if (fill && fill->num[KEY_BUF] < in->n_args)
		return pointer_bound(f, in->args[fill->num[KEY_BUF]], insn);
	for (size_t i = 0; i < s->fx[in->fn].n_sinks; i++) {
		const struct sink *k = &s->fx[in->fn].sinks[i];

		if (k->what != SINK_DATA || k->via != ORG_PARAM || k->param >= in->n_args)
			continue;
		b = pointer_bound(f, in->args[k->param], insn);
		most = b > most ? b : most;
	}
	return most;
}

/* The largest coherent block that this handler's URBs carry; -1: cannot be told. */
static int64_t handler_size(struct solver *s, uint32_t func)
{
	const struct completions *c = completions(s);
	int64_t most = -1;

	for (size_t i = 0; i < c->n; i++) {
		int64_t b = c->v[i].func == func ?
			    filled_bound(&s->fx[c->v[i].in_func], c->v[i].insn) : -1;

		most = b > most ? b : most;
	}
	return most;
}

/* Bytes released at most, and whether the source says so. */
static int64_t released(struct fx *f, const struct insn *in, const struct fact *release,
			const struct context *c, bool *known)
{
	struct intval size = int_product(f, in, release->text[KEY_SIZE]);
	int64_t arg = release->num[KEY_ARG], most;

	*known = true;
	if (int_is_const(size))
		return (int64_t)size.ones;
	*known = false;
	if (size.max <= release->num[KEY_POOLED])
		return size.max;
	most = c->handler ? handler_size(f->s, c->handler->func) : -1;
	if (most >= 0 || arg < 0 || arg >= in->n_args)
		return most;
	return pointer_bound(f, in->args[arg], (uint32_t)(in - f->fn->insns));
}

static const char *size_text(struct solver *s, int64_t size, bool known)
{
	if (known)
		return text(s, "%lld bytes", (long long)size);
	return size < INT32_MAX ? text(s, "up to %lld bytes", (long long)size) : "any size";
}

void check_atomic(struct fx *f, uint32_t n)
{
	struct solver *s = f->s;
	const struct insn *in = &f->fn->insns[n], *at;
	const struct fact *release = call_fact(s, in, ROLE_FREE);
	struct finding *d;
	struct context c;
	int64_t size;
	bool known;

	if (!release || !release->text[KEY_POOLED] || !atomic_at(f, n, &c, 0))
		return;
	size = released(f, in, release, &c, &known);
	if (size <= release->num[KEY_POOLED])
		return;
	d = finding_new(f, RULE_coherent_free_atomic, n, call_name(s, in));
	d->subject = d->callee;
	if (c.handler) {
		at = &s->fx[c.handler->in_func].fn->insns[c.handler->insn];
		d->message = text(s, "%s() of %s needs interrupts on; some host controllers call "
				  "the completion handler %s() with them off", d->callee,
				  size_text(s, size, known),
				  s->u->funcs[c.handler->func].name);
		finding_event(s, d, at->loc, "the handler is set here");
	} else {
		const struct fact *lock;

		at = &c.f->fn->insns[c.lock];
		lock = call_fact(s, at, ROLE_IRQS);
		if (known && s->cfg->severity[d->rule] == rules[d->rule].severity)
			d->severity = SEV_ERROR;
		d->message = text(s, "%s() of %s needs interrupts on; they are off since %s()",
				  d->callee, size_text(s, size, known),
				  lock->text[KEY_NAME] ? lock->text[KEY_NAME] : lock->name);
		finding_event(s, d, at->loc, "interrupts are turned off here");
	}
	if (!known)
		d->confidence = CONF_LOW;
	finding_put(s, d);
}
