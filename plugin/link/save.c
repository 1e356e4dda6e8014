// SPDX-License-Identifier: GPL-2.0-or-later
/* save.c - a file appears complete, or stays as it was. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link.h"
#include "out.h"

bool save(const char *path, struct out *o)
{
	size_t n = strlen(path) + 32;
	char *tmp = malloc(n);
	bool good = false;
	int fd = -1, e;

	if (tmp) {
		snprintf(tmp, n, "%s.%ld.tmp", path, (long)getpid());
		fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	}
	if (fd >= 0) {
		good = out_flush(o, fd);
		e = errno;
		good = !close(fd) && good;
		if (!good)
			errno = e;
		good = good && !rename(tmp, path);
		e = errno;
		if (!good)
			unlink(tmp);
		errno = e;
	}
	e = errno;
	free(o->data);
	memset(o, 0, sizeof(*o));
	free(tmp);
	errno = e;
	return good;
}
