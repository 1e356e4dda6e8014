// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * position.c - which argument of a call a place in the source belongs to, read
 * from the text.  sparse names places, not calls; a place that a macro hides
 * belongs to none.
 */
#include "check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64

bool source_read(struct source *s, const char *path)
{
	size_t i, cap = 0;

	memset(s, 0, sizeof(*s));
	s->text = read_path(path, &s->len);
	if (!s->text)
		return false;
	for (i = 0; i < s->len; i++) {
		if (i && s->text[i - 1] != '\n')
			continue;
		if (s->n_lines == cap) {
			cap = cap ? cap * 2 : 256;
			s->lines = xrealloc(s->lines, cap * sizeof(*s->lines));
		}
		s->lines[s->n_lines++] = s->text + i;
	}
	return true;
}

unsigned source_byte_column(const struct source *s, unsigned line, unsigned col)
{
	unsigned at = 1, i;
	const char *p;

	if (!line || line > s->n_lines)
		return col;
	p = s->lines[line - 1];
	for (i = 0; at < col && p[i] && p[i] != '\n'; i++)
		at = p[i] == '\t' ? (at - 1) / 8 * 8 + 9 : at + 1;
	return i + 1;
}

static const char *at(const struct source *s, unsigned line, unsigned col)
{
	const char *p, *end;

	if (!line || !col || line > s->n_lines)
		return NULL;
	p = s->lines[line - 1];
	end = line < s->n_lines ? s->lines[line] : s->text + s->len;
	return col <= (size_t)(end - p) ? p + col - 1 : NULL;
}

/* Behind a comment, a string or a character constant that starts at p; else p. */
static const char *skip_opaque(const char *p)
{
	const char *end;
	char quote = *p;

	if (p[0] == '/' && p[1] == '*') {
		end = strstr(p + 2, "*/");
		return end ? end + 2 : p + strlen(p);
	}
	if (p[0] == '/' && p[1] == '/')
		return p + strcspn(p, "\n");
	if (quote != '"' && quote != '\'')
		return p;
	for (p++; *p && *p != quote && *p != '\n'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p == quote ? p + 1 : p;
}

/* Is the parenthesis at p a call's?  Behind a name that is no keyword of an operator. */
static bool is_call(const char *text, const char *p)
{
	static const char *const operators[] = {
		"sizeof", "typeof", "__typeof__", "return", "_Alignof", "__alignof__",
	};
	const char *end, *name;
	size_t i;

	for (end = p; end > text && isspace((unsigned char)end[-1]); end--)
		;
	for (name = end; name > text && (isalnum((unsigned char)name[-1]) || name[-1] == '_'); )
		name--;
	if (name == end)
		return end > text && end[-1] == ']';	/* f[i](x); (type)(x) is a cast */
	for (i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (strlen(operators[i]) == (size_t)(end - name) &&
		    !strncmp(operators[i], name, (size_t)(end - name)))
			return false;
	return true;
}

static char *trimmed(const char *from, const char *end)
{
	char *s, *out;
	const char *p;

	while (from < end && isspace((unsigned char)*from))
		from++;
	while (end > from && isspace((unsigned char)end[-1]))
		end--;
	out = s = xrealloc(NULL, (size_t)(end - from) + 1);
	for (p = from; p < end; p++) {
		bool blank = isspace((unsigned char)*p);

		if (!blank || (out > s && out[-1] != ' '))
			*out++ = blank ? ' ' : *p;
	}
	*out = '\0';
	return s;
}

/* The end of the argument that starts at p. */
static const char *argument_end(const char *p)
{
	unsigned depth = 0;
	const char *q;

	while (*p) {
		q = skip_opaque(p);
		if (q != p) {
			p = q;
			continue;
		}
		if (!depth && (*p == ',' || *p == ')'))
			break;
		if (strchr("([{", *p))
			depth++;
		else if (strchr(")]}", *p) && depth)
			depth--;
		p++;
	}
	return p;
}

int source_argument(const struct source *s, unsigned line, unsigned col,
		    unsigned at_line, unsigned at_col, char **text)
{
	const char *p = at(s, line, col), *goal = at(s, at_line, at_col), *start, *q;
	bool calls[MAX_DEPTH];
	unsigned depth = 0, inner = 0;
	int arg = 0;

	if (!p || !goal || goal <= p)
		return -1;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	while (isspace((unsigned char)*p))
		p++;
	if (*p++ != '(')
		return -1;
	for (start = p; p < goal; p++) {
		q = skip_opaque(p);
		if (q != p) {
			p = q - 1;
			continue;
		}
		if (strchr("([{", *p)) {
			if (depth == MAX_DEPTH)
				return -1;
			calls[depth] = *p == '(' && is_call(s->text, p);
			inner += calls[depth++];
		} else if (strchr(")]}", *p)) {
			if (!depth)
				return -1;	/* behind the call */
			inner -= calls[--depth];
		} else if (*p == ',' && !depth) {
			arg++;
			start = p + 1;
		}
	}
	if (p != goal || inner)
		return -1;
	*text = trimmed(start, argument_end(start));
	return arg;
}
