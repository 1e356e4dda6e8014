/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/module.h - a module: its entry, its exit, what it says of itself
 */
#ifndef RT_LINUX_MODULE_H
#define RT_LINUX_MODULE_H

#include <linux/types.h>
#include <linux/init.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/stat.h>
#include <linux/kernel.h>

struct module {
	const char *name;
};

extern struct module __this_module;
#define THIS_MODULE (&__this_module)

#ifndef KBUILD_MODNAME
#define KBUILD_MODNAME "usbdma_test"
#endif

/* the runtime finds the entry by these names: one driver is one file */
#define module_init(fn) int init_module(void); int init_module(void) { return fn(); }
#define module_exit(fn) void cleanup_module(void); void cleanup_module(void) { fn(); }

#define MODULE_LICENSE(x)
#define MODULE_AUTHOR(x)
#define MODULE_DESCRIPTION(x)
#define MODULE_VERSION(x)
#define MODULE_ALIAS(x)
#define MODULE_FIRMWARE(x)
#define MODULE_SOFTDEP(x)
#define MODULE_INFO(tag, info)
#define MODULE_IMPORT_NS(ns)
#define MODULE_ALIAS_MISCDEV(x)
#define MODULE_ALIAS_LDISC(x)
#define MODULE_DEVICE_TABLE(type, name) \
	extern typeof(name) __mod_##type##__##name##_device_table \
		__attribute__((__unused__, __alias__(#name)))

bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
int request_module(const char *fmt, ...);

#endif
