/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/idr.h - small numbers for objects
 */
#ifndef RT_LINUX_IDR_H
#define RT_LINUX_IDR_H

#include <linux/types.h>

struct idr {
	void *root;
};

struct ida {
	void *root;
};

#define DEFINE_IDA(name) struct ida name = { 0 }
#define DEFINE_IDR(name) struct idr name = { 0 }
int ida_alloc(struct ida *ida, gfp_t gfp);
int ida_alloc_max(struct ida *ida, unsigned int max, gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);
#define ida_simple_get(ida, start, end, gfp) ida_alloc(ida, gfp)
#define ida_simple_remove(ida, id) ida_free(ida, id)
int idr_alloc(struct idr *idr, void *p, int start, int end, gfp_t gfp);
void *idr_find(struct idr *idr, unsigned long id);
void *idr_remove(struct idr *idr, unsigned long id);

#endif
