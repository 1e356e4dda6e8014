/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/kfifo.h - rings of bytes
 */
#ifndef RT_LINUX_KFIFO_H
#define RT_LINUX_KFIFO_H

#include <linux/types.h>
#include <linux/spinlock.h>

struct __kfifo {
	unsigned int in, out, mask, esize;
	void *data;
};

struct kfifo {
	struct __kfifo kfifo;
};

int kfifo_alloc(struct kfifo *fifo, unsigned int size, gfp_t gfp);
void kfifo_free(struct kfifo *fifo);
unsigned int kfifo_in(struct kfifo *fifo, const void *buf, unsigned int n);
unsigned int kfifo_out(struct kfifo *fifo, void *buf, unsigned int n);
unsigned int kfifo_in_locked(struct kfifo *fifo, const void *buf, unsigned int n, spinlock_t *l);
unsigned int kfifo_out_locked(struct kfifo *fifo, void *buf, unsigned int n, spinlock_t *l);
unsigned int kfifo_len(struct kfifo *fifo);
unsigned int kfifo_avail(struct kfifo *fifo);
bool kfifo_is_empty(struct kfifo *fifo);
void kfifo_reset(struct kfifo *fifo);
void kfifo_reset_out(struct kfifo *fifo);

#endif
