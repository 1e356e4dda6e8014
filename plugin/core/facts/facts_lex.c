// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_lex.c - tokens of the text form of facts.
 *
 * The text is a range of bytes, not a C string: nothing reads at or past
 * r->end, and a NUL is a character like any other that is not expected.
 */
#define _GNU_SOURCE			/* vasprintf */
#include "facts_lex.h"

#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool fault(struct reader *r, const char *fmt, ...)
{
	char *what = NULL;
	va_list ap;
	int n;

	if (r->err)
		return false;
	va_start(ap, fmt);
	n = vasprintf(&what, fmt, ap);
	va_end(ap);
	if (n < 0 || asprintf(&r->err, "%s:%u: %s", r->name, r->line, what) < 0) {
		fputs("usbdma: out of memory\n", stderr);
		exit(2);
	}
	free(what);
	return false;
}

bool expected(struct reader *r, const char *what)
{
	char found[24];
	int n = 0;

	skip_blanks(r);
	while (r->p + n < r->end && n < (int)sizeof(found) - 1 && r->p[n] > ' ' && r->p[n] <= '~') {
		found[n] = r->p[n];
		n++;
	}
	found[n] = '\0';
	if (n)
		return fault(r, "expected %s, found '%s'", what, found);
	if (r->p == r->end || *r->p == '\n')
		return fault(r, "expected %s at the end of the line", what);
	return fault(r, "expected %s, found byte 0x%02x", what, (unsigned char)*r->p);
}

void skip_blanks(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
	if (r->p == r->end || *r->p != '#')
		return;
	while (r->p < r->end && *r->p != '\n')
		r->p++;
}

char peek(struct reader *r)
{
	skip_blanks(r);
	return r->p < r->end ? *r->p : '\0';
}

bool at_line_end(struct reader *r)
{
	skip_blanks(r);
	return r->p == r->end || *r->p == '\n';
}

bool end_of_line(struct reader *r)
{
	return at_line_end(r) || expected(r, "the end of the line");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool peek_numbered(struct reader *r, char letter)
{
	return peek(r) == letter && r->p + 1 < r->end && is_digit(r->p[1]);
}

bool take(struct reader *r, char c)
{
	skip_blanks(r);
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

bool need(struct reader *r, char c)
{
	char what[4] = { '\'', c, '\'', '\0' };

	return take(r, c) || expected(r, what);
}

bool get_word(struct reader *r, struct token *t, const char *what)
{
	skip_blanks(r);
	t->s = r->p;
	if (r->p == r->end || !is_letter(*r->p))
		return expected(r, what);
	while (r->p < r->end && (is_letter(*r->p) || is_digit(*r->p) || *r->p == '-'))
		r->p++;
	t->len = (size_t)(r->p - t->s);
	return true;
}

bool token_is(const struct token *t, const char *s)
{
	return strlen(s) == t->len && !memcmp(t->s, s, t->len);
}

/* Digits, decimal or 0x, up to max. */
static bool get_digits(struct reader *r, uint64_t *x, uint64_t max)
{
	bool hex = r->end - r->p > 2 && r->p[0] == '0' && r->p[1] == 'x';
	const char *digits = "0123456789abcdef", *d;
	unsigned base = hex ? 16 : 10;

	if (hex)
		r->p += 2;
	if (r->p == r->end || !memchr(digits, *r->p, base))
		return expected(r, "a number");
	*x = 0;
	while (r->p < r->end && (d = memchr(digits, *r->p, base))) {
		uint64_t digit = (uint64_t)(d - digits);

		if (*x > (max - digit) / base)
			return fault(r, "number too large");
		*x = *x * base + digit;
		r->p++;
	}
	return true;
}

bool get_u32(struct reader *r, uint32_t *x)
{
	uint64_t n;

	skip_blanks(r);
	if (!get_digits(r, &n, UINT32_MAX))
		return false;
	*x = (uint32_t)n;
	return true;
}

bool get_id(struct reader *r, uint32_t *x)
{
	return get_u32(r, x) && (*x != NONE || fault(r, "number too large"));
}

bool get_numbered(struct reader *r, char letter, uint32_t *x)
{
	char what[] = "?NUMBER";

	what[0] = letter;
	if (!peek_numbered(r, letter))
		return expected(r, what);
	r->p++;
	return get_id(r, x);
}

bool get_num(struct reader *r, int64_t *x)
{
	bool minus = take(r, '-');
	uint64_t n;

	if (!get_digits(r, &n, (uint64_t)INT64_MAX + minus))
		return false;
	*x = minus ? (int64_t)(0 - n) : (int64_t)n;
	return true;
}

bool get_size(struct reader *r, int64_t *x)
{
	if (!take(r, '?'))
		return get_num(r, x);
	*x = SIZE_UNKNOWN;
	return true;
}

bool get_offset(struct reader *r, int64_t *x)
{
	if (peek(r) == '-')
		return get_num(r, x);
	return need(r, '+') && get_size(r, x);
}

bool get_choice(struct reader *r, const char *const *words, unsigned n, const char *what,
		unsigned *x)
{
	struct token t;

	skip_blanks(r);
	if (!get_word(r, &t, what))
		return false;
	for (*x = 0; *x < n && words[*x]; ++*x)
		if (token_is(&t, words[*x]))
			return true;
	r->p = t.s;
	return expected(r, what);
}

/* ---- strings ---- */

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One character behind a backslash, or -1. */
static int escape(struct reader *r)
{
	char c = r->p < r->end ? *r->p++ : '\0';
	int hi, lo;

	if (c == '"' || c == '\\')
		return c;
	if (c == 'n' || c == 't')
		return c == 'n' ? '\n' : '\t';
	if (c != 'x' || r->end - r->p < 2)
		return -1;
	hi = hex_digit(r->p[0]);
	lo = hex_digit(r->p[1]);
	if (hi < 0 || lo < 0 || !(hi | lo))
		return -1;
	r->p += 2;
	return hi << 4 | lo;
}

bool get_string(struct reader *r, const char **s)
{
	const char *close;
	size_t n = 0;
	char *buf;
	int c;

	if (!take(r, '"'))
		return expected(r, "a string");
	for (close = r->p; close < r->end && *close != '"'; close++)
		if (*close == '\\' && close + 1 < r->end)
			close++;
	buf = malloc((size_t)(close - r->p) + 1);
	if (!buf)
		return fault(r, "out of memory");
	while (r->p < r->end && *r->p != '"' && (unsigned char)*r->p >= ' ') {
		c = (unsigned char)*r->p++;
		if (c == '\\')
			c = escape(r);
		if (c < 0) {
			free(buf);
			return fault(r, "expected \\\", \\\\, \\n, \\t or \\xHH in a string");
		}
		buf[n++] = (char)c;
	}
	*s = arena_intern_n(r->u->arena, buf, n);
	free(buf);
	return (r->p < r->end && *r->p == '"') ? take(r, '"') : expected(r, "a closing quote");
}

bool get_name(struct reader *r, const char **s)
{
	const char *start;

	if (peek(r) == '"')
		return get_string(r, s);
	start = r->p;
	while (r->p < r->end && (is_letter(*r->p) || (r->p > start && is_digit(*r->p))))
		r->p++;
	if (r->p == start)
		return expected(r, "a name");
	*s = arena_intern_n(r->u->arena, start, (size_t)(r->p - start));
	return true;
}
