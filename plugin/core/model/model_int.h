/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model_int.h - between the parser of api.tab, the table and its index.
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

/* ---- the index: facts by name and role ---- */

enum {					/* instead of a role: which there are at all */
	OF_NAME = N_ROLES,
	OF_RECORD,			/* of the members of a record */
};

struct entry {				/* all facts of one name and role */
	const char *name;		/* len bytes of it; NULL: free slot */
	size_t len;
	unsigned role;			/* or OF_NAME, OF_RECORD */
	bool user;			/* holds user's lines: built-in ones are gone */
	uint64_t roles;			/* OF_NAME, OF_RECORD: a bit for each */
	const struct fact *first;
	struct fact *last;		/* NULL in the built-in table, which is constant */
};

struct fact_index {
	const struct entry *slots;	/* open addressing, a power of two of them */
	size_t n_slots, n_used;
};

/* The entry, or the free one where it belongs. */
const struct entry *index_find(const struct fact_index *x, const char *name, size_t len,
			       unsigned role);

/* Adds a fact; the slots must be the arena's own.  user: takes the place of built-in ones. */
void index_add(struct arena *a, struct fact_index *x, struct fact *f, bool user);

void index_init(struct arena *a, struct fact_index *x);	/* an empty one */

/* Makes the slots the arena's own. */
void index_copy(struct arena *a, struct fact_index *x);

/* ---- the built-in table: plugin/gen makes it from rules/api.tab ---- */

struct model_table {
	struct fact_index index;
	const struct fact *const *all;	/* in table order */
	size_t n_all;
};

extern const struct model_table model_built_in;
extern const char model_built_in_name[];	/* what such facts have for a file */

/* ---- the parser ---- */

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

#endif
