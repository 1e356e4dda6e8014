// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A transfer after it, and a mask of the device as well.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_camera(struct usb_interface *intf, u8 value)
{
	struct usb_device *udev = interface_to_usbdev(intf);
	u8 *buf;
	int ret;
/* want: usb_dma_set_mask */
	buf = kmemdup(&value, 1, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, 0, 0, buf, 1, 100);
	kfree(buf);
	return ret;
}
