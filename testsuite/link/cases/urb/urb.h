/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef URB_H
#define URB_H
#include <linux/usb.h>

struct urb_dev {
	struct usb_device *udev;
	struct urb *plain, *flagged, *passed;
	u8 *data, *more, *third;
	dma_addr_t data_dma, more_dma, third_dma;
};

void urb_done(struct urb *urb);
void urb_prepare(struct urb *urb);
#endif
