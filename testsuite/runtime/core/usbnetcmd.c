// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Commands of network links: control transfers by way of memory of their own,
 * so that any buffer will do; endpoints and the address of the device.
 */
#include <linux/etherdevice.h>
#include <linux/usb/usbnet.h>

#include "core.h"

int usbnet_read_cmd(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index, void *data,
		    u16 size)
{
	void *copy = NULL;
	int ret;
	RT_API;

	if (size) {
		copy = kmalloc(size, GFP_NOIO);
		if (!copy)
			return -ENOMEM;
	}
	ret = usb_control_msg(dev->udev, usb_rcvctrlpipe(dev->udev, 0), cmd, reqtype, value,
			      index, copy, size, USB_CTRL_GET_TIMEOUT);
	if (ret > 0 && data)
		memcpy(data, copy, ret <= size ? ret : size);
	kfree(copy);
	return ret;
}

int usbnet_write_cmd(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
		     const void *data, u16 size)
{
	void *copy = NULL;
	int ret;
	RT_API;

	if (data) {
		copy = kmemdup(data, size, GFP_NOIO);
		if (!copy)
			return -ENOMEM;
	} else if (size) {
		return -EINVAL;
	}
	ret = usb_control_msg(dev->udev, usb_sndctrlpipe(dev->udev, 0), cmd, reqtype, value,
			      index, copy, size, USB_CTRL_SET_TIMEOUT);
	kfree(copy);
	return ret;
}

int usbnet_read_cmd_nopm(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			 void *data, u16 size)
{
	RT_API;

	return usbnet_read_cmd(dev, cmd, reqtype, value, index, data, size);
}

int usbnet_write_cmd_nopm(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			  const void *data, u16 size)
{
	RT_API;

	return usbnet_write_cmd(dev, cmd, reqtype, value, index, data, size);
}

static void async_done(struct urb *urb)
{
	kfree(urb->context);
	usb_free_urb(urb);
}

int usbnet_write_cmd_async(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			   const void *data, u16 size)
{
	struct usb_ctrlrequest *setup;
	struct urb *urb;
	void *copy = NULL;
	int ret = -ENOMEM;
	RT_API;

	urb = usb_alloc_urb(0, GFP_ATOMIC);
	setup = kmalloc(sizeof(*setup), GFP_ATOMIC);
	if (data && size)
		copy = kmemdup(data, size, GFP_ATOMIC);
	if (!urb || !setup || (data && size && !copy))
		goto err;
	setup->bRequestType = reqtype;
	setup->bRequest = cmd;
	setup->wValue = cpu_to_le16(value);
	setup->wIndex = cpu_to_le16(index);
	setup->wLength = cpu_to_le16(size);
	usb_fill_control_urb(urb, dev->udev, usb_sndctrlpipe(dev->udev, 0), (void *)setup, copy,
			     size, async_done, setup);
	urb->transfer_flags |= URB_FREE_BUFFER;
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (!ret)
		return 0;
	copy = NULL;			/* goes with the URB */
err:
	kfree(copy);
	kfree(setup);
	usb_free_urb(urb);
	return ret;
}

int usbnet_get_endpoints(struct usbnet *dev, struct usb_interface *intf)
{
	for (unsigned int a = 0; a < intf->num_altsetting; a++) {
		struct usb_host_interface *alt = &intf->altsetting[a];
		struct usb_host_endpoint *in = NULL, *out = NULL, *status = NULL;

		for (int i = 0; i < alt->desc.bNumEndpoints; i++) {
			struct usb_host_endpoint *ep = &alt->endpoint[i];
			bool is_in = usb_endpoint_dir_in(&ep->desc);

			if (usb_endpoint_xfer_int(&ep->desc) && is_in)
				status = status ? status : ep;
			else if (usb_endpoint_xfer_bulk(&ep->desc) && is_in)
				in = in ? in : ep;
			else if (usb_endpoint_xfer_bulk(&ep->desc))
				out = out ? out : ep;
		}
		if (!in || !out)
			continue;
		if (alt->desc.bAlternateSetting &&
		    usb_set_interface(dev->udev, alt->desc.bInterfaceNumber,
				      alt->desc.bAlternateSetting) < 0)
			return -EINVAL;
		dev->in = usb_rcvbulkpipe(dev->udev, usb_endpoint_num(&in->desc));
		dev->out = usb_sndbulkpipe(dev->udev, usb_endpoint_num(&out->desc));
		dev->status = status;
		return 0;
	}
	return -EINVAL;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int usbnet_get_ethernet_addr(struct usbnet *dev, int string)
{
	char text[13];
	u8 addr[ETH_ALEN];
	RT_API;

	if (usb_string(dev->udev, string, text, sizeof(text)) != 12)
		return -EINVAL;
	for (int i = 0; i < ETH_ALEN; i++) {
		if (digit(text[2 * i]) < 0 || digit(text[2 * i + 1]) < 0)
			return -EINVAL;
		addr[i] = digit(text[2 * i]) << 4 | digit(text[2 * i + 1]);
	}
	eth_hw_addr_set(dev->net, addr);
	return 0;
}
