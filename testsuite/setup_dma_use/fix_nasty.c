// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two URBs, a block of a branch, comments around the statement, a chain of members.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct pair {
	struct urb *a, *b;
	u64 handle;
};

static void bad_set(struct pair *p, int which)
{
	if (which) {
		/* the first */
		p->a->setup_dma = p->handle;	/* want: setup_dma_use */
		p->a->interval = 2;
	} else {
		p->b->setup_dma = 0;	/* want: setup_dma_use */
	}
	/* both have it now */
	p->b->setup_dma = p->handle + 8;	/* want: setup_dma_use */
}

int pair_set(struct urb *a, struct urb *b, int which)
{
	struct pair p = { .a = a, .b = b, .handle = which };

	bad_set(&p, which);
	return a->interval + b->interval;
}
