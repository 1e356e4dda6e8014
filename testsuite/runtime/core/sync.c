// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Locks, completions, wait queues.  One task runs at a time and none is
 * interrupted, so a spinlock that is held already is a deadlock; what matters of
 * it is that nobody may sleep meanwhile.
 */
#include <linux/semaphore.h>
#include <linux/rwsem.h>

#include "core.h"

unsigned long rt_local_irq_save(void);
unsigned long rt_spin_lock_irqsave(spinlock_t *lock);

static int irqs_off;

static void deadlock(const void *lock)
{
	rt_report(RT_X_HANG, (rt_addr)lock, 0);
	rt_finish(3);
}

void rt_spin_lock_init(spinlock_t *lock)
{
	lock->slock = 0;
}

void spin_lock(spinlock_t *lock)
{
	RT_API;

	if (lock->slock)
		deadlock(lock);
	lock->slock = 1;
	rt_atomic++;
}

void spin_unlock(spinlock_t *lock)
{
	lock->slock = 0;
	rt_atomic--;
}

int spin_trylock(spinlock_t *lock)
{
	if (lock->slock)
		return 0;
	spin_lock(lock);
	return 1;
}

bool spin_is_locked(spinlock_t *lock)
{
	return lock->slock;
}

void local_irq_disable(void)
{
	irqs_off++;
	rt_atomic++;
}

void local_irq_enable(void)
{
	irqs_off--;
	rt_atomic--;
}

unsigned long arch_local_irq_save(void)
{
	local_irq_disable();
	return 0;
}

void local_irq_restore(unsigned long flags)
{
	local_irq_enable();
}

bool irqs_disabled(void)
{
	return irqs_off > 0;
}

void spin_lock_irq(spinlock_t *lock)
{
	RT_API;

	spin_lock(lock);
	irqs_off++;
}

void spin_unlock_irq(spinlock_t *lock)
{
	irqs_off--;
	spin_unlock(lock);
}

unsigned long _raw_spin_lock_irqsave(spinlock_t *lock)
{
	RT_API;

	spin_lock_irq(lock);
	return 0;
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	spin_unlock_irq(lock);
}

void spin_lock_bh(spinlock_t *lock)
{
	RT_API;

	spin_lock(lock);
}

void spin_unlock_bh(spinlock_t *lock)
{
	spin_unlock(lock);
}

void local_bh_disable(void)
{
	rt_atomic++;
}

void local_bh_enable(void)
{
	rt_atomic--;
}

void preempt_disable(void)
{
	rt_atomic++;
}

void preempt_enable(void)
{
	rt_atomic--;
}

/* ---- sleeping locks ---- */

static void may_sleep(const void *what)
{
	if (rt_atomic || rt_in_irq)
		rt_report(RT_X_ATOMIC, (rt_addr)what, 0);
}

void rt_mutex_init(struct mutex *lock)
{
	lock->owner.counter = 0;
	INIT_LIST_HEAD(&lock->wait_list);
}

void mutex_destroy(struct mutex *lock)
{
}

void mutex_lock(struct mutex *lock)
{
	RT_API;

	may_sleep(lock);
	while (lock->owner.counter)
		rt_wait_step(~0ULL);
	lock->owner.counter = 1;
}

int mutex_lock_interruptible(struct mutex *lock)
{
	RT_API;

	mutex_lock(lock);
	return 0;
}

int mutex_lock_killable(struct mutex *lock)
{
	RT_API;

	mutex_lock(lock);
	return 0;
}

int mutex_trylock(struct mutex *lock)
{
	if (lock->owner.counter)
		return 0;
	lock->owner.counter = 1;
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	lock->owner.counter = 0;
	rt_progress();
}

bool mutex_is_locked(struct mutex *lock)
{
	return lock->owner.counter;
}

void device_lock(struct device *dev)
{
	RT_API;

	mutex_lock(&dev->mutex);
}

int device_trylock(struct device *dev)
{
	return mutex_trylock(&dev->mutex);
}

void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

/* ---- completions ---- */

void complete(struct completion *x)
{
	if (x->done != ~0U)
		x->done++;
	rt_progress();
}

void complete_all(struct completion *x)
{
	x->done = ~0U;
	rt_progress();
}

bool try_wait_for_completion(struct completion *x)
{
	if (!x->done)
		return false;
	if (x->done != ~0U)
		x->done--;
	return true;
}

bool completion_done(struct completion *x)
{
	return x->done;
}

static unsigned long wait_for(struct completion *x, unsigned long timeout)
{
	bool ever = timeout >= (unsigned long)MAX_SCHEDULE_TIMEOUT;
	unsigned long long deadline = ever ? ~0ULL : rt_now + timeout * 4000ULL;

	may_sleep(x);
	while (!x->done)
		if (rt_wait_step(deadline) && !x->done)
			return 0;
	try_wait_for_completion(x);
	rt_progress();
	if (ever)
		return MAX_SCHEDULE_TIMEOUT;
	return deadline > rt_now ? (deadline - rt_now + 3999) / 4000 : 1;
}

void wait_for_completion(struct completion *x)
{
	RT_API;

	wait_for(x, MAX_SCHEDULE_TIMEOUT);
}

int wait_for_completion_interruptible(struct completion *x)
{
	RT_API;

	wait_for(x, MAX_SCHEDULE_TIMEOUT);
	return 0;
}

int wait_for_completion_killable(struct completion *x)
{
	RT_API;

	wait_for(x, MAX_SCHEDULE_TIMEOUT);
	return 0;
}

unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	RT_API;

	return wait_for(x, timeout);
}

long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	RT_API;

	return wait_for(x, timeout);
}

long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	RT_API;

	return wait_for(x, timeout);
}

/* ---- wait queues: whoever waits looks at its condition whenever something happened ---- */

void rt_init_waitqueue_head(struct wait_queue_head *wq)
{
	wq->lock.slock = 0;
	INIT_LIST_HEAD(&wq->head);
}

long rt_wait(struct wait_queue_head *wq, long timeout)
{
	unsigned long long start = rt_now;
	bool ever = timeout == MAX_SCHEDULE_TIMEOUT;
	RT_API;

	may_sleep(wq);
	rt_wait_step(ever ? ~0ULL : rt_now + timeout * 4000ULL);
	return ever ? timeout : timeout - (long)((rt_now - start) / 4000);
}

void wake_up(struct wait_queue_head *wq)
{
	rt_wake(wq);
}

void wake_up_all(struct wait_queue_head *wq)
{
	rt_wake(wq);
}

void wake_up_interruptible(struct wait_queue_head *wq)
{
	rt_wake(wq);
}

int waitqueue_active(struct wait_queue_head *wq)
{
	return !list_empty(&wq->head);
}
