/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/random.h - random numbers
 */
#ifndef RT_LINUX_RANDOM_H
#define RT_LINUX_RANDOM_H

#include <linux/types.h>

void get_random_bytes(void *buf, size_t len);
u32 get_random_u32(void);
u8 get_random_u8(void);

#endif
