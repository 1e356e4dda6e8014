/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/nvmem-provider.h - small memories of devices
 */
#ifndef RT_LINUX_NVMEM_PROVIDER_H
#define RT_LINUX_NVMEM_PROVIDER_H

#include <linux/types.h>

struct device;

struct nvmem_config {
	struct device *dev;
	const char *name;
	int id;
	int size;
	int word_size;
	int stride;
	void *priv;
	int (*reg_read)(void *priv, unsigned int offset, void *val, size_t bytes);
	int (*reg_write)(void *priv, unsigned int offset, void *val, size_t bytes);
};

struct nvmem_device *nvmem_register(const struct nvmem_config *config);

#endif
