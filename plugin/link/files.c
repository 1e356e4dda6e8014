// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * files.c - which files of interface facts are meant: files, folders, lists.
 *
 * @LIST names one a line; an object there (foo.o, as in Kbuild's foo.mod) means the
 * facts beside it.  What cannot be read is a problem with a name, never less work.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "link.h"

#define MAX_FOLDERS 64			/* one inside the other */

struct finder {
	struct link *l;
	struct paths *out;
};

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), k = strlen(tail);

	return n >= k && !strcmp(s + n - k, tail);
}

static void look_in(struct finder *d, const char *path, unsigned depth)
{
	DIR *dir = opendir(path);
	const struct dirent *e;
	struct stat st;

	if (!dir) {
		problem_add(d->l, path, strerror(errno));
		return;
	}
	while ((e = readdir(dir))) {
		const char *sub;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		if (ends_with(e->d_name, ".usbdma")) {
			sub = arena_printf(d->l->a, "%s/%s", path, e->d_name);
			VEC_PUSH(d->l->a, d->out->v, d->out->n, d->out->cap, sub);
			continue;
		}
		if (e->d_type != DT_DIR && e->d_type != DT_UNKNOWN)
			continue;
		sub = arena_printf(d->l->a, "%s/%s", path, e->d_name);
		if (!lstat(sub, &st) && S_ISDIR(st.st_mode) && depth < MAX_FOLDERS)
			look_in(d, sub, depth + 1);
	}
	closedir(dir);
}

static void one_input(struct finder *d, const char *path);

static void read_list(struct finder *d, const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!in) {
		problem_add(d->l, path, strerror(errno));
		return;
	}
	while ((n = getline(&line, &cap, in)) > 0) {
		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r' || line[n - 1] == ' '))
			line[--n] = '\0';
		if (!n || *line == '#')
			continue;
		if (ends_with(line, ".o"))
			one_input(d, arena_printf(d->l->a, "%.*susbdma", (int)n - 1, line));
		else
			one_input(d, arena_intern(d->l->a, line));
	}
	free(line);
	fclose(in);
}

static void one_input(struct finder *d, const char *path)
{
	struct stat st;

	if (*path == '@') {
		read_list(d, path + 1);
	} else if (stat(path, &st)) {
		problem_add(d->l, path, strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		size_t n = strlen(path);

		while (n > 1 && path[n - 1] == '/')
			n--;
		look_in(d, arena_intern_n(d->l->a, path, n), 0);
	} else {
		VEC_PUSH(d->l->a, d->out->v, d->out->n, d->out->cap, path);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void files_find(struct link *l, const struct paths *inputs, struct paths *out)
{
	struct finder d = { .l = l, .out = out };
	size_t n = 0;

	for (size_t i = 0; i < inputs->n; i++)
		one_input(&d, inputs->v[i]);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_text);
	for (size_t i = 0; i < out->n; i++)
		if (!i || strcmp(out->v[i], out->v[i - 1]))
			out->v[n++] = out->v[i];
	out->n = n;
}
