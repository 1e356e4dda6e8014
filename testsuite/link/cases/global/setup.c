// SPDX-License-Identifier: GPL-2.0-or-later
/* Sets the variables of core.c; one of them to memory that is no good. */
#include <linux/slab.h>
#include <linux/usb.h>

extern u8 *global_bounce, *global_good;
static u8 area[8];

int global_setup(void)
{
	global_bounce = area;
	global_good = kmalloc(8, GFP_KERNEL);
	return global_good ? 0 : -ENOMEM;
}
