/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/semaphore.h - counting semaphores
 */
#ifndef RT_LINUX_SEMAPHORE_H
#define RT_LINUX_SEMAPHORE_H

#include <linux/spinlock.h>
#include <linux/list.h>

struct semaphore {
	spinlock_t lock;
	unsigned int count;
	struct list_head wait_list;
};

void sema_init(struct semaphore *sem, int val);
void down(struct semaphore *sem);
int __must_check down_interruptible(struct semaphore *sem);
int __must_check down_trylock(struct semaphore *sem);
void up(struct semaphore *sem);

#endif
