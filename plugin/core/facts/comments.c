// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * comments.c - find the comments of a C file that begin with "usbdma:".
 *
 * Knows strings, character constants, both kinds of comment and continued
 * lines; an unclosed string ends with its line (#error don't).  It does not
 * preprocess: a comment under #if 0 counts.
 */
#define _GNU_SOURCE			/* memmem */
#include "comments.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK	"usbdma:"

enum { LINE_CODE = 1, LINE_COMMENT = 2 };

struct lexer {
	const char *p, *end;
	const char *line_start;
	unsigned line;
	unsigned char *flags;		/* of each line, LINE_* */
	struct remark_line *found;
	size_t n, cap;
};

static void *grown(void *old, size_t bytes)
{
	void *p = realloc(old, bytes);

	if (!p) {
		fputs("usbdma: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static void newline(struct lexer *x)
{
	x->line++;
	x->line_start = x->p + 1;
}

/* At `"` or `'`: to behind its closing twin. */
static void skip_literal(struct lexer *x)
{
	char quote = *x->p++;

	for (; x->p < x->end && *x->p != quote && *x->p != '\n'; x->p++) {
		if (*x->p != '\\' || x->p + 1 == x->end)
			continue;
		x->p++;
		if (*x->p == '\n') {
			newline(x);
			x->flags[x->line] |= LINE_CODE;
		}
	}
	if (x->p < x->end && *x->p == quote)
		x->p++;
}

/* One line of a comment, from..to: does it speak to us? */
static void comment_line(struct lexer *x, const char *from, const char *to)
{
	struct remark_line *r;

	x->flags[x->line] |= LINE_COMMENT;
	while (from < to && (*from == ' ' || *from == '\t' || *from == '*'))
		from++;
	if ((size_t)(to - from) < strlen(MARK) || memcmp(from, MARK, strlen(MARK)))
		return;
	if (x->n == x->cap) {
		x->cap = x->cap ? 2 * x->cap : 8;
		x->found = grown(x->found, x->cap * sizeof(*x->found));
	}
	r = &x->found[x->n++];
	r->s = from + strlen(MARK);
	r->len = (size_t)(to - r->s);
	r->line = x->line;
	r->col = (unsigned)(from - x->line_start) + 1;
	r->target = 0;
}

static bool starts(const struct lexer *x, const char *two)
{
	return x->end - x->p >= 2 && x->p[0] == two[0] && x->p[1] == two[1];
}

/* At the start of a comment: to behind its end. */
static void skip_comment(struct lexer *x)
{
	bool block = x->p[1] == '*';
	const char *from;

	x->p += 2;
	for (from = x->p; x->p < x->end; x->p++) {
		if (block && starts(x, "*/"))
			break;
		if (*x->p != '\n')
			continue;
		if (!block && x->p[-1] != '\\')
			break;
		comment_line(x, from, x->p);
		newline(x);
		from = x->p + 1;
	}
	comment_line(x, from, x->p);
	if (block && x->p < x->end)
		x->p += 2;
}

/* Lines first..x->line held a comment; its remarks are found[from..]. */
static void aim(struct lexer *x, size_t from, unsigned first)
{
	unsigned last = x->line;

	for (; from < x->n; from++)
		/* settled when all lines are known; 0 means below the last line */
		x->found[from].target = x->flags[first] & LINE_CODE ? first : last;
}

static void lex(struct lexer *x)
{
	while (x->p < x->end) {
		if (*x->p == '\n') {
			newline(x);
			x->p++;
		} else if (*x->p == ' ' || *x->p == '\t' || *x->p == '\r' || *x->p == '\f') {
			x->p++;
		} else if (starts(x, "/*") || starts(x, "//")) {
			size_t n = x->n;
			unsigned first = x->line;

			skip_comment(x);
			aim(x, n, first);
		} else {
			x->flags[x->line] |= LINE_CODE;
			if (*x->p == '"' || *x->p == '\'')
				skip_literal(x);
			else
				x->p++;
		}
	}
}

/* From the comment's line to the code it is about: that line, or below. */
static void settle(struct lexer *x)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
		unsigned l = x->found[i].target;

		while (x->flags[l] == LINE_COMMENT)
			l++;
		x->found[i].target = x->flags[l] & LINE_CODE ? l : 0;
	}
}

struct remark_line *find_comments(const char *text, size_t len, size_t *n)
{
	struct lexer x = { .p = text, .end = text + len, .line_start = text, .line = 1 };
	size_t lines = 3, i;		/* from 1; one behind the last is read */

	*n = 0;
	if (!memmem(text, len, MARK, strlen(MARK)))
		return NULL;
	for (i = 0; i < len; i++)
		lines += text[i] == '\n';
	x.flags = grown(NULL, lines);
	memset(x.flags, 0, lines);
	lex(&x);
	settle(&x);
	free(x.flags);
	*n = x.n;
	return x.found;
}
