/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ratelimit.h - messages at a limited rate
 */
#ifndef RT_LINUX_RATELIMIT_H
#define RT_LINUX_RATELIMIT_H

#include <linux/types.h>

struct ratelimit_state {
	int interval;
	int burst;
};

#define DEFINE_RATELIMIT_STATE(name, i, b) \
	struct ratelimit_state name = { .interval = (i), .burst = (b) }
int __ratelimit(struct ratelimit_state *rs);

#endif
