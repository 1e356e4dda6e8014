/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/bits.h - single bits and masks of bits
 */
#ifndef RT_LINUX_BITS_H
#define RT_LINUX_BITS_H

#include <linux/const.h>

#define BIT(nr) (1UL << (nr))
#define BIT_ULL(nr) (1ULL << (nr))
#define BIT_MASK(nr) (1UL << ((nr) % 64))
#define BIT_WORD(nr) ((nr) / 64)
#define GENMASK(h, l) (((~0UL) - (1UL << (l)) + 1) & (~0UL >> (63 - (h))))
#define GENMASK_ULL(h, l) (((~0ULL) - (1ULL << (l)) + 1) & (~0ULL >> (63 - (h))))

#endif
