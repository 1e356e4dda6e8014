/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/notifier.h - chains of callbacks
 */
#ifndef RT_LINUX_NOTIFIER_H
#define RT_LINUX_NOTIFIER_H

#include <linux/types.h>

struct notifier_block {
	int (*notifier_call)(struct notifier_block *nb, unsigned long action, void *data);
	struct notifier_block *next;
	int priority;
};

#define NOTIFY_DONE 0
#define NOTIFY_OK 1

#endif
