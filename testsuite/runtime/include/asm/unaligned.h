/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/unaligned.h - see linux/unaligned.h
 */
#ifndef RT_ASM_UNALIGNED_H
#define RT_ASM_UNALIGNED_H

#include <linux/unaligned.h>

#endif
