// SPDX-License-Identifier: GPL-2.0-or-later
/* Submits them: one as it is, one with the flag, one that others may have changed. */
#include "urb.h"

int urb_start(struct urb_dev *dev)
{
	dev->flagged->transfer_dma = dev->more_dma;
	dev->flagged->transfer_flags |= URB_NO_TRANSFER_DMA_MAP;
	urb_prepare(dev->passed);
	return usb_submit_urb(dev->plain, GFP_KERNEL) ?:
	       usb_submit_urb(dev->flagged, GFP_KERNEL) ?:
	       usb_submit_urb(dev->passed, GFP_KERNEL);
}
