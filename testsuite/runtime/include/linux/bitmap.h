/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/bitmap.h - arrays of bits
 */
#ifndef RT_LINUX_BITMAP_H
#define RT_LINUX_BITMAP_H

#include <linux/bitops.h>
#include <linux/string.h>

void bitmap_zero(unsigned long *dst, unsigned int nbits);
void bitmap_fill(unsigned long *dst, unsigned int nbits);
void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits);
void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits);
bool bitmap_empty(const unsigned long *src, unsigned int nbits);
unsigned int bitmap_weight(const unsigned long *src, unsigned int nbits);

#endif
