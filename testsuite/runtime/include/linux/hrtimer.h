/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/hrtimer.h - fine timers
 */
#ifndef RT_LINUX_HRTIMER_H
#define RT_LINUX_HRTIMER_H

#include <linux/ktime.h>

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
enum hrtimer_mode { HRTIMER_MODE_ABS, HRTIMER_MODE_REL };

struct hrtimer {
	ktime_t expires;
	enum hrtimer_restart (*function)(struct hrtimer *t);
};

void hrtimer_init(struct hrtimer *t, int clock, enum hrtimer_mode mode);
void hrtimer_start(struct hrtimer *t, ktime_t tim, enum hrtimer_mode mode);
int hrtimer_cancel(struct hrtimer *t);

#endif
