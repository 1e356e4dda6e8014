/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/sysfs.h - attributes of devices
 */
#ifndef RT_LINUX_SYSFS_H
#define RT_LINUX_SYSFS_H

#include <linux/types.h>
#include <linux/stat.h>

struct kobject;
struct file;

struct attribute {
	const char *name;
	umode_t mode;
};

struct bin_attribute {
	struct attribute attr;
	size_t size;
	void *private;
	ssize_t (*read)(struct file *f, struct kobject *k, struct bin_attribute *a, char *buf,
			loff_t off, size_t n);
	ssize_t (*write)(struct file *f, struct kobject *k, struct bin_attribute *a, char *buf,
			 loff_t off, size_t n);
};

struct attribute_group {
	const char *name;
	umode_t (*is_visible)(struct kobject *k, struct attribute *a, int n);
	struct attribute **attrs;
	struct bin_attribute **bin_attrs;
};

#define __ATTR(_name, _mode, _show, _store) {			\
	.attr = { .name = #_name, .mode = (_mode) },		\
	.show = (_show), .store = (_store),			\
}
#define __ATTR_RW(_name) __ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_RO(_name) __ATTR(_name, 0444, _name##_show, NULL)
#define __ATTR_WO(_name) __ATTR(_name, 0200, NULL, _name##_store)
#define ATTRIBUTE_GROUPS(_name)						\
	static const struct attribute_group _name##_group = { .attrs = _name##_attrs };	\
	static const struct attribute_group *_name##_groups[] = { &_name##_group, NULL }
int sysfs_emit(char *buf, const char *fmt, ...);
int sysfs_emit_at(char *buf, int at, const char *fmt, ...);
int sysfs_create_group(struct kobject *k, const struct attribute_group *g);
void sysfs_remove_group(struct kobject *k, const struct attribute_group *g);

#endif
