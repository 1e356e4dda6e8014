/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/page.h - see linux/mm_types.h
 */
#ifndef RT_ASM_PAGE_H
#define RT_ASM_PAGE_H

#include <linux/mm_types.h>

#endif
