/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/hw_random.h - sources of random numbers
 */
#ifndef RT_LINUX_HW_RANDOM_H
#define RT_LINUX_HW_RANDOM_H

#include <linux/types.h>
#include <linux/completion.h>
#include <linux/kref.h>
#include <linux/workqueue.h>

struct device;

struct hwrng {
	const char *name;
	int (*init)(struct hwrng *rng);
	void (*cleanup)(struct hwrng *rng);
	int (*data_present)(struct hwrng *rng, int wait);
	int (*data_read)(struct hwrng *rng, u32 *data);
	int (*read)(struct hwrng *rng, void *data, size_t max, bool wait);
	unsigned long priv;
	unsigned short quality;
	struct list_head list;
	struct kref ref;
};

int hwrng_register(struct hwrng *rng);
int devm_hwrng_register(struct device *dev, struct hwrng *rng);
void hwrng_unregister(struct hwrng *rng);

#endif
