/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb/hcd.h - what drivers may know of host controllers
 */
#ifndef RT_LINUX_USB_HCD_H
#define RT_LINUX_USB_HCD_H

#include <linux/usb.h>

struct hc_driver;

struct usb_hcd {
	struct usb_bus self;
	const char *product_desc;
	const struct hc_driver *driver;
	unsigned long flags;
};

static inline struct usb_hcd *bus_to_hcd(struct usb_bus *bus)
{
	return container_of(bus, struct usb_hcd, self);
}

bool hcd_uses_dma(struct usb_hcd *hcd);

#endif
