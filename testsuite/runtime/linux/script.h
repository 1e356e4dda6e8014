/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * script.h - descriptors and reports for the scripted devices of this folder
 */
#ifndef RT_SCRIPT_H
#define RT_SCRIPT_H

#include "device.h"
#include "user.h"

#define CONFIG(interfaces) 9, USB_DT_CONFIG, 0, 0, interfaces, 1, 0, 0x80, 50
#define INTERFACE(number, endpoints, class, subclass, protocol) \
	9, USB_DT_INTERFACE, number, 0, endpoints, class, subclass, protocol, 0
#define ENDPOINT(address, kind, size, interval) \
	7, USB_DT_ENDPOINT, address, USB_ENDPOINT_XFER_##kind, (size) & 0xff, (size) >> 8, interval

/* The device that is plugged in; `config` and `data()` are the script's. */
#define SCRIPT(vendor, product, how_fast, on_control) \
const struct rt_script *rt_script(void) \
{ \
	static const struct rt_script script = { \
		.device = { \
			.bLength = 18, .bDescriptorType = USB_DT_DEVICE, \
			.bcdUSB = cpu_to_le16(0x0200), .bMaxPacketSize0 = 64, \
			.idVendor = cpu_to_le16(vendor), .idProduct = cpu_to_le16(product), \
			.bNumConfigurations = 1, \
		}, \
		.config = config, .config_size = sizeof(config), \
		.speed = USB_SPEED_##how_fast, .control = on_control, .data = data, \
	}; \
	return &script; \
}

/* The next of `count` reports of `size` bytes, as often as there are any; then NAK. */
static inline int next_report(struct rt_xfer *x, const u8 *reports, unsigned int count,
			      unsigned int size)
{
	static unsigned int next;

	if (next == count)
		return RT_NAK;
	size = size < x->len ? size : x->len;
	memcpy(x->data, reports + size * next++, size);
	return size;
}

/* All requests succeed; what is asked for is zero. */
static inline __attribute__((__unused__)) int control_ok(struct rt_xfer *x)
{
	return x->len;
}

#endif
