/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * out.h - text gathered in memory and written with one write(2).
 */
#ifndef USBDMA_OUT_H
#define USBDMA_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct out {
	char *data;			/* not NUL-terminated */
	size_t len, cap;
};

void out_bytes(struct out *o, const char *s, size_t len);
void out_str(struct out *o, const char *s);	/* NULL: nothing */
void out_printf(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Write everything and free it.  One write(2); the rest follows when the
 * kernel took less.  False with errno set when it failed.
 */
bool out_flush(struct out *o, int fd);

#endif
