/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/mmc/host.h - hosts of memory cards
 */
#ifndef RT_LINUX_MMC_HOST_H
#define RT_LINUX_MMC_HOST_H

#include <linux/cache.h>
#include <linux/device.h>

struct mmc_host {
	struct device *parent;
	struct device class_dev;
	unsigned int f_min, f_max;
	unsigned long private[] ____cacheline_aligned;
};

struct mmc_host *mmc_alloc_host(int extra, struct device *dev);
void mmc_free_host(struct mmc_host *host);

static inline void *mmc_priv(struct mmc_host *host)
{
	return (void *)host->private;
}

#endif
