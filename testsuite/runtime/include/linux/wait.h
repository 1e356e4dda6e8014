/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/wait.h - queues of those who wait
 */
#ifndef RT_LINUX_WAIT_H
#define RT_LINUX_WAIT_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/jiffies.h>
#include <linux/sched.h>

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

struct wait_queue_entry {
	unsigned int flags;
	void *private;
	int (*func)(struct wait_queue_entry *e, unsigned int mode, int flags, void *key);
	struct list_head entry;
};
typedef struct wait_queue_entry wait_queue_entry_t;

#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = { .head = LIST_HEAD_INIT(name.head) }
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)
#define DECLARE_WAITQUEUE(name, tsk) struct wait_queue_entry name = { .private = (tsk) }
#define DEFINE_WAIT(name) struct wait_queue_entry name = { .private = current }

void rt_init_waitqueue_head(struct wait_queue_head *wq);
#define init_waitqueue_head(wq) rt_init_waitqueue_head(wq)
void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e, int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e);
void wake_up(struct wait_queue_head *wq);
void wake_up_all(struct wait_queue_head *wq);
void wake_up_interruptible(struct wait_queue_head *wq);
#define wake_up_interruptible_all(wq) wake_up_all(wq)
int waitqueue_active(struct wait_queue_head *wq);
/* lets the others run until the next wake-up; <= 0 when the time is over */
long rt_wait(struct wait_queue_head *wq, long timeout);

#define __rt_wait_event(wq, cond, timeout) ({			\
	long __left = (timeout);				\
	while (!(cond)) {					\
		__left = rt_wait(&(wq), __left);		\
		if (__left <= 0)				\
			break;					\
	}							\
	__left;							\
})
#define wait_event(wq, cond) ((void)__rt_wait_event(wq, cond, MAX_SCHEDULE_TIMEOUT))
#define wait_event_interruptible(wq, cond) \
	(__rt_wait_event(wq, cond, MAX_SCHEDULE_TIMEOUT) < 0 ? -ERESTARTSYS : 0)
#define wait_event_killable(wq, cond) wait_event_interruptible(wq, cond)
#define wait_event_timeout(wq, cond, timeout) __rt_wait_event(wq, cond, timeout)
#define wait_event_interruptible_timeout(wq, cond, timeout) __rt_wait_event(wq, cond, timeout)
#define wait_event_lock_irq(wq, cond, lock) \
	do { spin_unlock_irq(&(lock)); wait_event(wq, cond); spin_lock_irq(&(lock)); } while (0)

#endif
