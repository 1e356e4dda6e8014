/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COHERENT_H
#define COHERENT_H
#include <linux/usb.h>

struct coherent_dev {
	struct usb_device *udev;
	u8 *coherent, *either;
	dma_addr_t dma;
};
#endif
