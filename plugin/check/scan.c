// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scan.c - does the file include a header of the model?  Asked of the #include
 * lines of the file and of all headers they lead to, when no list of
 * dependencies exists.
 *
 * Conditions and comments are ignored, so that too much is taken for included,
 * never too little; an include that cannot be followed makes the file matter.
 * Headers of the kernel that never lead to USB (harmless.c) are not opened.
 */
#define _GNU_SOURCE			/* memmem */
#include "check.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_INCLUDES 4000
#define N_SLOTS 8192			/* power of two, well above MAX_INCLUDES */

struct include {			/* what an #include line asks for */
	char *name;
	const char *from;		/* path of the first file with that line */
	size_t dir;			/* length of that file's folder, for "name" */
	bool quoted, done, missing;
};

struct scan {
	const struct flags *flags;
	const struct headers *headers;
	struct search search;
	unsigned n_read;		/* files */
	struct include *todo;		/* in the order found; done up to .next */
	size_t n, next;
	char *text;			/* of the file being read */
	size_t len, cap;
	char *why;			/* the file matters */
	uint16_t slots[N_SLOTS];	/* hash of .todo: index + 1 */
};

/* "linux/usb.h", or a path that ends so. */
static bool is_header(const struct scan *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->headers->names.n; i++) {
		const char *h = s->headers->names.v[i];

		if (ends_with(name, h) &&
		    (strlen(name) == strlen(h) || name[strlen(name) - strlen(h) - 1] == '/'))
			return true;
	}
	return false;
}

/* A name that speaks of USB or HID and cannot be found: better check. */
static bool suspicious(const char *name)
{
	return strcasestr(name, "usb") || strcasestr(name, "hid");
}

/* Such a header asks in quotes for what only a program of user space has: jbd2.h. */
static bool of_kernel(const struct scan *s, const char *path)
{
	size_t i;

	for (i = 0; i < s->headers->kernel.n; i++)
		if (strstr(path, s->headers->kernel.v[i]))
			return true;
	return false;
}

static enum relevance because(struct scan *s, const char *from, const char *name,
			      const char *what)
{
	s->why = xprintf("%s: %s %s", from, name, what);
	return MATTERS;
}

static uint32_t hash(uint32_t h, const char *p, size_t len)
{
	while (len--)
		h = (h ^ (unsigned char)*p++) * 16777619u;
	return h;
}

static bool same(const struct include *a, const struct include *b)
{
	return a->quoted == b->quoted && a->dir == b->dir && !strcmp(a->name, b->name) &&
	       !memcmp(a->from, b->from, a->dir);
}

/* Index of what is asked for, entered where it is new. */
static size_t enter(struct scan *s, const char *from, const char *name, bool quoted)
{
	const char *slash = quoted ? strrchr(from, '/') : NULL;
	struct include inc = { .from = from, .quoted = quoted };
	uint32_t h;

	inc.name = (char *)name;
	if (slash)
		inc.dir = slash > from ? (size_t)(slash - from) : 1;
	h = hash(hash(2166136261u, from, inc.dir), name, strlen(name));
	for (;; h++) {
		uint16_t *slot = &s->slots[h & (N_SLOTS - 1)];

		if (*slot && !same(&s->todo[*slot - 1], &inc))
			continue;
		if (*slot)
			return *slot - 1u;
		if (!(s->n & (s->n - 1)))	/* a power of two: full */
			s->todo = xrealloc(s->todo, (s->n ? 2 * s->n : 1) * sizeof(*s->todo));
		inc.name = xstrdup(name);
		s->todo[s->n++] = inc;
		*slot = (uint16_t)s->n;
		return s->n - 1;
	}
}

static enum relevance included(struct scan *s, const char *from, const char *name, bool quoted)
{
	size_t before = s->n;

	if (!s->headers->users && harmless(name, quoted))
		return MATTERS_NOT;
	enter(s, from, name, quoted);
	if (s->n > before && is_header(s, name))
		return because(s, from, name, "is included");
	return s->n < MAX_INCLUDES ? MATTERS_NOT :
	       because(s, from, name, "is one header too many to follow");
}

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

static const char *skip_comments(const char *p, const char *end)
{
	const char *close;

	for (;;) {
		p = skip_blanks(p, end);
		if (end - p < 2 || p[0] != '/' || p[1] != '*')
			return p;
		close = memmem(p + 2, (size_t)(end - p - 2), "*/", 2);
		p = close ? close + 2 : end;
	}
}

/* What stands before p on its line is blank, or ends with a comment. */
static bool first_on_line(const char *text, const char *p)
{
	while (p > text && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	return p == text || p[-1] == '\n' || (p - text >= 2 && !memcmp(p - 2, "*/", 2));
}

static bool skip_word(const char **p, const char *end, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(end - *p) < len || memcmp(*p, word, len))
		return false;
	*p += len;
	return true;
}

/* Behind a # that is first on its line: what does it pull in? */
static enum relevance directive(struct scan *s, const char *from, const char *p)
{
	const char *end = s->text + s->len, *close;
	char name[1024];
	bool quoted;

	p = skip_comments(p, end);
	if (!skip_word(&p, end, "include"))
		return MATTERS_NOT;
	skip_word(&p, end, "_next");
	if (p < end && (isalnum((unsigned char)*p) || *p == '_'))
		return MATTERS_NOT;	/* "#includes" */
	p = skip_comments(p, end);
	if (p == end || *p == '\n' || skip_word(&p, end, "TRACE_INCLUDE("))
		return MATTERS_NOT;	/* the latter: the header that led here, once more */
	if (*p != '<' && *p != '"')	/* a macro: no telling */
		return because(s, from, "#include", "names no file");
	quoted = *p++ == '"';
	close = memchr(p, quoted ? '"' : '>', (size_t)(end - p));
	if (!close || (size_t)(close - p) >= sizeof(name) ||
	    memchr(p, '\n', (size_t)(close - p)))
		return because(s, from, "#include", "names no file");
	memcpy(name, p, (size_t)(close - p));
	name[close - p] = '\0';
	return included(s, from, name, quoted);
}

/* All directives that begin so: "#", or its digraph. */
static enum relevance directives(struct scan *s, const char *from, const char *mark)
{
	const char *p = s->text, *end = s->text + s->len;
	enum relevance r = MATTERS_NOT;

	while (r == MATTERS_NOT && (p = memchr(p, mark[0], (size_t)(end - p)))) {
		const char *at = p;

		if (skip_word(&p, end, mark) && first_on_line(s->text, at))
			r = directive(s, from, p);
		else
			p = at + 1;
	}
	return r;
}

static bool read_text(struct scan *s, int fd)
{
	ssize_t got;

	for (s->len = 0; ; s->len += (size_t)got) {
		if (s->len == s->cap) {
			s->cap = s->cap ? 2 * s->cap : 1 << 17;
			s->text = xrealloc(s->text, s->cap);
		}
		do {
			got = read(fd, s->text + s->len, s->cap - s->len);
		} while (got < 0 && errno == EINTR);
		if (got <= 0)
			return !got;
	}
}

static enum relevance scan_file(struct scan *s, const char *path, int fd)
{
	bool ok = read_text(s, fd);
	enum relevance r;

	s->n_read++;
	close(fd);
	if (!ok)			/* the compiler will say why */
		return because(s, path, "it", "cannot be read");
	r = directives(s, path, "#");
	return r == MATTERS_NOT ? directives(s, path, "%:") : r;
}

static int open_include(struct scan *s, const struct include *inc, char path[SEARCH_MAX])
{
	if (!inc->quoted)
		return search_open(&s->search, inc->name, path);
	if (inc->name[0] == '/')
		return search_join(path, "", 0, inc->name + 1);
	return inc->dir ? search_join(path, inc->from, inc->dir, inc->name) :
			  search_join(path, ".", 1, inc->name);
}

static enum relevance follow(struct scan *s, size_t i);

/* Not beside the file that asks: where <name> is looked for. */
static enum relevance follow_elsewhere(struct scan *s, size_t i)
{
	struct include inc = s->todo[i];
	enum relevance r;
	size_t other;

	if (!s->headers->users && harmless(inc.name, false))
		return MATTERS_NOT;
	other = enter(s, inc.from, inc.name, false);
	r = follow(s, other);
	if (r == MATTERS_NOT && s->todo[other].missing && !of_kernel(s, inc.from))
		r = because(s, inc.from, inc.name, "is not found");
	return r;
}

static enum relevance follow(struct scan *s, size_t i)
{
	struct include inc = s->todo[i];
	char path[SEARCH_MAX];
	int fd;

	if (inc.done)
		return MATTERS_NOT;
	s->todo[i].done = true;
	fd = open_include(s, &inc, path);
	if (fd >= 0 && is_header(s, path))
		return because(s, inc.from, path, "is included");
	if (fd >= 0)
		return scan_file(s, xstrdup(path), fd);
	if (inc.quoted)
		return follow_elsewhere(s, i);
	s->todo[i].missing = true;
	/* <asm/mach/...>, <stdarg.h>: no compile needs it, no USB */
	return s->headers->users || suspicious(inc.name) ?
	       because(s, inc.from, inc.name, "is not found") : MATTERS_NOT;
}

/* Is it "./include/linux/kconfig.h", where -I./include says that that is harmless? */
static bool harmless_path(const struct scan *s, const char *path)
{
	size_t i;

	for (i = 0; i < s->flags->dirs.n; i++) {
		const char *dir = s->flags->dirs.v[i];

		if (starts_with(path, dir) && path[strlen(dir)] == '/' &&
		    harmless(path + strlen(dir) + 1, false))
			return !s->headers->users;
	}
	return false;
}

enum relevance scan_relevance(const struct flags *f, const struct headers *h,
			      char **why)
{
	struct scan *s = xrealloc(NULL, sizeof(*s));
	enum relevance r = MATTERS_NOT;
	size_t i;

	memset(s, 0, sizeof(*s));
	s->flags = f;
	s->headers = h;
	s->search.dirs = &f->dirs;
	enter(s, "", f->file, true);
	for (i = 0; i < f->forced.n; i++)
		if (!harmless_path(s, f->forced.v[i]))
			enter(s, "", f->forced.v[i], true);
	while (r == MATTERS_NOT && s->next < s->n)
		r = follow(s, s->next++);
	*why = s->why ? s->why : xprintf("%s: %u files read", f->file, s->n_read);
	return r;
}
