/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/export.h - symbols for other modules
 */
#ifndef RT_LINUX_EXPORT_H
#define RT_LINUX_EXPORT_H

#include <linux/compiler.h>

#define EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_GPL(sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)

#endif
