/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/bug.h - WARN and BUG
 */
#ifndef RT_LINUX_BUG_H
#define RT_LINUX_BUG_H

#include <linux/compiler.h>
#include <linux/build_bug.h>
#include <linux/printk.h>

void rt_warn(const char *file, int line, const char *fmt, ...) __printf(3, 4);
void rt_bug(const char *file, int line) __noreturn;

#define BUG() rt_bug(__FILE__, __LINE__)
#define BUG_ON(c) do { if (unlikely(c)) BUG(); } while (0)
#define WARN(c, fmt, ...) ({						\
	int __w = !!(c);						\
	if (unlikely(__w))						\
		rt_warn(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
	unlikely(__w);							\
})
#define WARN_ON(c) WARN(c, "%s", #c)
#define WARN_ON_ONCE(c) WARN_ON(c)
#define WARN_ONCE(c, fmt, ...) WARN(c, fmt, ##__VA_ARGS__)

#endif
