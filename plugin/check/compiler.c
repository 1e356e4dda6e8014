// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * compiler.c - which GCC reads the file: the one that compiles it, without
 * ccache or distcc in front (distcc refuses plugins), and the host's or a cross
 * GCC where the tree is compiled by clang.
 */
#define _GNU_SOURCE
#include "check.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static const char *const wrappers[] = { "ccache", "distcc", "sccache", "icecc", "pump", "gomacc" };

static bool is_wrapper(const char *path)
{
	size_t i;

	for (i = 0; i < sizeof(wrappers) / sizeof(*wrappers); i++)
		if (!strcmp(base_name(path), wrappers[i]))
			return true;
	return false;
}

/* A program that is no masquerade of ccache: /usr/lib/ccache/gcc leads to ccache. */
static bool usable(const char *path)
{
	char real[PATH_MAX];

	return is_file(path) && !access(path, X_OK) && realpath(path, real) && !is_wrapper(real);
}

static char *search_path(const char *name)
{
	const char *p = getenv("PATH"), *end;
	char *path;

	for (p = p ? p : "/usr/bin:/bin"; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, ":");
		path = xprintf("%.*s/%s", end == p ? 1 : (int)(end - p), end == p ? "." : p, name);
		if (usable(path))
			return path;
		free(path);
	}
	return NULL;
}

static char *lookup(const char *name)
{
	char *path;

	if (!strchr(name, '/'))
		return search_path(name);
	if (usable(name)) {
		/* not realpath(): a GCC finds its parts by the name it is called by */
		return name[0] == '/' ? xstrdup(name) : full_path(name);
	}
	path = is_file(name) ? search_path(base_name(name)) : NULL;
	return path;
}

/* Split as a shell would: blanks, quotes, backslashes. */
static void split(const char *s, struct strv *words)
{
	char *word = xrealloc(NULL, strlen(s) + 1);
	char quote = 0;
	size_t n = 0;
	bool in = false;

	for (; *s; s++) {
		if (quote ? *s == quote : *s == '"' || *s == '\'') {
			quote = quote ? 0 : *s;
			in = true;
		} else if (!quote && isspace((unsigned char)*s)) {
			word[n] = '\0';
			if (in)
				strv_add(words, word);
			in = false;
			n = 0;
		} else {
			if (*s == '\\' && quote != '\'' && s[1])
				s++;
			word[n++] = *s;
			in = true;
		}
	}
	word[n] = '\0';
	if (in)
		strv_add(words, word);
	free(word);
}

/* $CC without ccache and settings in front: words[i] is the compiler. */
static size_t compiler_word(const struct strv *words)
{
	size_t i = 0;

	while (i + 1 < words->n && (is_wrapper(words->v[i]) || strchr(words->v[i], '=')))
		i++;
	return i;
}

static bool is_clang_name(const char *path)
{
	return strstr(base_name(path), "clang") != NULL;
}

static char *host_gcc(void)
{
	char name[16], *path = search_path("gcc");
	int v;

	for (v = 16; !path && v >= 10; v--) {
		snprintf(name, sizeof(name), "gcc-%d", v);
		path = search_path(name);
	}
	return path;
}

/* Instead of clang: TARGET-gcc when the tree is for another machine. */
static char *instead_of_clang(const char *target, char **why)
{
	struct utsname host;
	char *path, *name;

	if (target && !uname(&host)) {
		size_t len = strcspn(target, "-");

		if (strlen(host.machine) != len || strncmp(host.machine, target, len)) {
			name = xprintf("%s-gcc", target);
			path = search_path(name);
			if (!path)
				*why = xprintf("the tree is compiled by clang for %s, and there is "
					       "no %s to check with; name a GCC with --cc",
					       target, name);
			return path;
		}
	}
	path = host_gcc();
	if (!path)
		*why = xstrdup("the tree is compiled by clang, and there is no gcc to check with; "
			       "name one with --cc");
	return path;
}

static bool from_words(const char *cc, struct compiler *c, char **why)
{
	struct strv words = { 0 };
	size_t i;

	if (strchr(cc, '/') && is_file(cc))	/* blanks may belong to the path */
		strv_add(&words, cc);
	else
		split(cc, &words);
	if (!words.n) {
		*why = xprintf("no compiler: CC is empty");
		return false;
	}
	i = compiler_word(&words);
	c->path = lookup(words.v[i]);
	if (!c->path) {
		*why = xprintf("compiler '%s' not found (CC is '%s')", words.v[i], cc);
		return false;
	}
	for (i++; i < words.n; i++)
		strv_add(&c->extra, words.v[i]);
	return true;
}

bool compiler_find(const struct options *o, const struct flags *f, struct compiler *c,
		   struct out *notes, char **why)
{
	const char *cc = o->cc ? o->cc : getenv("CC");
	const char *was;

	if (!from_words(cc && *cc ? cc : "gcc", c, why))
		return false;
	if (!is_clang_name(c->path) && !compiler_identify(c, false, why))
		return false;
	if (!is_clang_name(c->path) && !c->clang)
		return true;
	if (o->cc) {
		*why = xprintf("--cc %s is clang: name a GCC", o->cc);
		return false;
	}
	was = c->path;
	memset(&c->extra, 0, sizeof(c->extra));
	c->path = instead_of_clang(f->target, why);
	if (!c->path || !compiler_identify(c, false, why))
		return false;
	if (o->verbose)
		out_printf(notes,
			"usbdma-check: note: the tree is compiled by %s; checked with %s %s\n",
			   was, c->path, c->version);
	return true;
}
