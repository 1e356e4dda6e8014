/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/byteorder.h - see linux/byteorder/generic.h
 */
#ifndef RT_ASM_BYTEORDER_H
#define RT_ASM_BYTEORDER_H

#include <linux/byteorder/generic.h>

#endif
