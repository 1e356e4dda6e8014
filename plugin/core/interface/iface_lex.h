/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iface_lex.h - the words of one text of interface facts, one after the other.
 *
 * The first thing that does not fit sets `wrong`; from then on every word is
 * empty and every number 0, and the caller looks at `wrong` once a line.
 */
#ifndef USBDMA_IFACE_LEX_H
#define USBDMA_IFACE_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct lex {
	struct arena *a;
	const char *p, *end;
	unsigned line;
	const char *wrong;		/* what was expected; static */
};

void lex_expect(struct lex *x, bool good, const char *what);	/* else: wrong */
bool lex_is(struct lex *x, const char *word);		/* take it when it is next */
unsigned lex_choice(struct lex *x, const char *const *words, unsigned n, const char *what);
uint32_t lex_u32(struct lex *x);
uint32_t lex_below(struct lex *x, uint32_t n, const char *what);	/* < n */
int64_t lex_i64(struct lex *x);
uint64_t lex_hex(struct lex *x);
uint32_t lex_flags(struct lex *x, const char *letters);
char lex_char(struct lex *x, const char *of);
const char *lex_string(struct lex *x);			/* interned */
bool lex_more(struct lex *x);				/* another word on this line? */
bool lex_take(struct lex *x, char c);			/* no blank before it */
void lex_line_end(struct lex *x);

#endif
