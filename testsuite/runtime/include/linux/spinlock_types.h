/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/spinlock_types.h - see linux/spinlock.h
 */
#ifndef RT_LINUX_SPINLOCK_TYPES_H
#define RT_LINUX_SPINLOCK_TYPES_H

#include <linux/spinlock.h>

#endif
