// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_linear.c - the two addresses of coherent memory, each taken for what it
 * is not: the CPU's for an address of the linear map, the device's for a
 * pointer.
 *
 * A bus address is known by the member it lies in, or by the allocator that was
 * told to put it there; an integer of other origin is left alone.
 */
#include "solve_int.h"

void check_linear(struct fx *f, const struct sink *k, const struct origins *o)
{
	struct solver *s = f->s;

	for (size_t i = 0; i < o->n; i++) {
		const struct origin *v = &o->v[i];
		struct finding *d;

		if (v->kind != ORG_MEM || v->mem != MEM_coherent || v->mixed ||
		    told_before(s, k, v, RULE_coherent_virt_abuse))
			continue;
		d = finding_new(f, RULE_coherent_virt_abuse, k->insn, k->callee);
		d->subject = origin_name(s, v);
		d->message = text(s, "'%s' is coherent memory, which can lie outside of the linear "
				  "map; %s() %s", d->subject, k->callee, k->callee == k->final ?
				  "is for linear addresses" : "takes it for a linear address");
		finding_trail(s, d, v, k);
		finding_put(s, d);
		return;
	}
}

/* Does this call leave the handle of an allocation behind its argument? */
static bool writes_handle(const struct solver *s, const struct insn *in, uint32_t arg)
{
	for (const struct fact *a = call_fact(s, in, ROLE_ALLOC); a; a = a->next)
		if (a->num[KEY_HANDLE] == (int64_t)arg)
			return true;
	return false;
}

/* A local dma_addr_t whose address an allocator of this function gets. */
static bool object_is_handle(struct fx *f, uint32_t object)
{
	for (uint32_t n = 0; n < f->fn->n_insns && fx_work(f, 1); n++) {
		const struct insn *in = &f->fn->insns[n];

		for (uint32_t i = 0; in->op == OP_CALL && i < in->n_args; i++) {
			const struct insn *def = fx_def(f, in->args[i]);

			if (def && def->op == OP_ADDR && def->place.base == BASE_OBJECT &&
			    def->place.id == object && writes_handle(f->s, in, i))
				return true;
		}
	}
	return false;
}

/*
 * By its name in the model, or because allocators and nobody else store to it; that
 * its address goes to a function that prints it (%pad) doesn't count.
 */
static bool field_is_handle(struct solver *s, struct step st)
{
	const struct field_info *fi;
	bool any = false;

	if (step_fact(s, st, ROLE_HANDLE_FIELD))
		return true;
	fi = field_joinable(s, st) ? field_get(s, st) : NULL;
	for (size_t i = 0; fi && i < fi->n; i++) {
		const struct store_ref *ref = &fi->stores[i];
		const struct insn *in;

		if (ref->func == NONE)
			return false;
		in = &s->fx[ref->func].fn->insns[ref->insn];
		if (ref->call_arg != NONE && writes_handle(s, in, ref->call_arg))
			any = true;
		else if (ref->call_arg == NONE && (in->a.kind != OPND_INT || in->a.num))
			return false;
	}
	return any;
}

/* The member or variable that an integer was read from, if it holds a bus address. */
static const char *handle_name(struct fx *f, struct operand o)
{
	const struct insn *in = fx_def(f, o);
	struct step st;

	for (unsigned i = 0; in && i < 8; i++) {
		if (in->op == OP_COPY || (in->op == OP_BIN && in->bin == BIN_ADD))
			in = fx_def(f, in->a);
		else
			break;
	}
	if (!in || in->op != OP_LOAD)
		return NULL;
	if (in->place.n_path) {
		st = in->place.path[in->place.n_path - 1];
		if (!field_is_handle(f->s, st))
			return NULL;
		return f->s->u->records[st.record].fields[st.field].name;
	}
	if (in->place.base == BASE_OBJECT && object_is_handle(f, in->place.id))
		return f->s->u->objects[in->place.id].name;
	return NULL;
}

/* Is this pointer made from an integer?  Most are not: asked of every load and store. */
static bool from_integer(const struct fx *f, struct operand o)
{
	for (unsigned i = 0; o.kind == OPND_VALUE && i < 8; i++) {
		const struct insn *in;

		if (f->fn->values[o.value].cls == TC_INT)
			return true;
		in = fx_def(f, o);
		if (!in || (in->op != OP_COPY && (in->op != OP_BIN || in->bin != BIN_ADD)))
			return false;
		o = in->a;
	}
	return false;
}

static void use_of(struct fx *f, uint32_t n, struct operand o, const char *callee)
{
	const char *name = from_integer(f, o) ? handle_name(f, o) : NULL;
	struct finding *d;

	if (!name)
		return;
	d = finding_new(f, RULE_coherent_virt_abuse, n, callee);
	d->subject = name;
	if (callee)
		d->message = text(f->s, "'%s' is a bus address, which %s() cannot use: only the "
				  "device can", name, callee);
	else
		d->message = text(f->s, "'%s' is a bus address, and the CPU follows it as a "
				  "pointer", name);
	finding_put(f->s, d);
}

void check_handle_use(struct fx *f, uint32_t n)
{
	static const struct { enum role role; enum model_key key; } uses[] = {
		{ ROLE_COPY, KEY_DST }, { ROLE_COPY, KEY_SRC }, { ROLE_LINEAR, KEY_ARG },
	};
	const struct insn *in = &f->fn->insns[n];

	if (in->op != OP_CALL) {
		if (in->place.base == BASE_VALUE)
			use_of(f, n, (struct operand){ .kind = OPND_VALUE, .value = in->place.id },
			       NULL);
		return;
	}
	for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++) {
		const struct fact *fact = call_fact(f->s, in, uses[i].role);
		int64_t arg = fact ? fact->num[uses[i].key] : -1;

		if (arg >= 0 && arg < in->n_args && (i < 2 || fact->text[KEY_NEG]))
			use_of(f, n, in->args[arg], call_name(f->s, in));
	}
}
