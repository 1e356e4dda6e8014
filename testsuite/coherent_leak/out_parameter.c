// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A helper allocates URB and buffer, and leaves both in variables of its caller.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define SIZE	64

struct can {
	struct usb_device *udev;
	struct usb_anchor rx;
	u8 *kept;
};

static void done(struct urb *urb)
{
}

static int can_alloc(struct can *can, struct urb **urb, u8 **buf)
{
	*urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!*urb)
		return -ENOMEM;
	*buf = usb_alloc_coherent(can->udev, SIZE, GFP_KERNEL, &(*urb)->transfer_dma);
	if (!*buf) {
		usb_free_urb(*urb);
		return -ENOMEM;
	}
	(*urb)->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

static int can_alloc_buf(struct can *can, u8 **buf, dma_addr_t *dma)
{
	*buf = usb_alloc_coherent(can->udev, SIZE, GFP_KERNEL, dma);
	return *buf ? 0 : -ENOMEM;
}

int bad_submit_failed(struct can *can)
{	/* runtime: the leak is told where can_alloc() allocates */
	struct urb *urb;
	u8 *buf;
	int ret;

	ret = can_alloc(can, &urb, &buf);	/* want(plugin): coherent_leak */
	if (ret)
		return ret;
	usb_fill_bulk_urb(urb, can->udev, usb_rcvbulkpipe(can->udev, 1), buf, SIZE, done, can);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

int good_submit_failed(struct can *can)
{	/* runtime: who empties the anchor is in another file */
	struct urb *urb;
	u8 *buf;
	int ret;

	ret = can_alloc(can, &urb, &buf);
	if (ret)
		return ret;
	usb_fill_bulk_urb(urb, can->udev, usb_rcvbulkpipe(can->udev, 1), buf, SIZE, done, can);
	usb_anchor_urb(urb, &can->rx);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_unanchor_urb(urb);
		usb_free_coherent(can->udev, SIZE, buf, urb->transfer_dma);
		usb_free_urb(urb);
	}
	return ret;
}

int bad_way_out(struct can *can)
{	/* runtime: the leak is told where can_alloc_buf() allocates */
	dma_addr_t dma;
	u8 *buf;
	int ret;

	if (can_alloc_buf(can, &buf, &dma))	/* want(plugin): coherent_leak */
		return -ENOMEM;
	ret = usb_control_msg_send(can->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		return ret;
	usb_free_coherent(can->udev, SIZE, buf, dma);
	return 0;
}

int good_way_out(struct can *can)
{
	dma_addr_t dma;
	u8 *buf;
	int ret;

	if (can_alloc_buf(can, &buf, &dma))
		return -ENOMEM;
	ret = usb_control_msg_send(can->udev, 0, 1, 0x40, 0, 0, NULL, 0, 100, GFP_KERNEL);
	usb_free_coherent(can->udev, SIZE, buf, dma);
	return ret;
}

int good_kept(struct can *can)
{
	dma_addr_t dma;
	u8 *buf;
	int ret = can_alloc_buf(can, &buf, &dma);

	if (ret)
		return ret;
	can->kept = buf;
	return 0;
}

void good_release(struct can *can, dma_addr_t dma)
{	/* runtime: the handle is known to the caller only */
	usb_free_coherent(can->udev, SIZE, can->kept, dma);
}

/* Round after round; each buffer stays with its URB until that is done. */
int good_rounds(struct can *can, struct urb **urbs)
{
	u8 *buf;
	int i, ret;

	for (i = 0; i < 4; i++) {
		ret = can_alloc(can, &urbs[i], &buf);
		if (ret)
			return ret;
		usb_fill_bulk_urb(urbs[i], can->udev, usb_rcvbulkpipe(can->udev, 1), buf, SIZE,
				  done, can);
	}
	return 0;
}
