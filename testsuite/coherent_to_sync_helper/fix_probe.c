// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: a local buffer for one message.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_probe(struct usb_device *udev, u8 *out)
{
	dma_addr_t dma;
	u8 *buf;
	int ret;

	buf = usb_alloc_coherent(udev, 18, GFP_KERNEL, &dma);
	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 6, 0x80, 0x100, 0, buf, 18, 500);	/* want: coherent_to_sync_helper */
	if (ret > 0)
		memcpy(out, buf, ret);
	usb_free_coherent(udev, 18, buf, dma);
	return ret;
}
