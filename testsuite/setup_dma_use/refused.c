// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Uses that cannot simply go: a read, a call whose effect is wanted, all there is of a
 * branch, the only use of a variable.
 */
#include <linux/module.h>
#include <linux/usb.h>

dma_addr_t prepare(struct urb *urb);

u64 bad_read(struct urb *urb)
{	/* runtime: reading a field makes no call of the runtime */
	return urb->setup_dma + 8;	/* want: setup_dma_use */
}

void bad_call(struct urb *urb)
{	/* runtime: sets a field to 0, which says nothing to the controller */
	urb->setup_dma = prepare(urb);	/* want: setup_dma_use */
}

void bad_branch(struct urb *urb, bool on)
{	/* runtime: sets a field to 0, which says nothing to the controller */
	if (on)
		urb->setup_dma = 0;	/* want: setup_dma_use */
}

void bad_variable(struct urb *urb)
{
	dma_addr_t handle = 0x1000;

	urb->setup_dma = handle;	/* want: setup_dma_use */
}
