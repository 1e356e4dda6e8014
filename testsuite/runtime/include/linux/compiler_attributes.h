/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/compiler_attributes.h - see linux/compiler.h
 */
#ifndef RT_LINUX_COMPILER_ATTRIBUTES_H
#define RT_LINUX_COMPILER_ATTRIBUTES_H

#include <linux/compiler.h>

#endif
