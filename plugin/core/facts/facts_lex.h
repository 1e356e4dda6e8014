/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts_lex.h - the facts reader's view of one text: tokens and key=value
 * lists.  Every function that returns bool is false after it has set r->err.
 */
#ifndef USBDMA_FACTS_LEX_H
#define USBDMA_FACTS_LEX_H

#include "facts_words.h"

struct reader {
	struct unit *u;
	const char *name;		/* of the text, for messages */
	const char *p, *end;
	unsigned line;
	char *err;			/* malloced; set once, ends the reading */

	const char **files;
	size_t n_files, cap_files;

	/* what the lines seen last are about; NULL when it cannot be continued */
	struct record *rec;
	struct func *f;
	struct block *b;
	size_t values_left;		/* budget for values=N */

	size_t n_records, cap_records, n_objects, cap_objects, n_funcs, cap_funcs;
	size_t n_inits, cap_inits, n_fields, cap_fields, n_params, cap_params;
	size_t n_insns, cap_insns, n_blocks, cap_blocks;
	size_t next_value;		/* least id the next value line may have */
};

/* "name:line: expected WHAT, found ..." at the cursor.  False. */
bool expected(struct reader *r, const char *what);
/* "name:line: ...". False. */
bool fault(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void skip_blanks(struct reader *r);		/* and a comment */
bool at_line_end(struct reader *r);		/* after blanks and a comment */
bool end_of_line(struct reader *r);		/* ... else an error */
char peek(struct reader *r);			/* after blanks; '\0' at the end */
bool peek_numbered(struct reader *r, char letter);	/* v12 */
bool take(struct reader *r, char c);		/* no error when it is not there */
bool need(struct reader *r, char c);

struct token {
	const char *s;
	size_t len;
};

bool get_word(struct reader *r, struct token *t, const char *what);
bool token_is(const struct token *t, const char *s);
bool get_u32(struct reader *r, uint32_t *x);
bool get_id(struct reader *r, uint32_t *x);	/* NONE cannot be written */
bool get_numbered(struct reader *r, char letter, uint32_t *x);
bool get_num(struct reader *r, int64_t *x);
bool get_size(struct reader *r, int64_t *x);	/* number or ? */
bool get_offset(struct reader *r, int64_t *x);	/* +number, -number or +? */
bool get_string(struct reader *r, const char **s);
bool get_name(struct reader *r, const char **s);	/* identifier or string */
bool get_choice(struct reader *r, const char *const *words, unsigned n, const char *what,
		unsigned *x);

enum attr_type {
	AT_U32,				/* uint32_t */
	AT_ID,				/* uint32_t, not NONE */
	AT_SIZE,			/* int64_t */
	AT_CLASS,			/* enum type_class */
	AT_FLAGS,			/* uint32_t, words */
	AT_IDS,				/* struct id_list */
	AT_NAMES,			/* const char **, NULL-terminated */
	AT_BARE,			/* bool: the key alone */
	AT_LOC,				/* struct loc; key is "@" or "~" */
};

struct id_list {
	uint32_t *ids;
	size_t n, cap;
};

struct attr {
	const char *key;
	enum attr_type type;
	void *to;
	const char *const *words;	/* AT_FLAGS, NULL-terminated */
	bool needed;
};

/* key=value ... up to the end of the line, or up to `close`; each at most once. */
bool get_attrs(struct reader *r, const struct attr *attrs, unsigned n, char close);

#define GET_ATTRS(r, attrs) \
	get_attrs(r, attrs, sizeof(attrs) / sizeof((attrs)[0]), '\n')

#endif
