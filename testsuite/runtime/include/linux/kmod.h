/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/kmod.h - modules on demand
 */
#ifndef RT_LINUX_KMOD_H
#define RT_LINUX_KMOD_H

#include <linux/types.h>

#define request_module(fmt, ...) ((void)(fmt), 0)

#endif
