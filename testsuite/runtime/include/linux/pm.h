/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/pm.h - power management
 */
#ifndef RT_LINUX_PM_H
#define RT_LINUX_PM_H

#include <linux/types.h>

typedef struct pm_message {
	int event;
} pm_message_t;

#define PM_EVENT_ON 0
#define PM_EVENT_SUSPEND 2
#define PM_EVENT_AUTO 0x400
#define PMSG_SUSPEND ((struct pm_message){ PM_EVENT_SUSPEND })
#define PMSG_IS_AUTO(msg) (((msg).event & PM_EVENT_AUTO) != 0)

struct device;

struct dev_pm_ops {
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
};

struct dev_pm_info {
	pm_message_t power_state;
	unsigned int can_wakeup:1;
	int usage_count;
};

#define SIMPLE_DEV_PM_OPS(name, s, r) \
	const struct dev_pm_ops name = { .suspend = (s), .resume = (r) }
#define pm_ptr(p) (p)

#endif
