/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/sprintf.h - formatted text into memory
 */
#ifndef RT_LINUX_SPRINTF_H
#define RT_LINUX_SPRINTF_H

#include <linux/types.h>
#include <stdarg.h>

int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
int snprintf(char *buf, size_t size, const char *fmt, ...);
int scnprintf(char *buf, size_t size, const char *fmt, ...);
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3);
int sscanf(const char *buf, const char *fmt, ...);

#endif
