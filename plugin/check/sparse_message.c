// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sparse_message.c - sparse's two sentences on address spaces, taken apart:
 *
 *	F:L:C: warning: incorrect type in argument N (different address spaces)
 *	F:L:C:    expected void *data
 *	F:L:C:    got char [noderef] __user *u
 *	F:L:C: warning: cast removes address space '__user' of expression
 *
 * Everything else is none of ours.
 */
#include "check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* "file:line:col" that ends at p. */
static bool place_before(struct sparse_warning *w, const char *line, const char *p)
{
	const char *colon[2];
	int i;

	for (i = 1; i >= 0; i--) {
		for (colon[i] = p - 1; colon[i] > line && isdigit((unsigned char)*colon[i]); )
			colon[i]--;
		if (colon[i] <= line || *colon[i] != ':' || colon[i] + 1 == p)
			return false;
		p = colon[i];
	}
	w->file = xprintf("%.*s", (int)(colon[0] - line), line);
	w->line = (unsigned)strtoul(colon[0] + 1, NULL, 10);
	w->col = (unsigned)strtoul(colon[1] + 1, NULL, 10);
	return true;
}

/* Which address space a text names: __user, or <asn:1> of older sparse. */
static bool space_of(const char *text, enum rule_id *rule)
{
	if (strstr(text, "__user") || strstr(text, "<asn:1>"))
		*rule = RULE_user_pointer;
	else if (strstr(text, "__iomem") || strstr(text, "<asn:2>"))
		*rule = RULE_iomem_buffer;
	else
		return false;
	return true;
}

/* The "got" line, two below. */
static char *got_line(const char *line)
{
	const char *p;
	int i;

	for (i = 0; i < 2; i++) {
		line = strchr(line, '\n');
		if (!line)
			return NULL;
		line++;
	}
	p = strstr(line, "    got ");
	if (!p || p > line + strcspn(line, "\n"))
		return NULL;
	p += strlen("    got ");
	return xprintf("%.*s", (int)strcspn(p, "\n"), p);
}

bool sparse_warning(const char *line, struct sparse_warning *w)
{
	static const char argument[] = "incorrect type in argument ";
	static const char cast[] = "cast removes address space ";
	char *one = xprintf("%.*s", (int)strcspn(line, "\n"), line);
	char *p = strstr(one, ": warning: ");
	char *end;

	if (!p || !place_before(w, one, p))
		return false;
	w->text = p + strlen(": warning: ");
	w->got = "";
	if (starts_with(w->text, cast)) {
		w->arg = -1;
		return space_of(w->text, &w->rule);
	}
	if (!starts_with(w->text, argument))
		return false;
	w->arg = (int)strtol(w->text + strlen(argument), &end, 10) - 1;
	if (!starts_with(end, " (different address spaces)"))
		return false;
	w->got = got_line(line);
	return w->got && space_of(w->got, &w->rule);
}

/* "u" of "char [noderef] __user *u"; "the buffer" of "void [noderef] __user *". */
const char *sparse_name(const char *got)
{
	const char *end = got + strlen(got), *p;

	while (end > got && strchr("[]0123456789", end[-1]))
		end--;
	for (p = end; p > got && (isalnum((unsigned char)p[-1]) || p[-1] == '_'); )
		p--;
	if (p == got || p == end || !strchr("* ", p[-1]))
		return "the buffer";
	return xprintf("%.*s", (int)(end - p), p);
}
