// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A helper that does so much to the URB that its caller does not see all of it, as
 * create_urbs() of drivers/media/usb/gspca/gspca.c.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct cam {
	struct usb_device *udev;
	struct urb *urb;
	int len;
};

#define LENGTH urb->transfer_buffer_length = cam->len;
#define FIVE LENGTH LENGTH LENGTH LENGTH LENGTH

static int cam_create(struct cam *cam)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (!urb)
		return -ENOMEM;
	cam->urb = urb;
	urb->transfer_buffer = usb_alloc_coherent(cam->udev, 512, GFP_KERNEL,
						  &urb->transfer_dma);
	if (!urb->transfer_buffer)
		return -ENOMEM;
	FIVE FIVE FIVE FIVE FIVE
	urb->transfer_flags = URB_NO_TRANSFER_DMA_MAP;
	return 0;
}

int good_cam_start(struct cam *cam)
{
	int ret = cam_create(cam);

	if (ret)
		return ret;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}

static int cam_create_plain(struct cam *cam)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);

	if (!urb)
		return -ENOMEM;
	cam->urb = urb;
	urb->transfer_buffer = kmalloc(512, GFP_KERNEL);
	return urb->transfer_buffer ? 0 : -ENOMEM;
}

int bad_cam_start(struct cam *cam)
{	/* runtime: its URB has no length, so nothing is mapped */
	int ret = cam_create_plain(cam);
	dma_addr_t dma;
	u8 *buf;

	if (ret)
		return ret;
	buf = usb_alloc_coherent(cam->udev, 64, GFP_KERNEL, &dma);
	if (!buf)
		return -ENOMEM;
	cam->urb->transfer_buffer = buf;	/* want(plugin): missing_no_map_flag */
	cam->urb->transfer_dma = dma;
	return usb_submit_urb(cam->urb, GFP_KERNEL);
}
