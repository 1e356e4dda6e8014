/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/container_of.h - from a member to what holds it
 */
#ifndef RT_LINUX_CONTAINER_OF_H
#define RT_LINUX_CONTAINER_OF_H

#include <linux/stddef.h>

#define container_of(ptr, type, member) ({			\
	void *__mptr = (void *)(ptr);				\
	((type *)(__mptr - offsetof(type, member)));		\
})
#define container_of_const(ptr, type, member)				\
	_Generic(ptr,							\
		const typeof(*(ptr)) *:					\
			((const type *)container_of(ptr, type, member)),\
		default: ((type *)container_of(ptr, type, member)))

#endif
