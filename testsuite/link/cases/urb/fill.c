// SPDX-License-Identifier: GPL-2.0-or-later
/* Fills URBs with coherent memory; who submits them is another file. */
#include "urb.h"

int urb_setup(struct urb_dev *dev)
{
	dev->data = usb_alloc_coherent(dev->udev, 64, GFP_KERNEL, &dev->data_dma);
	dev->more = usb_alloc_coherent(dev->udev, 64, GFP_KERNEL, &dev->more_dma);
	dev->third = usb_alloc_coherent(dev->udev, 64, GFP_KERNEL, &dev->third_dma);
	if (!dev->data || !dev->more || !dev->third)
		return -ENOMEM;
	usb_fill_bulk_urb(dev->plain, dev->udev, usb_rcvbulkpipe(dev->udev, 1), dev->data, 64,
			  urb_done, dev);	/* link-1: missing_no_map_flag */
	usb_fill_bulk_urb(dev->flagged, dev->udev, usb_rcvbulkpipe(dev->udev, 1), dev->more, 64,
			  urb_done, dev);
	usb_fill_bulk_urb(dev->passed, dev->udev, usb_rcvbulkpipe(dev->udev, 1), dev->third, 64,
			  urb_done, dev);
	return 0;
}
