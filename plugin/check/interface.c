// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interface.c - where a unit's interface facts go: the object's path below the
 * folder that the user named.  The object is where Kbuild writes its dependencies,
 * else where the source is.
 */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* a/.b.o.d -> a/b */
static char *object_stem(const char *depfile)
{
	const char *base = base_name(depfile);
	size_t n = strlen(base);

	if (base[0] != '.' || n < 6 || strcmp(base + n - 4, ".o.d"))
		return NULL;
	return xprintf("%.*s%.*s", (int)(base - depfile), depfile, (int)n - 5, base + 1);
}

static void make_folders(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			usage_error("--interface: cannot make %s: %s", path, strerror(errno));
		*p = '/';
	}
}

char *interface_path(const struct options *o, const struct flags *f)
{
	char *stem = f->depfile ? object_stem(f->depfile) : NULL, *path;
	bool here = !strcmp(o->interface, ".");

	if (!stem) {
		size_t n = strlen(f->file);

		stem = xprintf("%.*s", ends_with(f->file, ".c") ? (int)n - 2 : (int)n, f->file);
	}
	for (char *p = stem; !here && (p = strstr(p, "../")); p += 3)
		p[0] = p[1] = '_';		/* stay below the folder */
	path = here ? xprintf("%s.usbdma", stem) :
		      xprintf("%s/%s.usbdma", o->interface, stem + (*stem == '/'));
	make_folders(path);
	free(stem);
	return path;
}
