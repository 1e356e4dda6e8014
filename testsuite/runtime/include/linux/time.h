/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/time.h - see linux/ktime.h
 */
#ifndef RT_LINUX_TIME_H
#define RT_LINUX_TIME_H

#include <linux/ktime.h>
#include <linux/jiffies.h>

#endif
