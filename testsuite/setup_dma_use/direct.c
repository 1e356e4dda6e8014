// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * urb->setup_dma belongs to usbcore: no driver stores it, reads it or takes
 * its address.  Other records may have a member of that name.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct xfer {
	dma_addr_t setup_dma;
	struct urb *urb;
	struct usb_ctrlrequest *cr;
};

int bad_store(struct xfer *x, dma_addr_t handle)
{
	x->urb->setup_dma = handle;	/* want: setup_dma_use */
	return usb_submit_urb(x->urb, GFP_KERNEL);
}

int bad_store_local(struct urb *urb)
{
	struct urb *u = urb;

	u->setup_dma = 0;	/* want: setup_dma_use */
	return usb_submit_urb(u, GFP_KERNEL);
}

u64 bad_load(struct urb *urb)
{
	return urb->setup_dma;	/* want: setup_dma_use */
}

void bad_address(struct urb *urb)
{	/* runtime: takes the address only: nothing is read or written */
	dev_info(&urb->dev->dev, "setup at %pad\n", &urb->setup_dma);	/* want: setup_dma_use */
}

void good_other_record(struct xfer *x, dma_addr_t handle)
{
	x->setup_dma = handle;
}

u64 good_other_record_read(struct xfer *x)
{
	return x->setup_dma;
}

int good_packet(struct xfer *x)
{
	x->urb->setup_packet = (unsigned char *)x->cr;
	return usb_submit_urb(x->urb, GFP_KERNEL);
}

int good_transfer_dma(struct xfer *x, u8 *buf, dma_addr_t handle)
{
	x->urb->transfer_buffer = buf;
	x->urb->transfer_dma = handle;
	x->urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return usb_submit_urb(x->urb, GFP_KERNEL);
}
