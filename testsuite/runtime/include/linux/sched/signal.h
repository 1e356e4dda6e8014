/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/sched/signal.h - see linux/sched.h
 */
#ifndef RT_LINUX_SCHED_SIGNAL_H
#define RT_LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

#endif
