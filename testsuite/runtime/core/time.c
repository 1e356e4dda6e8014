// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Delays, timers, tasklets, work.  A work item runs as a task with a stack of
 * its own, a timer like an interrupt.
 */
#include <linux/timer.h>
#include <linux/ktime.h>

#include "core.h"

void msleep(unsigned int msecs)
{
	unsigned long long deadline = rt_now + msecs * 1000ULL;
	RT_API;

	if (rt_in_irq)
		rt_report(RT_X_ATOMIC, 0, 0);
	while (!rt_wait_step(deadline))
		;
	rt_progress();
}

unsigned long msleep_interruptible(unsigned int msecs)
{
	RT_API;

	msleep(msecs);
	return 0;
}

void ssleep(unsigned int seconds)
{
	RT_API;

	msleep(seconds * 1000);
}

void usleep_range(unsigned long min, unsigned long max)
{
	RT_API;

	msleep(min / 1000 + 1);
}

void fsleep(unsigned long usecs)
{
	RT_API;

	msleep(usecs / 1000 + 1);
}

void udelay(unsigned long usecs)
{
	rt_let_pass(rt_now + usecs);
}

void mdelay(unsigned long msecs)
{
	rt_let_pass(rt_now + msecs * 1000);
}

void ndelay(unsigned long nsecs)
{
	rt_let_pass(rt_now + 1);
}

unsigned long msecs_to_jiffies(const unsigned int m)
{
	return (m + 3UL) / 4;
}

unsigned long usecs_to_jiffies(const unsigned int u)
{
	return (u + 3999UL) / 4000;
}

unsigned int jiffies_to_msecs(const unsigned long j)
{
	return j * 4;
}

u64 get_jiffies_64(void)
{
	return jiffies;
}

unsigned long round_jiffies(unsigned long j)
{
	return j;
}

unsigned long round_jiffies_relative(unsigned long j)
{
	return j;
}

ktime_t ktime_get(void)
{
	return rt_now * 1000;
}

ktime_t ktime_get_real(void)
{
	return rt_now * 1000;
}

u64 ktime_get_ns(void)
{
	return rt_now * 1000;
}

void schedule(void)
{
	RT_API;

	rt_wait_step(rt_now + 1000);
	rt_progress();
}

long schedule_timeout(long timeout)
{
	long left = rt_wait_prepared(timeout);
	RT_API;

	if (left >= 0)
		return left;
	if (timeout == MAX_SCHEDULE_TIMEOUT)
		rt_wait_step(~0ULL);
	else
		msleep(timeout * 4);
	return 0;
}

long schedule_timeout_interruptible(long timeout)
{
	RT_API;

	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	RT_API;

	return schedule_timeout(timeout);
}

int signal_pending(struct task_struct *p)
{
	return 0;
}

struct task_struct *rt_current(void)
{
	static struct task_struct task;

	task.pid = rt_task_id() + 1;
	return &task;
}

/* ---- timers: entry.next holds the id of the event ---- */

static void fire(void *arg)
{
	struct timer_list *t = arg;
	bool old = rt_in_irq;

	t->entry.next = NULL;
	rt_in_irq = true;
	t->function(t);
	rt_in_irq = old;
}

void rt_timer_setup(struct timer_list *t, void (*fn)(struct timer_list *), unsigned int flags)
{
	memset(t, 0, sizeof(*t));
	t->function = fn;
	t->flags = flags;
}

int del_timer(struct timer_list *t)
{
	int pending = t->entry.next != NULL;

	if (pending)
		rt_event_cancel((unsigned long)t->entry.next);
	t->entry.next = NULL;
	return pending;
}

int mod_timer(struct timer_list *t, unsigned long expires)
{
	int pending = del_timer(t);
	unsigned long wait = time_after(expires, jiffies) ? expires - jiffies : 0;

	t->expires = expires;
	t->entry.next = (void *)rt_event(wait * 4000ULL, fire, t);
	return pending;
}

void add_timer(struct timer_list *t)
{
	mod_timer(t, t->expires);
}

int del_timer_sync(struct timer_list *t)
{
	return del_timer(t);
}

int timer_delete_sync(struct timer_list *t)
{
	return del_timer(t);
}

int timer_shutdown_sync(struct timer_list *t)
{
	return del_timer(t);
}

int timer_pending(const struct timer_list *t)
{
	return t->entry.next != NULL;
}

/* ---- work: data.counter says whether it is queued ---- */

struct workqueue_struct {
	int unused;
};

static struct workqueue_struct the_queue;
struct workqueue_struct *system_wq = &the_queue, *system_long_wq = &the_queue;
static struct work_struct *running[64];

static void run_work(void *arg)
{
	struct work_struct *work = arg;
	int i = 0;

	if (!work->data.counter)
		return;			/* cancelled before it began */
	work->data.counter = 0;
	while (i < 63 && running[i])
		i++;
	running[i] = work;
	work->func(work);
	running[i] = NULL;
	rt_progress();
}

static bool is_running(const struct work_struct *work)
{
	for (int i = 0; i < 64; i++)
		if (running[i] == work)
			return true;
	return false;
}

void rt_init_work(struct work_struct *work, work_func_t fn)
{
	work->data.counter = 0;
	INIT_LIST_HEAD(&work->entry);
	work->func = fn;
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->data.counter)
		return false;
	work->data.counter = 1;
	rt_task_new(run_work, work);
	return true;
}

bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

bool flush_work(struct work_struct *work)
{
	bool was = work->data.counter || is_running(work);
	RT_API;

	while (work->data.counter || is_running(work))
		rt_wait_step(~0ULL);
	rt_progress();
	return was;
}

bool cancel_work(struct work_struct *work)
{
	bool was = work->data.counter;

	work->data.counter = 0;
	return was;
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was = cancel_work(work);
	RT_API;

	flush_work(work);
	return was;
}

static void delay_over(struct timer_list *t)
{
	struct delayed_work *work = container_of(t, struct delayed_work, timer);

	queue_work(system_wq, &work->work);
}

void rt_init_delayed_work(struct delayed_work *work, work_func_t fn)
{
	rt_init_work(&work->work, fn);
	rt_timer_setup(&work->timer, delay_over, 0);
}

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *work,
			unsigned long delay)
{
	if (work->work.data.counter || timer_pending(&work->timer))
		return false;
	work->timer.function = delay_over;
	mod_timer(&work->timer, jiffies + delay);
	return true;
}

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *work,
		      unsigned long delay)
{
	bool was = del_timer(&work->timer);

	queue_delayed_work(wq, work, delay);
	return was;
}

bool schedule_delayed_work(struct delayed_work *work, unsigned long delay)
{
	return queue_delayed_work(system_wq, work, delay);
}

bool cancel_delayed_work(struct delayed_work *work)
{
	return del_timer(&work->timer) | cancel_work(&work->work);
}

bool cancel_delayed_work_sync(struct delayed_work *work)
{
	bool was = del_timer(&work->timer);
	RT_API;

	return cancel_work_sync(&work->work) || was;
}

bool flush_delayed_work(struct delayed_work *work)
{
	RT_API;

	if (del_timer(&work->timer))
		queue_work(system_wq, &work->work);
	return flush_work(&work->work);
}

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max, ...)
{
	return &the_queue;
}

struct workqueue_struct *alloc_ordered_workqueue(const char *fmt, unsigned int flags, ...)
{
	return &the_queue;
}

struct workqueue_struct *create_singlethread_workqueue(const char *name)
{
	return &the_queue;
}

void flush_workqueue(struct workqueue_struct *wq)
{
	for (int i = 0; i < 64; i++)
		while (running[i])
			rt_wait_step(~0ULL);
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	flush_workqueue(wq);
}

/* ---- a function on another task's stack ---- */

struct call {
	void (*fn)(void *);
	void *arg;
	bool done;
};

static void run_call(void *arg)
{
	struct call *call = arg;

	call->fn(call->arg);
	call->done = true;
}

int rt_run_task(void (*fn)(void *), void *arg)
{
	struct call call = { fn, arg, false };

	rt_task_new(run_call, &call);
	while (!call.done)
		rt_wait_step(~0ULL);
	return 0;
}
