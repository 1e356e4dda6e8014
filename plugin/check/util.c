// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * util.c - memory, strings and small files of usbdma-check.
 */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p) {
		fputs("usbdma-check: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

char *xstrdup(const char *s)
{
	size_t len = strlen(s) + 1;

	return memcpy(xrealloc(NULL, len), s, len);
}

static char *xvprintf(const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		return xstrdup("");
	s = xrealloc(NULL, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	return s;
}

char *xprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvprintf(fmt, ap);
	va_end(ap);
	return s;
}

void usage_error(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvprintf(fmt, ap);
	va_end(ap);
	fprintf(stderr, "usbdma-check: %s\n", s);
	exit(2);
}

void strv_add(struct strv *s, const char *str)
{
	if (s->n + 2 > s->cap) {
		s->cap = s->cap ? s->cap * 2 : 32;
		s->v = xrealloc(s->v, s->cap * sizeof(*s->v));
	}
	s->v[s->n++] = xstrdup(str);
	s->v[s->n] = NULL;
}

void strv_cat(struct strv *s, const struct strv *more)
{
	size_t i;

	for (i = 0; i < more->n; i++)
		strv_add(s, more->v[i]);
}

bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

bool ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && !strcmp(s + n - m, suffix);
}

const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *dir_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return xprintf("%.*s", slash == path ? 1 : (int)(slash - path), path);
}

char *read_fd(int fd, size_t *len)
{
	size_t cap, n = 0;
	struct stat st;
	ssize_t got = 1;
	char *text;

	if (fstat(fd, &st))
		return NULL;
	cap = st.st_size > 0 ? (size_t)st.st_size + 1 : 4096;
	text = xrealloc(NULL, cap);
	while (got && !(S_ISREG(st.st_mode) && st.st_size && n == (size_t)st.st_size)) {
		if (n + 1 == cap)
			text = xrealloc(text, cap *= 2);
		got = pread(fd, text + n, cap - n - 1, (off_t)n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(text);
			return NULL;
		}
		n += (size_t)got;
	}
	text[n] = '\0';
	if (len)
		*len = n;
	return text;
}

char *read_path(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text;

	if (fd < 0)
		return NULL;
	text = read_fd(fd, len);
	close(fd);
	return text;
}

bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

bool is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

char *full_path(const char *path)
{
	char buf[PATH_MAX];

	return xstrdup(realpath(path, buf) ? buf : path);
}
