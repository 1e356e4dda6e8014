/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ktime.h - time in nanoseconds
 */
#ifndef RT_LINUX_KTIME_H
#define RT_LINUX_KTIME_H

#include <linux/types.h>

ktime_t ktime_get(void);
ktime_t ktime_get_real(void);
u64 ktime_get_ns(void);
time64_t ktime_get_real_seconds(void);
#define ktime_sub(a, b) ((a) - (b))
#define ktime_to_ms(t) ((t) / 1000000)
#define ktime_to_us(t) ((t) / 1000)
#define ktime_to_ns(t) (t)
#define ms_to_ktime(ms) ((ktime_t)(ms) * 1000000)
#define ktime_add_us(t, us) ((t) + (us) * 1000)

#endif
