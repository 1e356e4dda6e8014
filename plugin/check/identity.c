// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * identity.c - version, target and configuration of a compiler, which decide
 * what plugin it loads.  Asked once (gcc -v, -print-file-name=plugin) and
 * remembered in the cache by path, size, time and inode of the program.
 */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_FIELDS 6			/* stamp, kind, version, machine, key, plugin_dir */

/* cksum(1), as plugin-key.sh uses it. */
static uint32_t cksum(const char *s, size_t len)
{
	uint32_t crc = 0;
	size_t i, n;
	int bit;

	for (i = 0, n = len; i < len || n; i++) {
		unsigned char c;

		if (i < len) {
			c = (unsigned char)s[i];
		} else {
			c = n & 0xff;
			n >>= 8;
		}
		crc ^= (uint32_t)c << 24;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 0x80000000u ? crc << 1 ^ 0x04c11db7u : crc << 1;
	}
	return ~crc;
}

/* What the compiler prints with one more argument, stdout and stderr; NULL: *why. */
static char *ask(const struct compiler *c, const char *arg, char **why)
{
	struct strv argv = { 0 };
	struct spawn s = { .argv = &argv, .messages_c = true };
	char *text = NULL;
	int status;

	strv_add(&argv, c->path);
	strv_add(&argv, arg);
	s.out = s.err = memory_file("usbdma-check");
	if (s.out < 0) {
		*why = xprintf("no memory for the compiler's answer: %s", strerror(errno));
		return NULL;
	}
	status = spawn(&s);
	if (status == 0)
		text = read_fd(s.out, NULL);
	else if (status < 0)
		*why = xprintf("%s cannot be started: %s", c->path, strerror(errno));
	else
		*why = xprintf("'%s %s' fails with status %d", c->path, arg, status);
	close(s.out);
	return text;
}

/* The rest of the line that starts with lead; NULL: there is none. */
static char *line_after(const char *text, const char *lead)
{
	const char *p = text;

	while (p && !starts_with(p, lead)) {
		p = strchr(p, '\n');
		if (p)
			p++;
	}
	if (!p)
		return NULL;
	p += strlen(lead);
	return xprintf("%.*s", (int)strcspn(p, "\n"), p);
}

static bool ask_gcc(struct compiler *c, char **why)
{
	char *text = ask(c, "-v", why), *config, *dir;

	if (!text)
		return false;
	c->clang = strstr(text, "clang version") != NULL;
	c->machine = line_after(text, "Target: ");
	c->version = line_after(text, "gcc version ");
	config = line_after(text, "Configured with: ");
	if (c->clang) {
		c->version = xstrdup("");
		c->machine = c->key = c->plugin_dir = c->version;
		return true;
	}
	if (!c->version || !c->machine || !config) {
		*why = xprintf(
			"%s is not a GCC: '-v' does not name version, target and configuration",
			       c->path);
		return false;
	}
	c->version[strcspn(c->version, " ")] = '\0';
	config = xprintf("%s\n", config);
	c->key = xprintf("%s-%s-%lu", c->version, c->machine,
			 (unsigned long)cksum(config, strlen(config)));
	dir = ask(c, "-print-file-name=plugin", why);
	if (!dir)
		return false;
	dir[strcspn(dir, "\n")] = '\0';
	c->plugin_dir = dir;
	return true;
}

/* The line's first field: NULL when the program cannot be named on a line. */
static char *stamp(const char *path)
{
	struct stat st;

	if (strpbrk(path, "\t\n") || stat(path, &st))
		return NULL;
	return xprintf("%s %lld %lld.%09ld %llu", path, (long long)st.st_size,
		       (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
		       (unsigned long long)st.st_ino);
}

static void take(struct compiler *c, char *const *field)
{
	c->clang = !strcmp(field[1], "clang");
	c->version = xstrdup(field[2]);
	c->machine = xstrdup(field[3]);
	c->key = xstrdup(field[4]);
	c->plugin_dir = xstrdup(field[5]);
}

/* The last line with that stamp counts; a line of another shape is passed over. */
static bool remembered(struct compiler *c, const char *file, const char *key)
{
	char *text = read_path(file, NULL), *line, *next, *field[N_FIELDS];
	bool found = false;
	int n;

	for (line = text; line && (next = strchr(line, '\n')); line = next) {
		*next++ = '\0';
		for (n = 0; line && n < N_FIELDS; n++) {
			field[n] = line;
			line = strchr(line, '\t');
			if (line)
				*line++ = '\0';
		}
		if (n < N_FIELDS || line || strcmp(field[0], key))
			continue;
		take(c, field);
		found = true;
	}
	free(text);
	return found;
}

static void remember(const struct compiler *c, const char *file, const char *key)
{
	char *line = xprintf("%s\t%s\t%s\t%s\t%s\t%s\n", key, c->clang ? "clang" : "gcc",
			     c->version, c->machine, c->key, c->plugin_dir);
	int fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	/* a full disk costs the next start two runs of the compiler, no more */
	if (fd >= 0) {
		if (write(fd, line, strlen(line)) < 0)
			errno = 0;
		close(fd);
	}
	free(line);
}

bool compiler_identify(struct compiler *c, bool again, char **why)
{
	char *no_cache = NULL, *dir = cache_dir(&no_cache, false), *key = stamp(c->path);
	char *file = dir && key ? xprintf("%s/compilers", dir) : NULL;

	if (file && !again && remembered(c, file, key))
		return true;
	if (!ask_gcc(c, why))
		return false;
	dir = cache_dir(&no_cache, true);
	if (dir && key)
		remember(c, xprintf("%s/compilers", dir), key);
	return true;
}
