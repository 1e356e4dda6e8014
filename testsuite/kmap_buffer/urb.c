// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The same in asynchronous transfers and behind a wrapper; by the time the
 * data moves the mapping is gone as well.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/module.h>
#include <linux/usb.h>

struct cam {
	struct usb_device *udev;
	struct page *frame;
	int frames;
};

static void cam_done(struct urb *urb)
{
	struct cam *cam = urb->context;

	cam->frames++;
}

static int cam_read(struct cam *cam, void *to, int len)
{
	int actual;

	return usb_bulk_msg(cam->udev, usb_rcvbulkpipe(cam->udev, 1), to, len,
			    &actual, 500);
}

int bad_filled(struct cam *cam, struct urb *urb)
{
	void *va = kmap_atomic(cam->frame);

	usb_fill_bulk_urb(urb, cam->udev, usb_rcvbulkpipe(cam->udev, 1), va,	/* want: kmap_buffer */
			  PAGE_SIZE, cam_done, cam);
	kunmap_atomic(va);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_stored(struct cam *cam, struct urb *urb)
{
	void *va = kmap_local_page(cam->frame);

	urb->transfer_buffer = va;	/* want: kmap_buffer */
	urb->transfer_buffer_length = PAGE_SIZE;
	kunmap_local(va);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int bad_wrapper(struct cam *cam)
{
	u8 *va = kmap_local_page(cam->frame);
	int ret;

	ret = cam_read(cam, va + 64, 256);	/* want(plugin): kmap_buffer */
	kunmap_local(va);
	return ret;
}

int good_page_of_own(struct cam *cam, struct urb *urb)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, cam->udev, usb_rcvbulkpipe(cam->udev, 1),
			  page_address(page), PAGE_SIZE, cam_done, cam);
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_wrapper(struct cam *cam, u8 *heap)
{
	u8 *va;
	int ret;

	ret = cam_read(cam, heap, 256);
	if (ret)
		return ret;
	va = kmap_local_page(cam->frame);
	memcpy(va, heap, 256);
	kunmap_local(va);
	return 0;
}
