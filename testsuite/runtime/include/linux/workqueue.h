/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/workqueue.h - work in process context
 */
#ifndef RT_LINUX_WORKQUEUE_H
#define RT_LINUX_WORKQUEUE_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/timer.h>
#include <linux/container_of.h>

struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	atomic_long_t data;
	struct list_head entry;
	work_func_t func;
};

struct workqueue_struct;

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};

void rt_init_work(struct work_struct *work, work_func_t fn);
void rt_init_delayed_work(struct delayed_work *work, work_func_t fn);
#define INIT_WORK(work, fn) rt_init_work(work, fn)
#define INIT_DELAYED_WORK(work, fn) rt_init_delayed_work(work, fn)
#define DECLARE_WORK(name, fn) struct work_struct name = { .func = (fn) }
#define DECLARE_DELAYED_WORK(name, fn) struct delayed_work name = { .work = { .func = (fn) } }
#define to_delayed_work(w) container_of(w, struct delayed_work, work)

#define WQ_UNBOUND 2
#define WQ_FREEZABLE 4
#define WQ_MEM_RECLAIM 8
#define WQ_HIGHPRI 16

extern struct workqueue_struct *system_wq;
extern struct workqueue_struct *system_long_wq;
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max, ...);
struct workqueue_struct *alloc_ordered_workqueue(const char *fmt, unsigned int flags, ...);
struct workqueue_struct *create_singlethread_workqueue(const char *name);
void destroy_workqueue(struct workqueue_struct *wq);
void flush_workqueue(struct workqueue_struct *wq);
bool queue_work(struct workqueue_struct *wq, struct work_struct *work);
bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *work,
			unsigned long delay);
bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *work,
		      unsigned long delay);
bool schedule_work(struct work_struct *work);
bool schedule_delayed_work(struct delayed_work *work, unsigned long delay);
bool flush_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
bool cancel_work(struct work_struct *work);
bool cancel_delayed_work(struct delayed_work *work);
bool cancel_delayed_work_sync(struct delayed_work *work);
bool flush_delayed_work(struct delayed_work *work);
#define work_pending(work) 0
#define flush_scheduled_work() do { } while (0)

#endif
