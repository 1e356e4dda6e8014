/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/math64.h - 64-bit division
 */
#ifndef RT_LINUX_MATH64_H
#define RT_LINUX_MATH64_H

#include <linux/math.h>

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

#endif
