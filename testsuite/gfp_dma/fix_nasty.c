// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In a macro's argument, broken over lines with a comment inside, in a loop.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define SAME(p) (p)

int bad_loop(struct usb_device *udev, int n)
{
	int i, ret = 0;

	for (i = 0; i < n && ret >= 0; i++) {
		u8 *buf = SAME(kmalloc(2, GFP_KERNEL | GFP_DMA));	/* want: gfp_dma */

		if (!buf)
			return -ENOMEM;
		buf[0] = i;
		buf[1] = 0;
		ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, i, 0, buf, 2, 100);
		kfree(buf);
	}
	return ret;
}

int bad_over_lines(struct usb_device *udev)
{
	u8 *buf = kcalloc(2, 4,	/* want: gfp_dma */
			  GFP_KERNEL |	/* may sleep */
			  GFP_DMA);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0, buf, 8, 100);
	kfree(buf);
	return ret;
}
