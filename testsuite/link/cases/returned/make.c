// SPDX-License-Identifier: GPL-2.0-or-later
/* Memory that this file gives to others. */
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "make.h"

void *make_big(int len)
{
	return vmalloc(len);
}

void *make_small(int len)
{
	return kmalloc(len, GFP_KERNEL);
}

void *make_same(void *p)
{
	return p;
}

int make_out(void **p)
{
	*p = vmalloc(4096);
	return *p ? 0 : -ENOMEM;
}

void make_ctx(struct make_ctx *c)
{
	c->image = vmalloc(4096);
	c->shared = vmalloc(4096);
}
