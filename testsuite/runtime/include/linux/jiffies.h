/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/jiffies.h - time in ticks
 */
#ifndef RT_LINUX_JIFFIES_H
#define RT_LINUX_JIFFIES_H

#include <linux/types.h>

#define HZ 250
extern unsigned long volatile jiffies;
u64 get_jiffies_64(void);
unsigned long msecs_to_jiffies(const unsigned int m);
unsigned long usecs_to_jiffies(const unsigned int u);
unsigned int jiffies_to_msecs(const unsigned long j);
#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
unsigned long round_jiffies(unsigned long j);
unsigned long round_jiffies_relative(unsigned long j);

#endif
