// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Questions about the endpoints of a setting, and what starts them afresh.
 */
#include "core.h"

static bool has(const struct usb_interface *intf, u8 address, int type)
{
	const struct usb_host_interface *alt = intf->cur_altsetting;

	for (int i = 0; i < alt->desc.bNumEndpoints; i++) {
		const struct usb_endpoint_descriptor *d = &alt->endpoint[i].desc;

		if (d->bEndpointAddress == address)
			return usb_endpoint_type(d) == type;
	}
	return false;
}

static bool has_all(const struct usb_interface *intf, const u8 *addresses, int type)
{
	for (; *addresses; addresses++)
		if (!has(intf, *addresses, type))
			return false;
	return true;
}

bool usb_check_bulk_endpoints(const struct usb_interface *intf, const u8 *ep_addrs)
{
	return has_all(intf, ep_addrs, USB_ENDPOINT_XFER_BULK);
}

bool usb_check_int_endpoints(const struct usb_interface *intf, const u8 *ep_addrs)
{
	return has_all(intf, ep_addrs, USB_ENDPOINT_XFER_INT);
}

/* The toggle only: what is in flight stays there. */
void usb_reset_endpoint(struct usb_device *dev, unsigned int epaddr)
{
}

/* All interfaces go back to their first setting, and nothing stays in flight. */
int usb_reset_configuration(struct usb_device *dev)
{
	int ret;
	RT_API;

	if (dev->state == USB_STATE_SUSPENDED)
		return -EHOSTUNREACH;
	ret = usb_control_msg(dev, usb_sndctrlpipe(dev, 0), USB_REQ_SET_CONFIGURATION, 0, 1, 0,
			      NULL, 0, USB_CTRL_SET_TIMEOUT);
	if (ret < 0)
		return ret;
	for (int n = 0; n < USB_MAXINTERFACES; n++) {
		struct usb_interface *intf = dev->actconfig->interface[n];

		if (intf)
			usb_set_interface(dev, intf->altsetting->desc.bInterfaceNumber,
					  intf->altsetting->desc.bAlternateSetting);
	}
	return 0;
}
