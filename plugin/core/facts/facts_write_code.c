// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_write_code.c - blocks, instructions and initialisers as text.
 *
 * Each instruction ends in a comment with the names behind its numbers; the
 * reader skips it.  Ids are printed as they are, names only for ids in range:
 * a unit that unit_check() refuses can still be looked at.
 */
#include "facts_text.h"

#include <ctype.h>
#include <inttypes.h>

static void write_offset(struct writer *w, int64_t off)
{
	if (off == SIZE_UNKNOWN)
		fputs("+?", w->out);
	else
		fprintf(w->out, "%+" PRId64, off);
}

static void write_place(struct writer *w, const struct place *p)
{
	uint32_t i;

	fprintf(w->out, " [%c%u", p->base == BASE_OBJECT ? 'o' : 'v', p->id);
	write_offset(w, p->off);
	for (i = 0; i < p->n_path; i++)
		fprintf(w->out, " r%u.%u", p->path[i].record, p->path[i].field);
	if (p->indexed)
		fputs(" indexed", w->out);
	write_size(w, "size", p->size);
	write_type(w, p->cls, p->record);
	fputc(']', w->out);
}

static bool is_identifier(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

static void write_name(struct writer *w, const char *s)
{
	if (is_identifier(s))
		fputs(s, w->out);
	else
		write_quoted(w, s);
}

static void write_operand(struct writer *w, const struct operand *o)
{
	if (o->kind == OPND_NONE) {
		fputc('-', w->out);
	} else if (o->kind == OPND_VALUE) {
		fprintf(w->out, "v%u", o->value);
	} else {
		fprintf(w->out, "%" PRId64, o->num);
		if (o->macro) {
			fputc('{', w->out);
			write_name(w, o->macro);
			fputc('}', w->out);
		}
	}
}

static void write_args(struct writer *w, const struct insn *in)
{
	uint32_t i;

	fputs(" (", w->out);
	for (i = 0; i < in->n_args; i++) {
		if (i)
			fputs(", ", w->out);
		write_operand(w, &in->args[i]);
	}
	fputc(')', w->out);
}

static void write_callee(struct writer *w, const struct insn *in)
{
	if (in->fn != NONE)
		fprintf(w->out, " f%u", in->fn);
	if (in->fn != NONE && in->target.kind == OPND_NONE)
		return;
	fputs(" *", w->out);
	write_operand(w, &in->target);
}

static void write_macros(struct writer *w, const char **macros)
{
	const char *sep = " macros=";

	for (; *macros; macros++) {
		fputs(sep, w->out);
		write_name(w, *macros);
		sep = ",";
	}
	if (*sep == ' ')
		fputs(" macros=", w->out);	/* an empty list, not none */
}

/* ---- the comment ---- */

static void comment_place(struct writer *w, const struct func *f, const struct place *p)
{
	const struct unit *u = w->u;
	uint32_t i;

	fputc(' ', w->out);
	if (p->base == BASE_OBJECT && p->id < u->n_objects)
		write_escaped(w, u->objects[p->id].name);
	else if (p->base == BASE_VALUE && p->id < f->n_values)
		write_escaped(w, f->values[p->id].name);
	for (i = 0; i < p->n_path; i++) {
		const struct step *s = &p->path[i];

		if (s->record >= u->n_records || s->field >= u->records[s->record].n_fields)
			return;
		fputs(i || p->base == BASE_OBJECT ? "." : "->", w->out);
		write_escaped(w, u->records[s->record].fields[s->field].name);
	}
}

static void write_comment(struct writer *w, const struct func *f, const struct insn *in)
{
	unsigned parts = insn_parts[in->op];
	const struct unit *u = w->u;

	if (!(parts & (P_FN | P_CALLEE | P_PLACE)))
		return;
	fputs(" #", w->out);
	if (parts & P_PLACE)
		comment_place(w, f, &in->place);
	if (parts & P_PLACE2)
		comment_place(w, f, &in->place2);
	if (parts & (P_FN | P_CALLEE)) {
		fputc(' ', w->out);
		write_escaped(w, in->fn < u->n_funcs ? u->funcs[in->fn].name : "(*)");
	}
}

static void write_insn(struct writer *w, const struct func *f, const struct insn *in)
{
	unsigned parts;

	fputs("\t\t", w->out);
	if (in->result != NONE)
		fprintf(w->out, "v%u = ", in->result);
	if ((unsigned)in->op >= N_INSN_OPS || (unsigned)in->bin >= N_BIN_OPS) {
		fputs("?\n", w->out);
		return;
	}
	parts = insn_parts[in->op];
	fputs(op_words[in->op], w->out);
	if (parts & P_BIN)
		fprintf(w->out, " %s", bin_words[in->bin]);
	if (parts & P_PLACE)
		write_place(w, &in->place);
	if (parts & P_PLACE2)
		write_place(w, &in->place2);
	if (parts & P_FN)
		fprintf(w->out, " f%u", in->fn);
	if (parts & P_CALLEE)
		write_callee(w, in);
	if (parts & P_A) {
		fputc(' ', w->out);
		write_operand(w, &in->a);
	}
	if (parts & P_B) {
		fputc(' ', w->out);
		write_operand(w, &in->b);
	}
	if (parts & P_ARGS)
		write_args(w, in);
	if (parts & P_MACROS && in->macros)
		write_macros(w, in->macros);
	write_loc(w, '@', &in->loc);
	write_loc(w, '~', &in->end);
	write_comment(w, f, in);
	fputc('\n', w->out);
}

static void write_edges(struct writer *w, const char *key, const uint32_t *to, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (i)
			fputc(',', w->out);
		else
			fprintf(w->out, " %s=", key);
		fprintf(w->out, "%u", to[i]);
	}
}

void write_block(struct writer *w, const struct func *f, uint32_t index)
{
	const struct block *b = &f->blocks[index];
	uint32_t i;

	fprintf(w->out, "\tblock %u", index);
	write_edges(w, "preds", b->preds, b->n_preds);
	write_edges(w, "succs", b->succs, b->n_succs);
	fputc('\n', w->out);
	for (i = 0; i < b->n && b->first < f->n_insns && i < f->n_insns - b->first; i++)
		write_insn(w, f, &f->insns[b->first + i]);
}

void write_init(struct writer *w, const struct init *in)
{
	fprintf(w->out, "init o%u", in->object);
	write_offset(w, in->off);
	if (in->slot.record != NONE)
		fprintf(w->out, " r%u.%u", in->slot.record, in->slot.field);
	switch (in->kind) {
	case INIT_FUNC:
		fprintf(w->out, " = f%u", in->target);
		break;
	case INIT_OBJECT:
		fprintf(w->out, " = o%u", in->target);
		write_offset(w, in->value);
		break;
	case INIT_INT:
		fprintf(w->out, " = %" PRId64, in->value);
		break;
	}
	fputc('\n', w->out);
}
