/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/build_bug.h - checks at build time
 */
#ifndef RT_LINUX_BUILD_BUG_H
#define RT_LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#define BUILD_BUG_ON(c) ((void)sizeof(char[1 - 2 * !!(c)]))
#define BUILD_BUG_ON_ZERO(e) ((int)sizeof(struct { int:(-!!(e)); }))
#define BUILD_BUG_ON_MSG(c, msg) BUILD_BUG_ON(c)
#define BUILD_BUG() do { } while (0)

#endif
