// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_read.c - a unit from text (docs/facts.md): the lines of its tables.
 * facts_read_code.c reads blocks and instructions.
 *
 * Whatever the bytes, memory stays in proportion to the text: every array
 * grows by lines that are there, and the one count that is believed (values=)
 * has the length of the text as its budget for all functions together.
 */
#include "arena.h"
#include "facts_read.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool own_id(struct reader *r, const char *what, size_t want)
{
	uint32_t id;

	if (!get_id(r, &id))
		return false;
	return id == want || fault(r, "%s %u out of order, expected %zu", what, id, want);
}

static bool read_file(struct reader *r)
{
	const char *s;

	if (!own_id(r, "file", r->n_files) || !get_string(r, &s))
		return false;
	VEC_PUSH(r->u->arena, r->files, r->n_files, r->cap_files, s);
	return end_of_line(r);
}

static bool read_record(struct reader *r)
{
	struct record rec = { 0 };
	const struct attr attrs[] = {
		{ "size", AT_SIZE, &rec.size, NULL, true },
		{ "align", AT_U32, &rec.align, NULL, true },
		{ "flags", AT_FLAGS, &rec.flags, record_flag_words, false },
		{ "@", AT_LOC, &rec.loc, NULL, false },
	};
	struct unit *u = r->u;

	if (!own_id(r, "record", u->n_records) || !get_string(r, &rec.name) ||
	    !GET_ATTRS(r, attrs))
		return false;
	VEC_PUSH(u->arena, u->records, r->n_records, r->cap_records, rec);
	u->n_records = (uint32_t)r->n_records;
	r->rec = &u->records[u->n_records - 1];
	r->n_fields = r->cap_fields = 0;
	return true;
}

static bool read_field(struct reader *r)
{
	struct field f = { .record = NONE };
	const struct attr attrs[] = {
		{ "off", AT_SIZE, &f.off, NULL, true },
		{ "size", AT_SIZE, &f.size, NULL, true },
		{ "align", AT_U32, &f.align, NULL, true },
		{ "class", AT_CLASS, &f.cls, NULL, false },
		{ "record", AT_ID, &f.record, NULL, false },
		{ "flags", AT_FLAGS, &f.flags, field_flag_words, false },
	};

	if (!r->rec)
		return fault(r, "field outside of a record");
	if (!own_id(r, "field", r->n_fields) || !get_string(r, &f.name) || !GET_ATTRS(r, attrs))
		return false;
	VEC_PUSH(r->u->arena, r->rec->fields, r->n_fields, r->cap_fields, f);
	r->rec->n_fields = (uint32_t)r->n_fields;
	return true;
}

static bool read_object(struct reader *r)
{
	struct object o = { .record = NONE, .func = NONE };
	const struct attr attrs[] = {
		{ "size", AT_SIZE, &o.size, NULL, true },
		{ "class", AT_CLASS, &o.cls, NULL, false },
		{ "record", AT_ID, &o.record, NULL, false },
		{ "func", AT_ID, &o.func, NULL, false },
		{ "flags", AT_FLAGS, &o.flags, object_flag_words, false },
		{ "@", AT_LOC, &o.loc, NULL, false },
	};
	struct unit *u = r->u;
	unsigned kind;

	if (!own_id(r, "object", u->n_objects) ||
	    !get_choice(r, kind_words, N_OBJECT_KINDS, "a kind of object", &kind) ||
	    !get_string(r, &o.name) || !GET_ATTRS(r, attrs))
		return false;
	o.kind = (enum object_kind)kind;
	VEC_PUSH(u->arena, u->objects, r->n_objects, r->cap_objects, o);
	u->n_objects = (uint32_t)r->n_objects;
	return true;
}

static bool make_values(struct reader *r, struct func *f)
{
	uint32_t i;

	if (f->n_values > r->values_left)
		return fault(r, "values=%u: more than the text can define", f->n_values);
	r->values_left -= f->n_values;
	f->values = arena_new_array(r->u->arena, struct value, f->n_values);
	for (i = 0; i < f->n_values; i++) {
		f->values[i].name = "";
		f->values[i].record = NONE;
		f->values[i].pointee_size = SIZE_UNKNOWN;
	}
	return true;
}

static bool read_func(struct reader *r)
{
	struct func f = { 0 };
	const struct attr attrs[] = {
		{ "values", AT_U32, &f.n_values, NULL, false },
		{ "flags", AT_FLAGS, &f.flags, func_flag_words, false },
		{ "@", AT_LOC, &f.loc, NULL, false },
	};
	struct unit *u = r->u;

	if (!own_id(r, "func", u->n_funcs) || !get_string(r, &f.name) ||
	    !GET_ATTRS(r, attrs) || !make_values(r, &f))
		return false;
	VEC_PUSH(u->arena, u->funcs, r->n_funcs, r->cap_funcs, f);
	u->n_funcs = (uint32_t)r->n_funcs;
	r->f = &u->funcs[u->n_funcs - 1];
	r->n_params = r->cap_params = r->n_insns = r->cap_insns = 0;
	r->n_blocks = r->cap_blocks = r->next_value = 0;
	return true;
}

static bool read_param(struct reader *r)
{
	struct param p = { .value = NONE, .object = NONE, .record = NONE };
	const struct attr attrs[] = {
		{ "value", AT_ID, &p.value, NULL, false },
		{ "object", AT_ID, &p.object, NULL, false },
		{ "class", AT_CLASS, &p.cls, NULL, false },
		{ "record", AT_ID, &p.record, NULL, false },
	};

	if (!r->f || r->f->n_blocks)
		return fault(r, "param outside of the head of a function");
	if (!own_id(r, "param", r->n_params) || !get_string(r, &p.name) || !GET_ATTRS(r, attrs))
		return false;
	VEC_PUSH(r->u->arena, r->f->params, r->n_params, r->cap_params, p);
	r->f->n_params = (uint32_t)r->n_params;
	return true;
}

static bool read_value(struct reader *r)
{
	struct value v = { .record = NONE, .pointee_size = SIZE_UNKNOWN };
	const struct attr attrs[] = {
		{ "class", AT_CLASS, &v.cls, NULL, false },
		{ "record", AT_ID, &v.record, NULL, false },
		{ "bits", AT_U32, &v.bits, NULL, false },
		{ "flags", AT_FLAGS, &v.flags, value_flag_words, false },
		{ "pointee", AT_SIZE, &v.pointee_size, NULL, false },
	};
	uint32_t id;

	if (!r->f || r->f->n_blocks)
		return fault(r, "value outside of the head of a function");
	if (!get_id(r, &id))
		return false;
	if (id >= r->f->n_values)
		return fault(r, "value %u: the function says values=%u", id, r->f->n_values);
	if (id < r->next_value)
		return fault(r, "value %u out of order", id);
	r->next_value = (size_t)id + 1;
	if (!get_string(r, &v.name) || !GET_ATTRS(r, attrs))
		return false;
	r->f->values[id] = v;
	return true;
}

static bool read_main(struct reader *r)
{
	return get_string(r, &r->u->main_file) && end_of_line(r);
}

static bool read_producer(struct reader *r)
{
	return get_string(r, &r->u->producer) && end_of_line(r);
}

/* Which part of the unit a line belongs to decides what the next may continue. */
enum level { TOP, IN_RECORD, IN_FUNC };

static const struct {
	const char *word;
	bool (*read)(struct reader *r);
	enum level level;
} lines[] = {
	{ "main", read_main, TOP },
	{ "producer", read_producer, TOP },
	{ "file", read_file, TOP },
	{ "record", read_record, TOP },
	{ "field", read_field, IN_RECORD },
	{ "object", read_object, TOP },
	{ "func", read_func, TOP },
	{ "param", read_param, IN_FUNC },
	{ "value", read_value, IN_FUNC },
	{ "block", read_block, IN_FUNC },
	{ "init", read_init, TOP },
};

static bool read_line(struct reader *r)
{
	const char *start;
	struct token t;
	size_t i;

	skip_blanks(r);
	start = r->p;
	if (!get_word(r, &t, "a word that begins a line of facts"))
		return false;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (!token_is(&t, lines[i].word))
			continue;
		if (lines[i].level != IN_RECORD)
			r->rec = NULL;
		if (lines[i].level != IN_FUNC) {
			r->f = NULL;
			r->b = NULL;
		}
		return lines[i].read(r);
	}
	r->p = start;
	return r->b ? read_insn(r) : expected(r, "main, producer, file, record, field, object, "
					      "func, param, value, block or init");
}

static bool next_line(struct reader *r)
{
	while (at_line_end(r)) {
		if (r->p == r->end)
			return false;
		r->p++;
		r->line++;
	}
	return true;
}

static bool read_header(struct reader *r)
{
	uint32_t version;
	struct token t;

	if (!next_line(r))
		return fault(r, "expected 'usbdma-facts %d', found nothing", FACTS_VERSION);
	if (!get_word(r, &t, "usbdma-facts") || !token_is(&t, "usbdma-facts")) {
		r->p = t.s;
		return expected(r, "usbdma-facts");
	}
	if (!get_u32(r, &version))
		return false;
	if (version != FACTS_VERSION)
		return fault(r, "facts of version %u, expected version %d", version, FACTS_VERSION);
	return end_of_line(r);
}

struct unit *facts_read(const char *name, const char *text, size_t len, char **err)
{
	struct reader r = {
		.u = unit_new(), .name = name, .p = text, .end = text + len, .line = 1,
		.values_left = len,
	};
	const char *wrong;
	bool good = read_header(&r);

	while (good && next_line(&r))
		good = read_line(&r) && end_of_line(&r);
	if (good) {
		wrong = unit_check(r.u);
		if (wrong)
			good = fault(&r, "%s", wrong);
	}
	*err = r.err;
	if (good)
		return r.u;
	unit_free(r.u);
	return NULL;
}
