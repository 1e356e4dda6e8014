/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/cache.h - see linux/cache.h
 */
#ifndef RT_ASM_CACHE_H
#define RT_ASM_CACHE_H

#include <linux/cache.h>

#endif
