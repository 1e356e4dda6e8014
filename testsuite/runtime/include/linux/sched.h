/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/sched.h - the running task
 */
#ifndef RT_LINUX_SCHED_H
#define RT_LINUX_SCHED_H

#include <linux/types.h>
#include <linux/errno.h>

#define TASK_RUNNING 0
#define TASK_INTERRUPTIBLE 1
#define TASK_UNINTERRUPTIBLE 2
#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))

struct task_struct {
	pid_t pid;
	char comm[16];
};

struct task_struct *rt_current(void);
#define current rt_current()
void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
#define set_current_state(s) do { } while (0)
#define __set_current_state(s) do { } while (0)
int signal_pending(struct task_struct *p);
#define cond_resched() do { } while (0)

#endif
