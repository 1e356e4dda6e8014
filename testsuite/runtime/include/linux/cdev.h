/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/cdev.h - character devices
 */
#ifndef RT_LINUX_CDEV_H
#define RT_LINUX_CDEV_H

#include <linux/fs.h>

struct cdev {
	struct module *owner;
	const struct file_operations *ops;
	dev_t dev;
};

void cdev_init(struct cdev *c, const struct file_operations *fops);
int cdev_add(struct cdev *c, dev_t dev, unsigned int count);
void cdev_del(struct cdev *c);
int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count, const char *name);
void unregister_chrdev_region(dev_t dev, unsigned int count);

#endif
