/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/signal.h - signals
 */
#ifndef RT_LINUX_SIGNAL_H
#define RT_LINUX_SIGNAL_H

#include <linux/sched.h>

#define SIGINT 2
#define SIGKILL 9
#define SIGTERM 15
#define SIGIO 29
#define POLL_IN 1
#define POLL_OUT 2

#endif
