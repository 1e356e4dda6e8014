/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model_int.h - what the parser of api.tab hands to the table: parsed lines.
 *
 * Nothing here is for the solver, which includes model.h only.
 */
#ifndef USBDMA_MODEL_INT_H
#define USBDMA_MODEL_INT_H

#include "arena.h"
#include "model.h"

/* What the name of a fact looks like. */
enum name_form {
	NAME_WORD,			/* C identifier */
	NAME_FIELD,			/* record.field */
	NAME_PATH,			/* linux/usb.h */
};

enum name_form model_name_form(enum role r);

struct fact_list {
	struct fact **v;
	size_t n, cap;
};

/*
 * model_parse: all facts of `text` (len bytes, which may hold anything), in
 * order, into `out`.  False and *err (malloced, "file:line: ...") at the first
 * bad line.
 */
bool model_parse(struct arena *a, const char *file, const char *text, size_t len,
		 struct fact_list *out, char **err);

struct word {				/* not terminated */
	const char *s;
	size_t len;
};

bool model_word_is(struct word w, const char *s);
bool model_word_in(struct word w, const char *list);	/* words, blanks between */

/* Takes the next word off the line; false at its end or at a comment. */
bool model_next_word(struct word *rest, struct word *w);

/* Takes the part up to `sep` off w; false when nothing is left. */
bool model_next_part(struct word *w, char sep, struct word *part);

bool model_is_number(struct word w, int64_t *num);	/* decimal or 0x, fits */
bool model_is_ident(struct word w);
bool model_is_field(struct word w);
bool model_is_path(struct word w);

/* Is w a value of that key?  If not: what was expected, and the choice or NULL. */
bool model_value_ok(enum role role, enum model_key key, struct word w);
const char *model_value_expected(enum role role, enum model_key key, const char **choice);

/* Length of `name` without the _noprof suffix of 6.10+ allocators. */
size_t model_name_len(const char *name, size_t len);

#endif
