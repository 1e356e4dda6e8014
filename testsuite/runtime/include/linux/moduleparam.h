/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/moduleparam.h - parameters of a module
 */
#ifndef RT_LINUX_MODULEPARAM_H
#define RT_LINUX_MODULEPARAM_H

#include <linux/types.h>

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const void *kp);
	int (*get)(char *buffer, const void *kp);
};

#define module_param_named(name, value, type, perm) \
	static void *__used __PASTE(__param_, name) = (void *)&(value)
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_array(name, type, nump, perm) \
	static void *__used __PASTE(__param_, name)[] = { (void *)(name), (void *)(nump) }
#define module_param_array_named(name, array, type, nump, perm) \
	static void *__used __PASTE(__param_, name)[] = { (void *)(array), (void *)(nump) }
#define module_param_string(name, string, len, perm) \
	static void *__used __PASTE(__param_, name) = (void *)(string)
#define MODULE_PARM_DESC(parm, desc)

#endif
