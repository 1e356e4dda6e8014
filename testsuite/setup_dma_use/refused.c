// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Uses that cannot simply go: a read, a call whose effect is wanted, all there is of a
 * branch, the only use of a variable.
 */
#include <linux/module.h>
#include <linux/usb.h>

dma_addr_t prepare(struct urb *urb);

u64 bad_read(struct urb *urb)
{
	return urb->setup_dma + 8;	/* want: setup_dma_use */
}

void bad_call(struct urb *urb)
{
	urb->setup_dma = prepare(urb);	/* want: setup_dma_use */
}

void bad_branch(struct urb *urb, bool on)
{
	if (on)
		urb->setup_dma = 0;	/* want: setup_dma_use */
}

void bad_variable(struct urb *urb)
{
	dma_addr_t handle = 0x1000;

	urb->setup_dma = handle;	/* want: setup_dma_use */
}
