// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who prints a pointer does not keep it.
 */
#include <linux/module.h>
#include <linux/usb.h>

struct radio {
	struct usb_device *udev;
	u8 *buf;
	dma_addr_t dma;
};

int bad_start(struct radio *r)
{
	r->buf = usb_alloc_coherent(r->udev, 64, GFP_KERNEL, &r->dma);	/* want(plugin): coherent_leak */
	if (!r->buf)
		return -ENOMEM;
	dev_info(&r->udev->dev, "buffer %p\n", r->buf);
	return 0;
}
