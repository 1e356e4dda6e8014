// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * build.c - build the plugin for one compiler into a folder of the cache, with
 * the project's own Makefile.
 *
 * Called with the folder's lock held: what an earlier builder left when it was
 * killed is swept away first, and the finished plugin appears by rename.
 */
#define _GNU_SOURCE
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RETRY_SECONDS 600		/* a failed build is not repeated for every file */

static char *work_dir, *link_dir;	/* to sweep when a signal ends us */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path) && errno != ENOENT;
}

static void remove_tree(const char *path)
{
	if (path)
		nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static void sweep(void)
{
	remove_tree(work_dir);
	remove_tree(link_dir);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static uint64_t hash_bytes(uint64_t h, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return h;
}

static uint64_t hash_dir(uint64_t h, const char *src, const char *sub)
{
	char *path = xprintf("%s/%s", src, sub), *text, *name;
	struct strv names = { 0 };
	struct dirent *e;
	DIR *d = opendir(path);
	size_t i, len;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.')
			strv_add(&names, e->d_name);
	if (d)
		closedir(d);
	if (names.n)
		qsort(names.v, names.n, sizeof(*names.v), by_name);
	for (i = 0; i < names.n; i++) {
		if (ends_with(names.v[i], ".md"))
			continue;	/* prose: no part of the plugin */
		name = xprintf("%s/%s", path, names.v[i]);
		text = read_path(name, &len);
		if (!text) {
			h = hash_dir(h, name, ".");	/* a folder, if anything */
			continue;
		}
		h = hash_bytes(h, names.v[i], strlen(names.v[i]) + 1);
		h = hash_bytes(h, text, len);
		free(text);
	}
	return h;
}

char *sources_hash(const char *src)
{
	uint64_t h = hash_bytes(0xcbf29ce484222325u, USBDMA_VERSION, sizeof(USBDMA_VERSION));

	h = hash_dir(h, src, "plugin");
	h = hash_dir(h, src, "rules");
	return xprintf("%016llx", (unsigned long long)h);
}

static bool plain(const char *path)
{
	return path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			   "_-+.,@/")] == '\0';
}

/* make and sh stumble over blanks and quotes: give them a link without. */
static char *plain_name(const char *path, const char *name, char **why)
{
	char template[] = "/tmp/usbdma-XXXXXX", *link;

	if (plain(path))
		return xstrdup(path);
	if (!link_dir) {
		if (!mkdtemp(template)) {
			*why = xprintf(
				"cannot build the plugin: %s: %s", template, strerror(errno));
			return NULL;
		}
		link_dir = xstrdup(template);
	}
	link = xprintf("%s/%s", link_dir, name);
	if (symlink(path, link)) {
		*why = xprintf("cannot build the plugin: %s: %s", link, strerror(errno));
		return NULL;
	}
	return link;
}

/* Nothing of the kernel's environment (CC, AR, MAKEFLAGS, ...) may leak in. */
static void clean_environment(struct strv *env)
{
	static const char *const keep[] = { "PATH", "HOME", "TMPDIR", "USER", "LOGNAME" };
	const char *value;
	size_t i;

	for (i = 0; i < sizeof(keep) / sizeof(*keep); i++) {
		value = getenv(keep[i]);
		if (value)
			strv_add(env, xprintf("%s=%s", keep[i], value));
	}
	strv_add(env, "LC_ALL=C");
	strv_add(env, "CCACHE_DISABLE=1");
}

/* The line of the log that says most. */
static char *first_error(const char *log)
{
	static const char *const leads[] = {
		"No space left", "File too large", "File size limit", "error:", "not found",
		"usbdma:", "Error ",
	};
	char *text = read_path(log, NULL);
	const char *p = NULL;
	size_t i;

	for (i = 0; text && !p && i < sizeof(leads) / sizeof(*leads); i++)
		p = strstr(text, leads[i]);
	if (!p)
		return xstrdup("make fails");
	while (p > text && p[-1] != '\n')
		p--;
	return xprintf("%.*s", (int)strcspn(p, "\n"), p);
}

/* On failure what make said is kept, and says that it failed: see hopeless(). */
static void keep_log(const struct compiler *c, const char *made, const char *log, char **why)
{
	char *text = first_error(made);

	if (rename(made, log))
		*why = xprintf("cannot build the plugin for %s %s: %s", c->path, c->version, text);
	else
		*why = xprintf("cannot build the plugin for %s %s: %s (all of it: %s)", c->path,
			       c->version, text, log);
}

static bool run_make(const char *src, const struct compiler *c, const char *log, char **why)
{
	struct strv argv = { 0 }, env = { 0 };
	struct spawn s = { .argv = &argv, .env = &env, .dir = "/" };
	char *makefile = plain_name(src, "src", why);
	char *out = makefile ? plain_name(work_dir, "out", why) : NULL;
	const char *base = base_name(c->path);
	char *cc = out ? plain_name(c->path, plain(base) ? base : "gcc", why) : NULL;
	char *part = xprintf("%s/build.log", work_dir);
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);	/* the others wait for this build */
	int status;

	if (!cc)
		return false;
	s.out = s.err = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (s.out < 0) {
		*why = xprintf("cannot write to the plugin cache: %s: %s", part, strerror(errno));
		return false;
	}
	strv_add(&argv, "make");
	strv_add(&argv, xprintf("-j%ld", cpus < 1 ? 1 : cpus > 8 ? 8 : cpus));
	strv_add(&argv, "-f");
	strv_add(&argv, xprintf("%s/plugin/Makefile", makefile));
	strv_add(&argv, "plugin");
	strv_add(&argv, xprintf("CC=%s", cc));
	strv_add(&argv, xprintf("BUILD=%s", out));
	clean_environment(&env);
	status = spawn(&s);
	if (status < 0)
		*why = xprintf("cannot build the plugin: make: %s", strerror(errno));
	else if (status)
		keep_log(c, part, log, why);
	close(s.out);
	return !status;
}

/* No try where it is known to fail: without headers, or just failed. */
static bool hopeless(const struct compiler *c, const char *log, char **why)
{
	const char *major = c->version;
	struct stat st;

	if (!is_file(xprintf("%s/include/gcc-plugin.h", c->plugin_dir))) {
		/* Debian has one package for the host's compiler and one for each target */
		const char *cross = strstr(base_name(c->path), c->machine);
		char *suffix = cross ? xprintf("-%s", c->machine) : xstrdup("");
		char *p;

		for (p = suffix; *p; p++)
			if (*p == '_')
				*p = '-';
		*why = xprintf(
			"plugin headers of %s missing: apt-get install gcc-%.*s-plugin-dev%s",
			       c->path, (int)strcspn(major, "."), major, suffix);
		return true;
	}
	if (!stat(log, &st) && time(NULL) - st.st_mtime < RETRY_SECONDS && st.st_size) {
		*why = xprintf(
			"the plugin for %s %s could not be built: %s (remove %s to try again)",
			       c->path, c->version, first_error(log), log);
		return true;
	}
	return false;
}

bool plugin_build(const struct options *o, const char *src, const struct compiler *c,
		  const char *dir, char **why)
{
	char *log = xprintf("%s/build.log", dir);
	char *made;
	bool ok = false;

	if (hopeless(c, log, why))
		return false;
	if (!o->quiet)
		fprintf(stderr, "usbdma-check: building the plugin for %s %s, once\n", c->path,
			c->version);
	work_dir = xprintf("%s/build", dir);
	spawn_cleanup = sweep;
	remove_tree(work_dir);
	if (mkdir(work_dir, 0777)) {
		*why = xprintf(
			"cannot write to the plugin cache: %s: %s", work_dir, strerror(errno));
	} else if (run_make(src, c, log, why)) {
		made = xprintf("%s/%s/usbdma.so", work_dir, c->key);
		ok = !rename(made, xprintf("%s/usbdma.so", dir));
		if (!ok)
			keep_log(c, xprintf("%s/build.log", work_dir), log, why);
	}
	sweep();
	spawn_cleanup = NULL;
	if (ok)
		unlink(log);
	return ok;
}
