// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts_tool.c - read facts, print them again; for the property tests.
 *
 *	facts_tool FILE...	prints each unit, or its error, and a line "== STATUS"
 *	facts_tool -		the same of stdin
 *
 * Exit status 1 when any text was refused.  Built with the sanitizers: a crash
 * is what the tests look for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

static char *slurp(FILE *in, size_t *len)
{
	size_t cap = 4096, n;
	char *text = malloc(cap);

	*len = 0;
	while (text && (n = fread(text + *len, 1, cap - *len, in)) > 0) {
		*len += n;
		if (*len == cap)
			text = realloc(text, cap *= 2);
	}
	/* exactly as long as the text: reading past its end is then caught */
	return text ? realloc(text, *len ? *len : 1) : NULL;
}

static int one(const char *path)
{
	FILE *in = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	struct unit *u;
	size_t len;
	char *text, *err;

	if (!in) {
		perror(path);
		exit(2);
	}
	text = slurp(in, &len);
	u = facts_read("stdin", text, len, &err);
	free(text);
	if (u)
		facts_write(u, stdout);
	else
		printf("%s\n", err);
	printf("== %d\n", !u);
	unit_free(u);
	free(err);
	fclose(in);
	return !u;
}

int main(int argc, char **argv)
{
	int status = 0, i;

	for (i = 1; i < argc; i++)
		status |= one(argv[i]);
	return status;
}
