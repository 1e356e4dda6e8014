/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/uaccess.h - memory of a process
 */
#ifndef RT_LINUX_UACCESS_H
#define RT_LINUX_UACCESS_H

#include <linux/types.h>
#include <linux/compiler.h>

unsigned long copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long clear_user(void __user *to, unsigned long n);
long strncpy_from_user(char *dst, const char __user *src, long count);
unsigned long rt_get_user(void *to, const void __user *from, unsigned long n);
unsigned long rt_put_user(void __user *to, const void *from, unsigned long n);
#define get_user(x, ptr) ({						\
	typeof(*(ptr)) __gu = 0;					\
	long __ge = rt_get_user(&__gu, ptr, sizeof(__gu)) ? -14 : 0;	\
	(x) = __gu;							\
	__ge;								\
})
#define put_user(x, ptr) ({						\
	typeof(*(ptr)) __pu = (x);					\
	rt_put_user(ptr, &__pu, sizeof(__pu)) ? -14 : 0;		\
})
#define __get_user get_user
#define __put_user put_user
#define access_ok(addr, size) 1

#endif
