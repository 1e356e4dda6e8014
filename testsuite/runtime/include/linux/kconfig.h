/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/kconfig.h - see linux/compiler.h
 */
#ifndef RT_LINUX_KCONFIG_H
#define RT_LINUX_KCONFIG_H

#include <linux/compiler.h>

#endif
