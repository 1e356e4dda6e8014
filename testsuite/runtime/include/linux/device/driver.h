/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/device/driver.h - drivers of devices, and the macro that makes a module of one
 */
#ifndef RT_LINUX_DEVICE_DRIVER_H
#define RT_LINUX_DEVICE_DRIVER_H

#include <linux/types.h>

struct module;
struct device;

struct bus_type {
	const char *name;
};

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const struct dev_pm_ops *pm;
	const void *of_match_table;
};

#define module_driver(__driver, __register, __unregister, ...)		\
static int __init __driver##_init(void)					\
{									\
	return __register(&(__driver), ##__VA_ARGS__);			\
}									\
module_init(__driver##_init);						\
static void __exit __driver##_exit(void)				\
{									\
	__unregister(&(__driver), ##__VA_ARGS__);			\
}									\
module_exit(__driver##_exit);

#endif
