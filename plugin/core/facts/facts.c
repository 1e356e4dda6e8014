// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts.c - life of a unit, and the check of its tables: records, objects,
 * initialisers, parameters.  facts_check_code.c checks what functions do.
 *
 * Nothing here trusts an id: each is compared with its array's length first.
 */
#include "arena.h"
#include "facts_check.h"

#include <stdlib.h>

_Static_assert((int)INDEX_OF_SWITCH == (int)OP_SWITCH, "INSN_OPS follows enum insn_op");
_Static_assert((int)INDEX_OF_PHI == (int)OP_PHI, "INSN_OPS follows enum insn_op");

const unsigned insn_parts[N_INSN_OPS] = {
#define X(e, word, parts) [OP_##e] = (parts),
	INSN_OPS(X)
#undef X
};

struct unit *unit_new(void)
{
	struct arena *a = arena_new();
	struct unit *u = arena_new_array(a, struct unit, 1);

	u->arena = a;
	u->main_file = "";
	u->producer = "";
	return u;
}

void unit_free(struct unit *u)
{
	if (u)
		arena_free(u->arena);
}

bool size_is_good(int64_t size)
{
	return size == SIZE_UNKNOWN || (size >= 0 && size <= SIZE_LIMIT);
}

bool offset_is_good(int64_t off)
{
	return off == SIZE_UNKNOWN || (off >= -SIZE_LIMIT && off <= SIZE_LIMIT);
}

bool type_is_good(const struct unit *u, enum type_class cls, uint32_t record)
{
	return (unsigned)cls < N_CLASSES && (record == NONE || record < u->n_records);
}

bool step_is_good(const struct unit *u, const struct step *s)
{
	return s->record < u->n_records && s->field < u->records[s->record].n_fields;
}

static const char *check_record(struct unit *u, uint32_t r)
{
	const struct record *rec = &u->records[r];
	uint32_t i;

	if (!rec->name)
		return FAULT(u, "record %u has no name", r);
	if (!size_is_good(rec->size) || rec->flags & ~RECORD_FLAGS)
		return FAULT(u, "record %u '%s': bad size or flags", r, rec->name);
	if (rec->n_fields && !rec->fields)
		return FAULT(u, "record %u '%s': fields missing", r, rec->name);
	for (i = 0; i < rec->n_fields; i++) {
		const struct field *f = &rec->fields[i];

		if (!f->name)
			return FAULT(u, "record %u '%s': field %u has no name", r, rec->name, i);
		if (!type_is_good(u, f->cls, f->record))
			return FAULT(u, "record %u '%s': field %u '%s': bad class or record",
				     r, rec->name, i, f->name);
		if (!size_is_good(f->size) || !offset_is_good(f->off) || f->flags & ~FIELD_FLAGS)
			return FAULT(u, "record %u '%s': field %u '%s': bad offset, size or flags",
				     r, rec->name, i, f->name);
	}
	return NULL;
}

static const char *check_object(struct unit *u, uint32_t i)
{
	const struct object *o = &u->objects[i];
	bool owned = o->kind == OBJ_LOCAL || o->kind == OBJ_PARAM;

	if (!o->name)
		return FAULT(u, "object %u has no name", i);
	if ((unsigned)o->kind >= N_OBJECT_KINDS)
		return FAULT(u, "object %u '%s': bad kind", i, o->name);
	if (!type_is_good(u, o->cls, o->record))
		return FAULT(u, "object %u '%s': bad class or record", i, o->name);
	if (!size_is_good(o->size) || o->flags & ~OBJECT_FLAGS)
		return FAULT(u, "object %u '%s': bad size or flags", i, o->name);
	if (owned && o->func >= u->n_funcs)
		return FAULT(u, "object %u '%s': no such function to own it", i, o->name);
	if (!owned && o->func != NONE)
		return FAULT(u, "object %u '%s': a function owns it, its kind says none does",
			     i, o->name);
	return NULL;
}

static const char *check_init(struct unit *u, uint32_t i)
{
	const struct init *in = &u->inits[i];

	if (in->object >= u->n_objects)
		return FAULT(u, "init %u: no such object", i);
	if (!offset_is_good(in->off))
		return FAULT(u, "init %u: bad offset", i);
	if (in->slot.record != NONE && !step_is_good(u, &in->slot))
		return FAULT(u, "init %u: no such member", i);
	switch (in->kind) {
	case INIT_FUNC:
		return in->target < u->n_funcs ? NULL : FAULT(u, "init %u: no such function", i);
	case INIT_OBJECT:
		if (in->target >= u->n_objects)
			return FAULT(u, "init %u: no such target object", i);
		return offset_is_good(in->value) ? NULL :
		       FAULT(u, "init %u: bad offset in its target", i);
	case INIT_INT:
		return NULL;
	}
	return FAULT(u, "init %u: bad kind", i);
}

static const char *check_arrays(struct unit *u)
{
	if (!u->main_file || !u->producer)
		return FAULT(u, "unit has no main file or no producer");
	if ((u->n_records && !u->records) || (u->n_objects && !u->objects) ||
	    (u->n_funcs && !u->funcs) || (u->n_inits && !u->inits))
		return FAULT(u, "unit: a table is missing");
	return NULL;
}

const char *unit_check(struct unit *u)
{
	const char *fault = check_arrays(u);
	uint32_t i;

	for (i = 0; !fault && i < u->n_records; i++)
		fault = check_record(u, i);
	for (i = 0; !fault && i < u->n_objects; i++)
		fault = check_object(u, i);
	for (i = 0; !fault && i < u->n_inits; i++)
		fault = check_init(u, i);
	for (i = 0; !fault && i < u->n_funcs; i++)
		fault = check_func(u, i);
	return fault;
}
