// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * With -ftrivial-auto-var-init=zero, as kernels are built, each local gets an
 * initialisation of the compiler's; it is no store of the driver's.
 *
 * Options: -ftrivial-auto-var-init=zero
 */
#include <linux/types.h>

int sends(const void *p);

int array(void)
{
	/* no-facts: DEFERRED_INIT */
	/* no-facts: store */
	/* facts: v\d+ = addr .*# raw */
	u8 raw[8];

	return sends(raw);
}

int pointer(u8 *heap, int n)
{
	/* no-facts: DEFERRED_INIT */
	/* facts: phi \(v\d+, v\d+\) */
	u8 *p;

	if (n)
		p = heap;
	else
		p = heap + 1;
	return sends(p);
}
