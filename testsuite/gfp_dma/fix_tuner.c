// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case: the flag beside GFP_KERNEL.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_read(struct usb_device *udev, u8 *out)
{
	u8 *buf = kmalloc(4, GFP_KERNEL | GFP_DMA);	/* want: gfp_dma */
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, 0xc0, 0, 0, buf, 4, 100);
	if (ret == 4)
		*out = buf[2];
	kfree(buf);
	return ret;
}
