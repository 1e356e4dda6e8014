/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * asm/uaccess.h - see linux/uaccess.h
 */
#ifndef RT_ASM_UACCESS_H
#define RT_ASM_UACCESS_H

#include <linux/uaccess.h>

#endif
