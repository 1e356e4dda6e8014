// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iface_lex.c - see iface_lex.h.  Blanks separate words; nothing reads beyond
 * `end`, whatever the bytes.
 */
#include "iface_lex.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

void lex_expect(struct lex *x, bool good, const char *what)
{
	if (!good && !x->wrong)
		x->wrong = what;
	if (x->wrong)
		x->p = x->end;
}

static void blanks(struct lex *x)
{
	while (x->p < x->end && *x->p == ' ')
		x->p++;
}

bool lex_more(struct lex *x)
{
	blanks(x);
	return x->p < x->end && *x->p != '\n';
}

bool lex_take(struct lex *x, char c)
{
	if (x->p >= x->end || *x->p != c)
		return false;
	x->p++;
	return true;
}

static bool ends_word(const struct lex *x, const char *p)
{
	return p >= x->end || *p == ' ' || *p == '\n';
}

bool lex_is(struct lex *x, const char *word)
{
	size_t n = strlen(word);

	blanks(x);
	if ((size_t)(x->end - x->p) < n || memcmp(x->p, word, n) || !ends_word(x, x->p + n))
		return false;
	x->p += n;
	return true;
}

unsigned lex_choice(struct lex *x, const char *const *words, unsigned n, const char *what)
{
	for (unsigned i = 0; i < n; i++)
		if (lex_is(x, words[i]))
			return i;
	lex_expect(x, false, what);
	return 0;
}

static uint64_t digits(struct lex *x, uint64_t most)
{
	uint64_t v = 0;
	const char *from = x->p;

	for (; x->p < x->end && *x->p >= '0' && *x->p <= '9'; x->p++) {
		uint64_t d = (uint64_t)(*x->p - '0');

		if (v > (most - d) / 10) {
			lex_expect(x, false, "a smaller number");
			return 0;
		}
		v = v * 10 + d;
	}
	lex_expect(x, x->p > from, "a number");
	return x->wrong ? 0 : v;
}

uint32_t lex_u32(struct lex *x)
{
	blanks(x);
	return (uint32_t)digits(x, UINT32_MAX - 1);
}

uint32_t lex_below(struct lex *x, uint32_t n, const char *what)
{
	uint32_t v = lex_u32(x);

	lex_expect(x, v < n, what);
	return v < n ? v : 0;
}

int64_t lex_i64(struct lex *x)
{
	bool minus;
	uint64_t v;

	blanks(x);
	minus = lex_take(x, '-');
	v = digits(x, minus ? UINT64_C(1) << 63 : INT64_MAX);
	return minus ? (int64_t)(0 - v) : (int64_t)v;
}

uint64_t lex_hex(struct lex *x)
{
	uint64_t v = 0;
	unsigned n = 0;

	blanks(x);
	for (; n < 17 && x->p < x->end; n++, x->p++) {
		char c = *x->p;

		if (c >= '0' && c <= '9')
			v = v << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (uint64_t)(c - 'a' + 10);
		else
			break;
	}
	lex_expect(x, n > 0 && n < 17, "a hexadecimal number");
	return x->wrong ? 0 : v;
}

uint32_t lex_flags(struct lex *x, const char *letters)
{
	uint32_t v = 0;

	blanks(x);
	if (lex_take(x, '-'))
		return 0;
	while (!ends_word(x, x->p)) {
		const char *at = *x->p ? strchr(letters, *x->p) : NULL;

		lex_expect(x, at != NULL, "flags");
		if (!at)
			return 0;
		v |= 1u << (at - letters);
		x->p++;
	}
	lex_expect(x, v != 0, "flags");
	return v;
}

char lex_char(struct lex *x, const char *of)
{
	blanks(x);
	if (x->p < x->end && *x->p && strchr(of, *x->p))
		return *x->p++;
	lex_expect(x, false, "one letter");
	return of[0];
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* With escapes: \xHH is all there is. */
static const char *unescape(struct lex *x, const char *from, size_t len)
{
	char *out = malloc(len + 1);
	const char *s;
	size_t n = 0;

	for (size_t i = 0; out && i < len; i++) {
		int hi, lo;

		if (from[i] != '\\') {
			out[n++] = from[i];
			continue;
		}
		hi = i + 3 < len + 1 && from[i + 1] == 'x' ? hex_digit(from[i + 2]) : -1;
		lo = hi >= 0 && i + 3 < len ? hex_digit(from[i + 3]) : -1;
		if (lo < 0 || !(hi << 4 | lo)) {
			lex_expect(x, false, "\\xHH");
			n = 0;
			break;
		}
		out[n++] = (char)(hi << 4 | lo);
		i += 3;
	}
	s = arena_intern_n(x->a, out ? out : "", n);
	free(out);
	return s;
}

const char *lex_string(struct lex *x)
{
	const char *from;
	bool plain = true;

	blanks(x);
	if (!lex_take(x, '"')) {
		lex_expect(x, false, "a string");
		return "";
	}
	for (from = x->p; x->p < x->end && *x->p != '"' && *x->p >= ' ' && *x->p <= '~'; x->p++)
		plain &= *x->p != '\\';
	if (x->p >= x->end || *x->p != '"') {
		lex_expect(x, false, "the end of a string");
		return "";
	}
	x->p++;
	if (plain)
		return arena_intern_n(x->a, from, (size_t)(x->p - 1 - from));
	return unescape(x, from, (size_t)(x->p - 1 - from));
}

void lex_line_end(struct lex *x)
{
	lex_expect(x, !lex_more(x), "the end of the line");
	if (x->p < x->end) {
		x->p++;
		x->line++;
	}
}
