/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/hwmon.h - sensors of the machine
 */
#ifndef RT_LINUX_HWMON_H
#define RT_LINUX_HWMON_H

#include <linux/types.h>

struct device;
struct attribute_group;

enum hwmon_sensor_types {
	hwmon_chip,
	hwmon_temp,
	hwmon_in,
	hwmon_curr,
	hwmon_power,
	hwmon_fan = 7,
};

struct hwmon_ops {
	umode_t (*is_visible)(const void *data, enum hwmon_sensor_types type, u32 attr,
			      int channel);
	int (*read)(struct device *dev, enum hwmon_sensor_types type, u32 attr, int channel,
		    long *val);
	int (*write)(struct device *dev, enum hwmon_sensor_types type, u32 attr, int channel,
		     long val);
};

struct hwmon_chip_info {
	const struct hwmon_ops *ops;
	const void *info;
};

struct device *hwmon_device_register_with_info(struct device *dev, const char *name, void *data,
					       const struct hwmon_chip_info *chip,
					       const struct attribute_group **groups);
void hwmon_device_unregister(struct device *dev);

#endif
