/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/kobject.h - objects in sysfs
 */
#ifndef RT_LINUX_KOBJECT_H
#define RT_LINUX_KOBJECT_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/kref.h>
#include <linux/sysfs.h>

struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kref kref;
};

#endif
