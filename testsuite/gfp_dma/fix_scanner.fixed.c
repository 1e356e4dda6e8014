// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver with two buffers, the flag first and in the middle.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_exchange(struct usb_device *udev, const u8 *cmd, u8 *out)
{
	u8 *tx = kmemdup(cmd, 16, GFP_KERNEL);	/* want: gfp_dma */
	u8 *rx = kzalloc(16, GFP_NOIO | __GFP_NOWARN);	/* want: gfp_dma */
	int actual, ret = -ENOMEM;

	if (!tx || !rx)
		goto out;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), tx, 16, &actual, 100);
	if (ret)
		goto out;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 3, 0xc0, 0, 0, rx, 16, 100);
	if (ret > 0)
		memcpy(out, rx, ret);
out:
	kfree(rx);
	kfree(tx);
	return ret;
}
