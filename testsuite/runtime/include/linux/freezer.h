/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/freezer.h - sleep of the system
 */
#ifndef RT_LINUX_FREEZER_H
#define RT_LINUX_FREEZER_H

#define set_freezable() do { } while (0)
#define try_to_freeze() 0

#endif
