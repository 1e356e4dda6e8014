// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * callgraph.c - who calls whom, indirect calls included, and in which order to
 * solve.  An indirect call resolves to the functions stored in the ops slot it
 * is loaded from; when the slot is filled in another file it stays unresolved,
 * which errs on the side of silence.
 */
#include <string.h>
#include "solve_int.h"

const char *call_name(const struct solver *s, const struct insn *in)
{
	const char *name;
	size_t len, plain;

	if (in->op != OP_CALL || in->fn == NONE)
		return NULL;
	name = s->u->funcs[in->fn].name;
	len = strlen(name);
	plain = model_name_len(name, len);
	return plain == len ? name : text(s, "%.*s", (int)plain, name);
}

void known_init(struct solver *s)
{
	s->known = arena_new_array(s->a, struct known, s->u->n_funcs + 1);
	for (uint32_t i = 0; i < s->u->n_funcs; i++)
		s->known[i].roles = model_roles(s->m, s->u->funcs[i].name);
	s->record_roles = arena_new_array(s->a, uint64_t, s->u->n_records + 1);
	for (uint32_t i = 0; i < s->u->n_records; i++)
		s->record_roles[i] = model_record_roles(s->m, s->u->records[i].name);
}

const struct fact *known_fact(const struct solver *s, uint32_t fn, enum role r)
{
	struct known *k = &s->known[fn];

	if (!k->by_role)
		k->by_role = arena_new_array(s->a, const struct fact *, N_ROLES);
	if (!k->by_role[r])
		k->by_role[r] = model_find(s->m, s->u->funcs[fn].name, r);
	return k->by_role[r];
}

const struct fact *field_fact_of(const struct solver *s, struct step st, enum role r)
{
	const struct record *rec = &s->u->records[st.record];

	return model_find_field(s->m, rec->name, rec->fields[st.field].name, r);
}

bool func_solved(const struct solver *s, uint32_t fn)
{
	uint64_t roles = s->known[fn].roles;
	unsigned flags = s->u->funcs[fn].flags;

	/* that it bounces is a promise to other files; its own file has to keep it */
	if ((roles & ROLE_BIT(BOUNCE)) && !(flags & FUNC_HEADER))
		roles = 0;
	return (flags & FUNC_BODY) && !(roles & MODEL_OF_FUNCTIONS);
}

static unsigned add_target(uint32_t *out, unsigned n, unsigned max, uint32_t fn)
{
	for (unsigned i = 0; i < n; i++)
		if (out[i] == fn)
			return n;
	if (n < max)
		out[n++] = fn;
	return n;
}

/* Functions that the slot of an ops table holds, as far as this file shows. */
static unsigned slot_targets(struct solver *s, struct step st, uint32_t *out,
			     unsigned n, unsigned max)
{
	const struct slot_funcs *sf;

	if (st.record == NONE || st.record >= s->u->n_records)
		return n;
	sf = &s->slots[st.record][st.field];
	for (size_t i = 0; i < sf->n; i++)
		n = add_target(out, n, max, sf->f[i]);
	return n;
}

static unsigned value_targets(struct solver *s, const struct fx *f, struct operand o,
			      uint32_t *out, unsigned n, unsigned max, unsigned depth)
{
	const struct insn *in = fx_def(f, o);

	if (!in || depth > 12)
		return n;
	switch (in->op) {
	case OP_FUNC:
		return add_target(out, n, max, in->fn);
	case OP_COPY:
		return value_targets(s, f, in->a, out, n, max, depth + 1);
	case OP_SELECT:
		n = value_targets(s, f, in->a, out, n, max, depth + 1);
		return value_targets(s, f, in->b, out, n, max, depth + 1);
	case OP_PHI:
		for (uint32_t i = 0; i < in->n_args; i++)
			n = value_targets(s, f, in->args[i], out, n, max, depth + 1);
		return n;
	case OP_LOAD:
		if (in->place.n_path)
			n = slot_targets(s, in->place.path[in->place.n_path - 1], out, n, max);
		if (in->place.base == BASE_OBJECT &&
		    s->u->objects[in->place.id].kind <= OBJ_PARAM) {
			struct reach r = memory_object((struct fx *)f, in->place.id,
						       in->place.off,
						       (uint32_t)(in - f->fn->insns));
			for (size_t i = 0; i < r.n; i++)
				if (r.v[i].call_arg == NONE)
					n = value_targets(s, f, f->fn->insns[r.v[i].insn].a,
							  out, n, max, depth + 1);
		}
		return n;
	default:
		return n;
	}
}

unsigned call_targets(struct solver *s, const struct fx *f, const struct insn *in,
		      uint32_t *out, unsigned max)
{
	if (in->op != OP_CALL)
		return 0;
	if (in->fn != NONE)
		return add_target(out, 0, max, in->fn);
	return value_targets(s, f, in->target, out, 0, max, 0);
}

static void add_caller(struct solver *s, uint32_t callee, uint32_t func, uint32_t insn)
{
	struct caller c = { func, insn };

	VEC_PUSH(s->a, s->callers[callee].v, s->callers[callee].n, s->callers[callee].cap, c);
}

static void collect_callers(struct solver *s, uint32_t id)
{
	const struct func *fn = &s->u->funcs[id];
	uint32_t to[MAX_TARGETS];

	for (uint32_t i = 0; i < fn->n_insns; i++) {
		unsigned n;

		if (fn->insns[i].op != OP_CALL)
			continue;
		n = call_targets(s, &s->fx[id], &fn->insns[i], to, MAX_TARGETS);
		for (unsigned k = 0; k < n; k++)
			add_caller(s, to[k], id, i);
	}
}

/* Post order over callees, with an explicit stack. */
static void order_from(struct solver *s, uint32_t root, uint8_t *seen,
		       uint32_t *stack, uint32_t *pos)
{
	uint32_t depth = 0, to[MAX_TARGETS];

	stack[depth++] = root;
	seen[root] = 1;
	while (depth) {
		uint32_t id = stack[depth - 1];
		const struct func *fn = &s->u->funcs[id];
		bool pushed = false;

		while (pos[id] < fn->n_insns && !pushed) {
			const struct insn *in = &fn->insns[pos[id]];
			unsigned n = call_targets(s, &s->fx[id], in, to, MAX_TARGETS);

			for (unsigned k = 0; k < n && !pushed; k++) {
				if (seen[to[k]] || !func_solved(s, to[k]))
					continue;
				seen[to[k]] = 1;
				stack[depth++] = to[k];
				pushed = true;
			}
			if (!pushed)
				pos[id]++;
		}
		if (pushed)
			continue;
		s->order[s->n_order++] = id;
		depth--;
	}
}

void callgraph_init(struct solver *s)
{
	uint32_t n = s->u->n_funcs;
	uint8_t *seen = arena_new_array(s->a, uint8_t, n + 1);
	uint32_t *stack = arena_new_array(s->a, uint32_t, n + 1);
	uint32_t *pos = arena_new_array(s->a, uint32_t, n + 1);

	s->callers = arena_zalloc(s->a, n + 1, sizeof(*s->callers));
	s->order = arena_new_array(s->a, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++)
		if (func_solved(s, i))
			collect_callers(s, i);
	for (uint32_t i = 0; i < n; i++)
		if (func_solved(s, i) && !seen[i])
			order_from(s, i, seen, stack, pos);
}

struct calls calls_with(struct solver *s, enum role r, const char *op)
{
	struct calls got = { 0 };

	for (uint32_t i = 0; i < s->u->n_funcs; i++) {
		const struct fact *fact;

		if (!s->callers[i].n || !(s->known[i].roles >> r & 1))
			continue;
		fact = known_fact(s, i, r);
		if (!fact || (op && strcmp(fact->text[KEY_OP], op)))
			continue;
		for (size_t k = 0; k < s->callers[i].n; k++)
			VEC_PUSH(s->a, got.v, got.n, got.cap, s->callers[i].v[k]);
	}
	return got;
}
