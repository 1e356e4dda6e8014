// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Scarce ISA memory for USB buffers: GFP_DMA with and without the flags that
 * say how to get it, GFP_DMA32, through locals.
 */
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_with_kernel(struct usb_device *udev)
{
	u8 *buf = kmalloc(28, GFP_KERNEL | GFP_DMA);	/* want: gfp_dma */
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0,
			      buf, 28, 100);
	kfree(buf);
	return ret;
}

int bad_alone(struct usb_device *udev, size_t len, int *actual)
{
	u8 *buf = kzalloc(len, GFP_DMA);	/* want: gfp_dma */
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, len, actual, 100);
	kfree(buf);
	return ret;
}

int bad_duplicated(struct usb_device *udev, const u8 *cmd, int *actual)
{
	u8 *buf = kmemdup(cmd, 16, GFP_KERNEL | GFP_DMA);	/* want: gfp_dma */
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, 16, actual, 100);
	kfree(buf);
	return ret;
}

int bad_local_flags(struct usb_device *udev, bool atomic, int *actual)
{
	gfp_t flags = atomic ? GFP_ATOMIC : GFP_KERNEL;
	u8 *buf;
	int ret;

	flags |= GFP_DMA;
	buf = kmalloc(64, flags);	/* want: gfp_dma */
	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);
	kfree(buf);
	return ret;
}

int bad_dma32(struct usb_device *udev, int *actual)
{
	u8 *buf = (u8 *)__get_free_pages(GFP_KERNEL | GFP_DMA32, 1);	/* want: gfp_dma */
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 512, actual, 100);
	free_pages((unsigned long)buf, 1);
	return ret;
}

int good_kernel(struct usb_device *udev, int *actual)
{
	u8 *buf = kmalloc(64, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);
	kfree(buf);
	return ret;
}

int good_other_flags(struct usb_device *udev, int *actual)
{
	u8 *buf = kzalloc(64, GFP_NOIO | __GFP_NOWARN);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), buf, 64, actual, 100);
	kfree(buf);
	return ret;
}

void *good_flags_from_caller(size_t len, gfp_t flags)
{
	return kmalloc(len, flags);
}
