// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_sync.c - URBs whose buffer the driver keeps mapped for streaming, and a
 * completion handler that reads what the CPU's cache has of it.
 *
 * Decided for the file as a whole: every handle that is stored to an URB is from
 * a streaming mapping of this file, a completion handler of this file reads the
 * buffer, and nothing in the file syncs in that direction.  A sync anywhere
 * silences, wherever it stands: a work item or a helper may do it in time.
 */
#include <string.h>
#include "urb.h"

struct sync_unit {
	struct solver *s;
	bool for_cpu, for_device, unmaps, maps, flagged;
	bool *mapping;			/* functions that map, with those they call */
	bool *seen;			/* functions reached from completion handlers */
	uint32_t *todo, n_todo;
};

static bool dma_class(const struct solver *s, const struct insn *in, const char *class)
{
	const struct fact *fact = call_fact(s, in, ROLE_DMA);

	return fact && fact->text[KEY_CLASS] && !strcmp(fact->text[KEY_CLASS], class);
}

static void reach(struct sync_unit *y, uint32_t fn)
{
	if (!func_solved(y->s, fn) || y->seen[fn])
		return;
	y->seen[fn] = true;
	y->todo[y->n_todo++] = fn;
}

/* usb_fill_bulk_urb(..., handler, context) */
static void filler(struct sync_unit *y, struct fx *f, const struct insn *in)
{
	const struct fact *fact = call_fact(y->s, in, ROLE_SINK);
	int64_t arg = fact ? fact->num[KEY_COMPLETE] : -1;

	if (arg >= 0 && arg < in->n_args && fx_func(f, in->args[arg]) != NONE)
		reach(y, fx_func(f, in->args[arg]));
}

static void look(struct sync_unit *y, struct fx *f, const struct insn *in)
{
	struct solver *s = y->s;
	const struct fact *fact;

	if (in->op == OP_CALL) {
		y->mapping[f->id] |= dma_class(s, in, "map");
		y->maps |= y->mapping[f->id];
		y->for_cpu |= dma_class(s, in, "for_cpu");
		y->for_device |= dma_class(s, in, "for_device");
		y->unmaps |= y->seen[f->id] && dma_class(s, in, "unmap");
		filler(y, f, in);
	}
	fact = in->op == OP_STORE ? place_fact(s, &in->place, ROLE_NO_MAP) : NULL;
	if (fact && (int_eval(f, in->a).may & (uint64_t)fact->num[KEY_MASK]))
		y->flagged = true;
}

static void look_at_func(struct sync_unit *y, uint32_t fn)
{
	for (uint32_t n = 0; n < y->s->u->funcs[fn].n_insns; n++)
		look(y, &y->s->fx[fn], &y->s->u->funcs[fn].insns[n]);
}

static bool mapped_field(struct solver *s, struct step st, unsigned depth);

/* Is the integer the result of a streaming mapping? */
static bool mapped(struct fx *f, struct operand o, unsigned depth)
{
	const struct insn *in = fx_def(f, o);

	for (unsigned i = 0; in && in->op == OP_COPY && i < 16; i++)
		in = fx_def(f, in->a);
	if (!in || depth > 6)
		return false;
	if (in->op == OP_CALL && dma_class(f->s, in, "map"))
		return true;
	if (in->op == OP_LOAD && in->place.n_path)
		return mapped_field(f->s, in->place.path[in->place.n_path - 1], depth + 1);
	return false;
}

/* The call gets the handle's address: an allocator, or a helper that stores a mapping there. */
static bool mapped_out(struct fx *f, const struct insn *call, uint32_t arg, unsigned depth)
{
	const struct fact *alloc = call_fact(f->s, call, ROLE_ALLOC);
	const struct operand *o;
	uint32_t at;

	if (dma_class(f->s, call, "map"))
		return !alloc || alloc->num[KEY_HANDLE] == (int64_t)arg;
	if (call->fn == NONE || !func_solved(f->s, call->fn))
		return false;
	o = fx_out(&f->s->fx[call->fn], arg, 0, &at);
	return o && mapped(&f->s->fx[call->fn], *o, depth + 1);
}

/* Is every handle stored to this member one of a streaming mapping, and is there one? */
static bool mapped_field(struct solver *s, struct step st, unsigned depth)
{
	struct field_info *fi = field_get(s, st);

	if (!fi || !fi->n || fi->opaque || fi->busy || depth > 6)
		return false;
	fi->busy = true;
	for (size_t i = 0; i < fi->n; i++) {
		const struct store_ref *ref = &fi->stores[i];
		struct fx *f = ref->func == NONE ? NULL : &s->fx[ref->func];
		const struct insn *in = f ? &f->fn->insns[ref->insn] : NULL;
		bool ok = f && (ref->call_arg == NONE ? mapped(f, in->a, depth) :
				mapped_out(f, in, ref->call_arg, depth));

		if (!ok) {
			fi->busy = false;
			return false;
		}
	}
	fi->busy = false;
	return true;
}

/* Is memory behind this pointer read, here or by a function that gets it? */
static bool read_through(struct fx *f, uint32_t value)
{
	for (uint32_t n = 0; n < f->fn->n_insns && fx_work(f, 1); n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *copy = call_fact(f->s, in, ROLE_COPY);

		if (in->op == OP_LOAD && in->place.base == BASE_VALUE &&
		    fx_root(f, in->place.id) == value)
			return true;
		for (uint32_t a = 0; copy && a < in->n_args; a++)
			if (copy->num[KEY_SRC] == (int64_t)a &&
			    in->args[a].kind == OPND_VALUE &&
			    fx_root(f, in->args[a].value) == value)
				return true;
	}
	return false;
}

static void report(struct fx *f, uint32_t n, const char *message)
{
	struct finding *d = finding_new(f, RULE_missing_dma_sync, n,
					call_name(f->s, &f->fn->insns[n]));

	d->subject = "transfer_buffer";
	d->message = message;
	finding_put(f->s, d);
}

/* What the handler does: reads the buffer, gives the URB back. */
static void judge_handler(struct sync_unit *y, struct fx *f)
{
	struct solver *s = y->s;
	bool reads = false;

	for (uint32_t n = 0; n < f->fn->n_insns; n++) {
		const struct insn *in = &f->fn->insns[n];
		const struct fact *fact = call_fact(s, in, ROLE_URB);

		if (in->op == OP_LOAD && urb_what(s, &in->place) == UW_BUFFER &&
		    read_through(f, fx_copy_root(f, in->result))) {
			reads = true;
			if (!y->for_cpu && !y->unmaps) {
				report(f, n, "the buffer stays mapped by the driver, and nothing "
				       "calls dma_sync_single_for_cpu() before it is read here");
				return;
			}
		}
		if (reads && fact && !strcmp(fact->text[KEY_OP], "submit") &&
		    !y->for_device && !y->unmaps)
			report(f, n, "the buffer stays mapped by the driver, and nothing calls "
			       "dma_sync_single_for_device() before it is submitted again here");
	}
}

static bool handles_mapped(struct solver *s)
{
	for (uint32_t i = 0; i < s->u->n_records; i++)
		for (uint32_t k = 0; s->urbs->what[i] && k < s->u->records[i].n_fields; k++)
			if (s->urbs->what[i][k] == UW_DMA)
				return mapped_field(s, (struct step){ i, k }, 0);
	return false;
}

/* Functions that sit in a member of an URB are its completion handlers. */
static void slot_handlers(struct sync_unit *y)
{
	for (uint32_t fn = 0; fn < y->s->u->n_funcs; fn++) {
		struct step st;
		size_t i = 0;

		while (slot_of_func(y->s, fn, &i, &st))
			if (urb_member(y->s, st) == UW_COMPLETE)
				reach(y, fn);
	}
}

/* From callees to callers, which come later in the order. */
static void spread_mapping(struct sync_unit *y)
{
	struct solver *s = y->s;

	for (uint32_t i = 0; i < s->n_order; i++)
		for (size_t k = 0; y->mapping[s->order[i]] && k < s->callers[s->order[i]].n; k++)
			y->mapping[s->callers[s->order[i]].v[k].func] = true;
}

void check_sync(struct solver *s)
{
	struct sync_unit y = { .s = s };
	uint32_t to[MAX_TARGETS], n = s->u->n_funcs;

	if (!s->cfg->on[RULE_missing_dma_sync] || !handles_mapped(s))
		return;
	y.seen = arena_new_array(s->a, bool, n + 1);
	y.mapping = arena_new_array(s->a, bool, n + 1);
	y.todo = arena_new_array(s->a, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++)
		if (func_solved(s, i))
			look_at_func(&y, i);
	slot_handlers(&y);
	for (uint32_t at = 0; at < y.n_todo; at++) {
		const struct func *fn = &s->u->funcs[y.todo[at]];

		look_at_func(&y, y.todo[at]);		/* once more: now for what unmaps */
		for (uint32_t i = 0; i < fn->n_insns; i++) {
			unsigned nt = call_targets(s, &s->fx[y.todo[at]], &fn->insns[i], to,
						   MAX_TARGETS);

			for (unsigned k = 0; k < nt; k++)
				reach(&y, to[k]);
		}
	}
	for (uint32_t at = 0; y.maps && y.flagged && at < y.n_todo; at++)
		judge_handler(&y, &s->fx[y.todo[at]]);
	spread_mapping(&y);
	if (y.maps && y.flagged && !y.for_device && !y.unmaps)
		check_sync_out(s, y.mapping);
}
