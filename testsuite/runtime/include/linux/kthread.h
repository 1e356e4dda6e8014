/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/kthread.h - threads of the kernel
 */
#ifndef RT_LINUX_KTHREAD_H
#define RT_LINUX_KTHREAD_H

#include <linux/sched.h>
#include <linux/err.h>

struct task_struct *kthread_create(int (*fn)(void *), void *data, const char *fmt, ...);
struct task_struct *kthread_run(int (*fn)(void *), void *data, const char *fmt, ...);
int kthread_stop(struct task_struct *k);
bool kthread_should_stop(void);
int wake_up_process(struct task_struct *k);

#endif
