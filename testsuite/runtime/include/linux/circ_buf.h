/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/circ_buf.h - rings of bytes, by hand
 */
#ifndef RT_LINUX_CIRC_BUF_H
#define RT_LINUX_CIRC_BUF_H

struct circ_buf {
	char *buf;
	int head;
	int tail;
};

#define CIRC_CNT(head, tail, size) (((head) - (tail)) & ((size) - 1))
#define CIRC_SPACE(head, tail, size) CIRC_CNT((tail), ((head) + 1), (size))

#endif
