// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plugin.c - where the plugin of a compiler is: named by --plugin, beside the
 * program (a checkout or an installation), in the user's cache; else it is
 * built into the cache.
 */
#define _GNU_SOURCE
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *program_dir(void)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return xstrdup(".");
	path[n] = '\0';
	return dir_name(path);
}

/* The sources to build from: a checkout's, or those that make install put down. */
static char *find_sources(const char *dir)
{
	const char *given = getenv("USBDMA_SRC");
	static const char *const at[] = { "/..", "/../lib/usbdma/src" };
	char *path;
	size_t i;

	if (given && *given)
		return full_path(given);
	for (i = 0; i < sizeof(at) / sizeof(*at); i++) {
		path = xprintf("%s%s", dir, at[i]);
		if (is_file(xprintf("%s/plugin/Makefile", path)))
			return full_path(path);
	}
	return NULL;
}

static bool make_dirs(const char *path)
{
	char *copy = xstrdup(path), *p;

	for (p = copy + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		if (mkdir(copy, 0777) && errno != EEXIST && !is_dir(copy))
			break;
		*p = '/';
	}
	free(copy);
	return !mkdir(path, 0777) || (errno == EEXIST && is_dir(path));
}

/* Of nobody else's making: /tmp is everyone's. */
static bool private_dir(const char *path, bool create)
{
	struct stat st;

	if (create && mkdir(path, 0700) && errno != EEXIST)
		return false;
	return !lstat(path, &st) && S_ISDIR(st.st_mode) && st.st_uid == getuid() &&
	       !(st.st_mode & 022);
}

static char *usual_cache(void)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (xdg && xdg[0] == '/')
		return xprintf("%s/usbdma", xdg);
	if (home && home[0] == '/')
		return xprintf("%s/.cache/usbdma", home);
	return NULL;
}

/*
 * $USBDMA_CACHE is taken at its word; a usual place that cannot be written is
 * replaced by a folder in $TMPDIR.
 */
char *cache_dir(char **why, bool for_writing)
{
	const char *given = getenv("USBDMA_CACHE"), *tmp = getenv("TMPDIR");
	char *dir = given && *given ? xstrdup(given) : usual_cache(), *other;
	int err = ENOENT;

	if (dir) {
		if (for_writing ? make_dirs(dir) && !access(dir, W_OK) : is_dir(dir))
			return dir;
		err = errno;
	}
	if (given && *given) {
		*why = xprintf("cannot write to USBDMA_CACHE=%s: %s", given, strerror(err));
		return NULL;
	}
	other = xprintf("%s/usbdma-%lu", tmp && *tmp ? tmp : "/tmp", (unsigned long)getuid());
	if (private_dir(other, for_writing))
		return other;
	*why = xprintf(
		"no place for the plugin: cannot write to %s (%s), nor to %s; set USBDMA_CACHE",
		       dir ? dir : "~/.cache", strerror(err), other);
	return NULL;
}

static char *existing(char *path)
{
	if (is_file(path))
		return path;
	free(path);
	return NULL;
}

/* Look, lock, look again, build: of many that start at once one builds. */
static char *build_locked(const struct options *o, const char *src, const struct compiler *c,
			  const char *dir, char **why)
{
	char *so = xprintf("%s/usbdma.so", dir), *lock = xprintf("%s/lock", dir);
	char *found = NULL;
	int fd;

	if (!make_dirs(dir) || (fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666)) < 0) {
		*why = xprintf("cannot write to the plugin cache %s: %s; set USBDMA_CACHE", dir,
			       strerror(errno));
		return NULL;
	}
	while (flock(fd, LOCK_EX) && errno == EINTR)
		spawn_check_signal();
	if (is_file(so) || plugin_build(o, src, c, dir, why))
		found = so;
	close(fd);
	return found;
}

static char *beside_program(const char *dir, const struct compiler *c)
{
	char *path = existing(xprintf("%s/%s/usbdma.so", dir, c->key));

	return path ? path : existing(xprintf("%s/../lib/usbdma/%s/usbdma.so", dir, c->key));
}

char *plugin_find(const struct options *o, const struct compiler *c, char **why)
{
	char *dir = program_dir(), *src, *cache, *name, *path;

	if (o->plugin) {
		if (is_file(o->plugin))
			return full_path(o->plugin);
		*why = xprintf("--plugin %s: %s", o->plugin, strerror(errno ? errno : ENOENT));
		return NULL;
	}
	path = beside_program(dir, c);
	if (path)
		return path;
	src = find_sources(dir);
	if (!src) {
		*why = xprintf(
			"no plugin for %s %s beside %s, and no sources to build it from; "
			"set USBDMA_SRC",
			       c->path, c->version, dir);
		return NULL;
	}
	name = xprintf("%s-%s", c->key, sources_hash(src));
	cache = cache_dir(why, false);
	path = cache ? existing(xprintf("%s/%s/usbdma.so", cache, name)) : NULL;
	if (path)
		return full_path(path);
	cache = cache_dir(why, true);
	if (!cache)
		return NULL;
	path = build_locked(o, src, c, xprintf("%s/%s", cache, name), why);
	return path ? full_path(path) : NULL;
}
