/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/mutex.h - locks that sleep
 */
#ifndef RT_LINUX_MUTEX_H
#define RT_LINUX_MUTEX_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/cleanup.h>

struct mutex {
	atomic64_t owner;
	spinlock_t wait_lock;
	struct list_head wait_list;
};

#define DEFINE_MUTEX(name) struct mutex name = { .wait_list = LIST_HEAD_INIT(name.wait_list) }
void rt_mutex_init(struct mutex *lock);
#define mutex_init(lock) rt_mutex_init(lock)
#define __mutex_init(lock, name, key) rt_mutex_init(lock)
void mutex_destroy(struct mutex *lock);
void mutex_lock(struct mutex *lock);
int __must_check mutex_lock_interruptible(struct mutex *lock);
int __must_check mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);
#define mutex_lock_nested(lock, sub) mutex_lock(lock)

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))

#endif
