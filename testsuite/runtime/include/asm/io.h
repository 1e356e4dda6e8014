/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/io.h - see linux/io.h
 */
#ifndef RT_ASM_IO_H
#define RT_ASM_IO_H

#include <linux/io.h>

#endif
