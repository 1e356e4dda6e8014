/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/minmax.h - min, max, clamp, swap
 */
#ifndef RT_LINUX_MINMAX_H
#define RT_LINUX_MINMAX_H

#define __rt_cmp(x, y, op) ({			\
	typeof(x) __x = (x);			\
	typeof(y) __y = (y);			\
	__x op __y ? __x : __y;			\
})
#define min(x, y) __rt_cmp(x, y, <)
#define max(x, y) __rt_cmp(x, y, >)
#define min_t(type, x, y) __rt_cmp((type)(x), (type)(y), <)
#define max_t(type, x, y) __rt_cmp((type)(x), (type)(y), >)
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)
#define umin(x, y) __rt_cmp((x) + 0ull, (y) + 0ull, <)
#define umax(x, y) __rt_cmp((x) + 0ull, (y) + 0ull, >)
#define min_not_zero(x, y) ({			\
	typeof(x) __a = (x);			\
	typeof(y) __b = (y);			\
	__a == 0 ? __b : (__b == 0 ? __a : min(__a, __b));	\
})
#define clamp(val, lo, hi) min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)
#define swap(a, b) do { typeof(a) __t = (a); (a) = (b); (b) = __t; } while (0)

#endif
