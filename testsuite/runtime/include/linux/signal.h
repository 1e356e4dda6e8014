/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/signal.h - signals
 */
#ifndef RT_LINUX_SIGNAL_H
#define RT_LINUX_SIGNAL_H

#include <linux/sched.h>

#endif
