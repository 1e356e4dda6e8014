/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb/gadget.h - the device side: only what two-sided files name
 */
#ifndef RT_LINUX_USB_GADGET_H
#define RT_LINUX_USB_GADGET_H

#include <linux/usb/ch9.h>

struct usb_request {
	void *buf;
	unsigned length;
	dma_addr_t dma;
};

#endif
