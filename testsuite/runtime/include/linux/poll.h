/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/poll.h - waiting for files
 */
#ifndef RT_LINUX_POLL_H
#define RT_LINUX_POLL_H

#include <linux/fs.h>
#include <linux/wait.h>

typedef struct poll_table_struct {
	void *qproc;
} poll_table;

void poll_wait(struct file *f, wait_queue_head_t *wq, poll_table *p);

#define POLLIN 0x0001
#define POLLOUT 0x0004
#define POLLERR 0x0008
#define POLLHUP 0x0010
#define POLLRDNORM 0x0040
#define POLLWRNORM 0x0100
#define EPOLLIN ((__force __poll_t)POLLIN)
#define EPOLLOUT ((__force __poll_t)POLLOUT)
#define EPOLLERR ((__force __poll_t)POLLERR)
#define EPOLLHUP ((__force __poll_t)POLLHUP)
#define EPOLLRDNORM ((__force __poll_t)POLLRDNORM)
#define EPOLLWRNORM ((__force __poll_t)POLLWRNORM)

#endif
