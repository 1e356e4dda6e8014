/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * comments.h - the comments of a C file that speak to us, and the lines they
 * speak of.  Private to suppress.c.
 */
#ifndef USBDMA_COMMENTS_H
#define USBDMA_COMMENTS_H

#include <stddef.h>

struct remark_line {			/* a line of a comment that begins with usbdma: */
	const char *s;			/* behind "usbdma:", in the text */
	size_t len;			/* up to the end of the line or comment */
	unsigned line, col;
	unsigned target;		/* line of code it stands for; 0: none */
};

/* Find them: *n in a malloced array.  NULL when there are none. */
struct remark_line *find_comments(const char *text, size_t len, size_t *n);

#endif
