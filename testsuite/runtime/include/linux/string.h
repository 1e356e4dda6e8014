/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/string.h - memory and strings
 */
#ifndef RT_LINUX_STRING_H
#define RT_LINUX_STRING_H

#include <linux/types.h>
#include <linux/err.h>
#include <linux/gfp_types.h>

void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memchr_inv(const void *s, int c, size_t n);
void *memscan(void *s, int c, size_t n);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
char *strcpy(char *dst, const char *src);
char *strncpy(char *dst, const char *src, size_t n);
size_t strlcpy(char *dst, const char *src, size_t n);
ssize_t strscpy(char *dst, const char *src, size_t n);
ssize_t strscpy_pad(char *dst, const char *src, size_t n);
char *strcat(char *dst, const char *src);
size_t strlcat(char *dst, const char *src, size_t n);
char *strncat(char *dst, const char *src, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *what);
char *strsep(char **s, const char *ct);
char *strim(char *s);
char *skip_spaces(const char *s);
bool sysfs_streq(const char *a, const char *b);
int __sysfs_match_string(const char *const *array, size_t n, const char *s);
#define sysfs_match_string(array, s) __sysfs_match_string(array, ARRAY_SIZE(array), s)

void rt_access_range(const void *p, size_t size, int write);
#ifdef RT_WATCH		/* a driver whose loads and stores are looked at */
#define memset(p, c, n) ({ \
	void *rt_p = (p); size_t rt_n = (n); \
	rt_access_range(rt_p, rt_n, 1); memset(rt_p, c, rt_n); })
#define memcpy(to, from, n) ({ \
	void *rt_to = (to); const void *rt_from = (from); size_t rt_n = (n); \
	rt_access_range(rt_from, rt_n, 0); rt_access_range(rt_to, rt_n, 1); \
	memcpy(rt_to, rt_from, rt_n); })
#define memmove(to, from, n) ({ \
	void *rt_to = (to); const void *rt_from = (from); size_t rt_n = (n); \
	rt_access_range(rt_from, rt_n, 0); rt_access_range(rt_to, rt_n, 1); \
	memmove(rt_to, rt_from, rt_n); })
#endif

char *kstrdup(const char *s, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t len, gfp_t gfp);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
void *kvmemdup(const void *src, size_t len, gfp_t gfp);
void *memdup_user(const void __user *src, size_t len);
void *memdup_user_nul(const void __user *src, size_t len);
void *vmemdup_user(const void __user *src, size_t len);
char *strndup_user(const char __user *s, long n);
void *memdup_array_user(const void __user *src, size_t n, size_t size);
void *vmemdup_array_user(const void __user *src, size_t n, size_t size);
void kfree_const(const void *p);
void memzero_explicit(void *s, size_t n);

#endif
