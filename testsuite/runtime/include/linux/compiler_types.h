/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/compiler_types.h - see linux/compiler.h
 */
#ifndef RT_LINUX_COMPILER_TYPES_H
#define RT_LINUX_COMPILER_TYPES_H

#include <linux/compiler.h>

#endif
