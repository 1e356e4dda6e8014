/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/math.h - division and rounding
 */
#ifndef RT_LINUX_MATH_H
#define RT_LINUX_MATH_H

#include <linux/types.h>
#include <linux/align.h>

#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_ROUND_CLOSEST(x, d) (((x) + ((d) / 2)) / (d))
#define round_up(x, y) ((((x) - 1) | ((typeof(x))(y) - 1)) + 1)
#define round_down(x, y) ((x) & ~((typeof(x))(y) - 1))
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#define rounddown(x, y) ((x) - ((x) % (y)))
#define abs(x) ({ typeof(x) __ax = (x); __ax < 0 ? -__ax : __ax; })
#define mult_frac(x, n, d) ((x) / (d) * (n) + (x) % (d) * (n) / (d))
#define do_div(n, base) ({ u32 __rem = (n) % (base); (n) /= (base); __rem; })

#endif
