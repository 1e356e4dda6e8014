// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tasklets: functions that run soon, like an interrupt.  `state` says whether one
 * is queued; a disabled one waits for its tasklet_enable().
 */
#include <linux/interrupt.h>

#include "core.h"

enum { QUEUED = 1, RUNNING = 2 };

static void run_tasklet(void *arg)
{
	struct tasklet_struct *t = arg;
	bool old = rt_in_irq;

	if (!(t->state & QUEUED))
		return;
	if (atomic_read(&t->count)) {
		rt_event(1000, run_tasklet, t);
		return;
	}
	t->state = RUNNING;
	rt_in_irq = true;
	if (t->use_callback)
		t->callback(t);
	else
		t->func(t->data);
	rt_in_irq = old;
	t->state &= ~RUNNING;
	rt_progress();
}

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t))
{
	memset(t, 0, sizeof(*t));
	t->callback = callback;
	t->use_callback = true;
}

void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long), unsigned long data)
{
	memset(t, 0, sizeof(*t));
	t->func = func;
	t->data = data;
}

void tasklet_schedule(struct tasklet_struct *t)
{
	if (t->state & QUEUED)
		return;
	t->state |= QUEUED;
	t->next = (void *)rt_event(10, run_tasklet, t);
}

void tasklet_hi_schedule(struct tasklet_struct *t)
{
	tasklet_schedule(t);
}

/* Waits until it has run; a disabled one never does, as in the kernel. */
void tasklet_kill(struct tasklet_struct *t)
{
	RT_API;

	if (rt_in_irq)
		rt_report(RT_X_ATOMIC, (rt_addr)t, 0);
	while (t->state && !rt_in_irq)
		rt_wait_step(~0ULL);
	t->state = 0;
	rt_progress();
}

void tasklet_disable(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
}

void tasklet_enable(struct tasklet_struct *t)
{
	atomic_dec(&t->count);
	rt_progress();
}
