// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * deps.c - does the file include a header of the model?  Asked of the
 * dependencies that Kbuild keeps in .foo.o.cmd after a compile.
 *
 * They are believed only when complete and newer than everything they name;
 * otherwise the answer is "cannot tell", and scan.c reads the sources.
 */
#define _GNU_SOURCE			/* memmem */
#include "check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void headers_of(const struct model *m, struct headers *h)
{
	const struct fact *const *facts;
	unsigned n, i;

	facts = model_all(m, &n);
	for (i = 0; i < n; i++) {
		if (facts[i]->role == ROLE_KERNEL_HEADERS)
			strv_add(&h->kernel, facts[i]->name);
		if (facts[i]->role != ROLE_HEADER)
			continue;
		strv_add(&h->names, facts[i]->name);
		h->users |= strcmp(facts[i]->file, "<built-in>") != 0;
	}
}

static bool later(const struct stat *a, const struct stat *b)
{
	if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
		return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
	return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* "include/linux/usb.h" ends with the header's name, after a slash. */
static bool is_header(const char *path, size_t len, const struct headers *h)
{
	size_t i, n;

	for (i = 0; i < h->names.n; i++) {
		n = strlen(h->names.v[i]);
		if (n <= len && !memcmp(path + len - n, h->names.v[i], n) &&
		    (n == len || path[len - n - 1] == '/'))
			return true;
	}
	return false;
}

/* One word of the list: a path, a $(wildcard include/config/X), or a backslash. */
static enum relevance word(const char *w, size_t len, const struct stat *cmd,
			   const struct headers *h)
{
	char path[4096];
	struct stat st;

	if (w[0] == '\\' || w[0] == '$' || w[len - 1] == ')')
		return MATTERS_NOT;
	if (is_header(w, len, h))
		return MATTERS;
	if (len >= sizeof(path))
		return CANNOT_TELL;
	memcpy(path, w, len);
	path[len] = '\0';
	if (stat(path, &st) || later(&st, cmd))
		return CANNOT_TELL;
	return MATTERS_NOT;
}

static enum relevance words(const char *p, const char *end, const struct stat *cmd,
			    const struct headers *h)
{
	enum relevance r, sum = MATTERS_NOT;
	const char *w;

	while (p < end) {
		while (p < end && isspace((unsigned char)*p))
			p++;
		for (w = p; p < end && !isspace((unsigned char)*p); )
			p++;
		if (p == w)
			break;
		r = word(w, (size_t)(p - w), cmd, h);
		if (r == MATTERS)
			return r;
		if (r == CANNOT_TELL)
			sum = r;
	}
	return sum;
}

/*
 * "deps_drivers/x/foo.o := \" up to the empty line, then "$(deps_drivers/x/foo.o):",
 * which is the last line: without it the file was not written to its end.
 */
static enum relevance read_cmd(const char *path, const struct headers *h)
{
	const char *deps, *end;
	enum relevance r;
	struct stat st;
	size_t len;
	char *text;

	text = stat(path, &st) ? NULL : read_path(path, &len);
	if (!text)
		return CANNOT_TELL;
	deps = strstr(text, "\ndeps_");
	if (deps)
		deps = strstr(deps, ":=");
	end = deps ? strstr(deps, "\n\n") : NULL;
	r = end && strstr(end, "\n$(deps_") ? words(deps + 2, end, &st, h) : CANNOT_TELL;
	free(text);
	return r;
}

enum relevance deps_relevance(const struct flags *f, const struct headers *h)
{
	struct stat source, cmd;
	enum relevance r;
	size_t len;
	char *path;

	if (!f->depfile || !ends_with(f->depfile, ".o.d"))
		return CANNOT_TELL;
	len = strlen(f->depfile);
	path = xprintf("%.*s.cmd", (int)len - 2, f->depfile);
	if (stat(path, &cmd) || stat(f->file, &source) || later(&source, &cmd))
		r = CANNOT_TELL;
	else
		r = read_cmd(path, h);
	free(path);
	return r;
}
