/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/sched/task_stack.h - is an address on the stack of the task?
 */
#ifndef RT_LINUX_SCHED_TASK_STACK_H
#define RT_LINUX_SCHED_TASK_STACK_H

#include <linux/sched.h>

int object_is_on_stack(const void *obj);

#endif
