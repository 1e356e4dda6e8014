// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers for several drivers: these ask the bus, in files of their own.
 */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/usb.h>

int good_helper(struct urb *u, struct scatterlist *sg, int n)
{
	u->sg = sg;
	u->num_sgs = n;
	return usb_submit_urb(u, GFP_KERNEL);
}
