// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls as drivers of Linux 2.6 made them: a buffer that stays mapped over two
 * transfers, with and without the sync in between; a scatterlist.
 */
#include <linux/scatterlist.h>
#include <rt/usb_buffer.h>

#include "abi.h"
#include "device.h"

#define SIZE 64

static void done(struct urb *urb)
{
	complete(urb->context);
}

static struct urb *in(u8 *buf, struct completion *wait)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (urb)
		usb_fill_bulk_urb(urb, rt_udev(), usb_rcvbulkpipe(rt_udev(), 1), buf, SIZE, done,
				  wait);
	return urb;
}

static void transfer(struct urb *urb, struct completion *wait)
{
	if (!usb_submit_urb(urb, GFP_KERNEL))
		wait_for_completion(wait);
}

static void run(bool sync)
{
	DECLARE_COMPLETION_ONSTACK(wait);
	u8 *buf = kzalloc(SIZE, GFP_KERNEL);
	struct urb *urb = in(buf, &wait);

	if (usb_buffer_map(urb)) {
		transfer(urb, &wait);
		if (sync)
			usb_buffer_dmasync(urb);
		rt_say("C %x", buf[0]);
		usb_buffer_unmap(urb);
		rt_say("C %x", buf[0]);
	}
	usb_free_urb(urb);
	kfree(buf);
}

void synced(void)
{
	run(true);
}

void not_synced(void)
{
	run(false);
}

void allocated(void)
{
	DECLARE_COMPLETION_ONSTACK(wait);
	dma_addr_t dma;
	u8 *buf = usb_buffer_alloc(rt_udev(), SIZE, GFP_KERNEL, &dma);
	struct urb *urb = in(buf, &wait);

	urb->transfer_dma = dma;
	urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	transfer(urb, &wait);
	rt_say("C %x", buf[0]);
	usb_free_urb(urb);
	usb_buffer_free(rt_udev(), SIZE, buf, dma);
}

void listed(void)
{
	DECLARE_COMPLETION_ONSTACK(wait);
	u8 *buf = kzalloc(SIZE, GFP_KERNEL);
	struct urb *urb = in(buf, &wait);
	struct scatterlist sg[1];
	int n;

	sg_init_one(sg, buf, SIZE);
	n = usb_buffer_map_sg(rt_udev(), 1, sg, 1);
	if (n == 1) {
		urb->transfer_dma = sg_dma_address(sg);
		urb->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
		transfer(urb, &wait);
		usb_buffer_dmasync_sg(rt_udev(), 1, sg, n);
		rt_say("C %x", buf[0]);
		usb_buffer_unmap_sg(rt_udev(), 1, sg, n);
	}
	usb_free_urb(urb);
	kfree(buf);
}

/* Control: on the machine of then the setup packet stays mapped as well. */
void control(void)
{
	DECLARE_COMPLETION_ONSTACK(wait);
	u8 *buf = kzalloc(SIZE, GFP_KERNEL);
	struct usb_ctrlrequest *setup = kzalloc(sizeof(*setup), GFP_KERNEL);
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	setup->bRequestType = 0xc0;
	setup->wLength = cpu_to_le16(SIZE);
	usb_fill_control_urb(urb, rt_udev(), usb_rcvctrlpipe(rt_udev(), 0), (u8 *)setup, buf, SIZE,
			     done, &wait);
	if (usb_buffer_map(urb)) {
		transfer(urb, &wait);
		usb_buffer_unmap(urb);
	}
	rt_say("C %x", buf[0]);
	usb_free_urb(urb);
	kfree(setup);
	kfree(buf);
}
