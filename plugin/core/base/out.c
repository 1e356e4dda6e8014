// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * out.c - text gathered in memory and written with one write(2), so that the
 * output of parallel compilers does not interleave.
 */
#include "out.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void __attribute__((noreturn)) out_of_memory(void)
{
	fputs("usbdma: out of memory\n", stderr);
	exit(2);
}

static void reserve(struct out *o, size_t more)
{
	size_t cap = o->cap ? o->cap : 4096;
	char *data;

	if (more > (size_t)-1 / 4 - o->len)
		out_of_memory();
	while (cap < o->len + more)
		cap *= 2;
	if (cap == o->cap)
		return;
	data = realloc(o->data, cap);
	if (!data)
		out_of_memory();
	o->data = data;
	o->cap = cap;
}

void out_bytes(struct out *o, const char *s, size_t len)
{
	if (!len)
		return;
	reserve(o, len);
	memcpy(o->data + o->len, s, len);
	o->len += len;
}

void out_str(struct out *o, const char *s)
{
	if (s)
		out_bytes(o, s, strlen(s));
}

void out_printf(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	reserve(o, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(o->data + o->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	o->len += (size_t)n;
}

static bool write_all(const char *s, size_t len, int fd)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n > 0) {
			s += n;
			len -= (size_t)n;
		} else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
			/* a non-blocking pipe, as some make's terminals are */
			poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
		} else if (n == 0 || errno != EINTR) {
			if (n == 0)
				errno = ENOSPC;
			return false;
		}
	}
	return true;
}

bool out_flush(struct out *o, int fd)
{
	bool done = write_all(o->data, o->len, fd);
	int saved = errno;

	free(o->data);
	memset(o, 0, sizeof(*o));
	errno = saved;
	return done;
}
