// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_write.c - a unit as text (docs/facts.md): tables and frames of
 * functions.  facts_write_code.c writes the instructions.
 *
 * Deterministic: everything comes in order of its id, files in order of their
 * first mention.  What has its default is left out.
 */
#include "facts_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A string between quotes; what is not printable ASCII as \n, \t or \xHH. */
void write_quoted(struct writer *w, const char *s)
{
	fputc('"', w->out);
	write_escaped(w, s);
	fputc('"', w->out);
}

void write_escaped(struct writer *w, const char *text)
{
	const unsigned char *s = (const unsigned char *)(text ? text : "");

	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(w->out, "\\%c", *s);
		else if (*s == '\n')
			fputs("\\n", w->out);
		else if (*s == '\t')
			fputs("\\t", w->out);
		else if (*s < ' ' || *s > '~')
			fprintf(w->out, "\\x%02x", *s);
		else
			fputc(*s, w->out);
	}
}

void write_size(struct writer *w, const char *key, int64_t size)
{
	if (size == SIZE_UNKNOWN)
		fprintf(w->out, " %s=?", key);
	else
		fprintf(w->out, " %s=%" PRId64, key, size);
}

void write_type(struct writer *w, enum type_class cls, uint32_t record)
{
	if (cls != TC_OTHER)
		fprintf(w->out, " class=%s", (unsigned)cls < N_CLASSES ? class_words[cls] : "?");
	if (record != NONE)
		fprintf(w->out, " record=%u", record);
}

static void write_flags(struct writer *w, uint32_t flags, const char *const *words)
{
	const char *sep = " flags=";
	unsigned i;

	for (i = 0; words[i]; i++) {
		if (!(flags & 1u << i))
			continue;
		fprintf(w->out, "%s%s", sep, words[i]);
		sep = ",";
	}
}

/* Number of a file; a new one is added.  The last one asked for comes often. */
static unsigned file_number(struct writer *w, const char *file)
{
	unsigned i;

	if (w->last < w->n_files && w->files[w->last] == file)
		return w->last;
	for (i = 0; i < w->n_files; i++)
		if (w->files[i] == file || !strcmp(w->files[i], file))
			return w->last = i;
	if (w->n_files == w->cap_files) {
		size_t cap = w->cap_files ? 2 * w->cap_files : 16;
		const char **files = realloc(w->files, cap * sizeof(*files));

		if (!files)
			return 0;	/* a wrong name in the text is all that follows */
		w->files = files;
		w->cap_files = cap;
	}
	w->files[w->n_files] = file;
	return w->last = w->n_files++;
}

static bool loc_is_unknown(const struct loc *l)
{
	return !l->file && !l->line && !l->col;
}

void write_loc(struct writer *w, char mark, const struct loc *l)
{
	if (loc_is_unknown(l))
		return;
	if (l->file)
		fprintf(w->out, " %c%u:%u:%u", mark, file_number(w, l->file), l->line, l->col);
	else
		fprintf(w->out, " %c-:%u:%u", mark, l->line, l->col);
}

static void write_files(struct writer *w)
{
	const struct unit *u = w->u;
	uint32_t i, k;

#define SEE(l) do { if ((l).file) file_number(w, (l).file); } while (0)
	for (i = 0; i < u->n_records; i++)
		SEE(u->records[i].loc);
	for (i = 0; i < u->n_objects; i++)
		SEE(u->objects[i].loc);
	for (i = 0; i < u->n_funcs; i++) {
		const struct func *f = &u->funcs[i];

		SEE(f->loc);
		for (k = 0; k < f->n_insns; k++) {
			SEE(f->insns[k].loc);
			SEE(f->insns[k].end);
		}
	}
#undef SEE
	for (i = 0; i < w->n_files; i++) {
		fprintf(w->out, "file %u ", i);
		write_quoted(w, w->files[i]);
		fputc('\n', w->out);
	}
}

static void write_record(struct writer *w, uint32_t r)
{
	const struct record *rec = &w->u->records[r];
	uint32_t i;

	fprintf(w->out, "record %u ", r);
	write_quoted(w, rec->name);
	write_size(w, "size", rec->size);
	fprintf(w->out, " align=%u", rec->align);
	write_flags(w, rec->flags, record_flag_words);
	write_loc(w, '@', &rec->loc);
	fputc('\n', w->out);
	for (i = 0; i < rec->n_fields; i++) {
		const struct field *f = &rec->fields[i];

		fprintf(w->out, "\tfield %u ", i);
		write_quoted(w, f->name);
		write_size(w, "off", f->off);
		write_size(w, "size", f->size);
		fprintf(w->out, " align=%u", f->align);
		write_type(w, f->cls, f->record);
		write_flags(w, f->flags, field_flag_words);
		fputc('\n', w->out);
	}
}

static void write_object(struct writer *w, uint32_t i)
{
	const struct object *o = &w->u->objects[i];

	fprintf(w->out, "object %u %s ", i,
		(unsigned)o->kind < N_OBJECT_KINDS ? kind_words[o->kind] : "?");
	write_quoted(w, o->name);
	write_size(w, "size", o->size);
	write_type(w, o->cls, o->record);
	if (o->func != NONE)
		fprintf(w->out, " func=%u", o->func);
	write_flags(w, o->flags, object_flag_words);
	write_loc(w, '@', &o->loc);
	fputc('\n', w->out);
}

static void write_param(struct writer *w, const struct param *p, uint32_t i)
{
	fprintf(w->out, "\tparam %u ", i);
	write_quoted(w, p->name);
	write_type(w, p->cls, p->record);
	if (p->value != NONE)
		fprintf(w->out, " value=%u", p->value);
	if (p->object != NONE)
		fprintf(w->out, " object=%u", p->object);
	fputc('\n', w->out);
}

static bool value_is_plain(const struct value *v)
{
	return (!v->name || !*v->name) && v->cls == TC_OTHER && v->record == NONE && !v->bits &&
	       !v->flags && v->pointee_size == SIZE_UNKNOWN;
}

/* Plain values are silent, unless nothing else in the text would show them. */
static void write_values(struct writer *w, const struct func *f)
{
	bool *shown = calloc((size_t)f->n_values + 1, 1);
	uint32_t i;

	for (i = 0; shown && i < f->n_insns; i++)
		if (f->insns[i].result < f->n_values)
			shown[f->insns[i].result] = true;
	for (i = 0; shown && i < f->n_params; i++)
		if (f->params[i].value < f->n_values)
			shown[f->params[i].value] = true;
	for (i = 0; i < f->n_values; i++) {
		const struct value *v = &f->values[i];

		if (shown && shown[i] && value_is_plain(v))
			continue;
		fprintf(w->out, "\tvalue %u ", i);
		write_quoted(w, v->name);
		write_type(w, v->cls, v->record);
		if (v->bits)
			fprintf(w->out, " bits=%u", v->bits);
		write_flags(w, v->flags, value_flag_words);
		if (v->pointee_size != SIZE_UNKNOWN)
			write_size(w, "pointee", v->pointee_size);
		fputc('\n', w->out);
	}
	free(shown);
}

static void write_func(struct writer *w, uint32_t i)
{
	const struct func *f = &w->u->funcs[i];
	uint32_t k;

	fprintf(w->out, "func %u ", i);
	write_quoted(w, f->name);
	if (f->n_values)
		fprintf(w->out, " values=%u", f->n_values);
	write_flags(w, f->flags, func_flag_words);
	write_loc(w, '@', &f->loc);
	fputc('\n', w->out);
	for (k = 0; k < f->n_params; k++)
		write_param(w, &f->params[k], k);
	write_values(w, f);
	for (k = 0; k < f->n_blocks; k++)
		write_block(w, f, k);
}

void facts_write(const struct unit *u, FILE *out)
{
	struct writer w = { .u = u, .out = out };
	uint32_t i;

	fprintf(out, "usbdma-facts %d\nmain ", FACTS_VERSION);
	write_quoted(&w, u->main_file);
	fputs("\nproducer ", out);
	write_quoted(&w, u->producer);
	fputc('\n', out);
	write_files(&w);
	for (i = 0; i < u->n_records; i++)
		write_record(&w, i);
	for (i = 0; i < u->n_objects; i++)
		write_object(&w, i);
	for (i = 0; i < u->n_funcs; i++)
		write_func(&w, i);
	for (i = 0; i < u->n_inits; i++)
		write_init(&w, &u->inits[i]);
	free(w.files);
}
