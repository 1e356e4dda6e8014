/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/delay.h - waiting
 */
#ifndef RT_LINUX_DELAY_H
#define RT_LINUX_DELAY_H

#include <linux/types.h>

void msleep(unsigned int msecs);
unsigned long msleep_interruptible(unsigned int msecs);
void ssleep(unsigned int seconds);
void usleep_range(unsigned long min, unsigned long max);
void fsleep(unsigned long usecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);
void ndelay(unsigned long nsecs);

#endif
