/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ioport.h - ranges of addresses
 */
#ifndef RT_LINUX_IOPORT_H
#define RT_LINUX_IOPORT_H

#include <linux/types.h>

struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
};

#endif
