/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/pm_runtime.h - power management while running
 */
#ifndef RT_LINUX_PM_RUNTIME_H
#define RT_LINUX_PM_RUNTIME_H

#include <linux/device.h>

int pm_runtime_get_sync(struct device *dev);
int pm_runtime_put(struct device *dev);
void pm_runtime_mark_last_busy(struct device *dev);
void pm_runtime_enable(struct device *dev);
void pm_runtime_disable(struct device *dev);

#endif
