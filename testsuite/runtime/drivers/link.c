// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A right driver of a network link on usbnet: a header of four bytes before each
 * packet, commands from the stack of the caller, notifications.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/usb.h>
#include <linux/usb/usbnet.h>

#define LINK_HEAD 4

static int link_bind(struct usbnet *dev, struct usb_interface *intf)
{
	u8 version[4];
	int ret = usbnet_get_endpoints(dev, intf);

	if (ret < 0)
		return ret;
	ret = usbnet_read_cmd(dev, 1, USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, version, 4);
	if (ret < 0)
		return ret;
	dev->net->hard_header_len += LINK_HEAD;
	dev->rx_urb_size = 1024;
	return usbnet_write_cmd(dev, 2, USB_TYPE_VENDOR, 0, 0, version, 4) < 0 ? -EIO : 0;
}

static int link_rx_fixup(struct usbnet *dev, struct sk_buff *skb)
{
	if (skb->len < LINK_HEAD + ETH_HLEN)
		return 0;
	skb_pull(skb, LINK_HEAD);
	return 1;
}

static struct sk_buff *link_tx_fixup(struct usbnet *dev, struct sk_buff *skb, gfp_t flags)
{
	u32 len = skb->len;

	if (skb_cow_head(skb, LINK_HEAD)) {
		dev_kfree_skb_any(skb);
		return NULL;
	}
	memcpy(skb_push(skb, LINK_HEAD), &len, LINK_HEAD);
	return skb;
}

static void link_status(struct usbnet *dev, struct urb *urb)
{
	if (!netif_carrier_ok(dev->net))
		usbnet_link_change(dev, true, true);
}

static int link_reset(struct usbnet *dev)
{
	return usbnet_write_cmd_async(dev, 3, USB_TYPE_VENDOR, 0, 0, "on", 2);
}

static const struct driver_info link_info = {
	.description = "link",
	.flags = FLAG_ETHER | FLAG_LINK_INTR,
	.bind = link_bind,
	.rx_fixup = link_rx_fixup,
	.tx_fixup = link_tx_fixup,
	.status = link_status,
	.link_reset = link_reset,
};

static const struct usb_device_id link_ids[] = {
	{ USB_DEVICE(0x1209, 1), .driver_info = (unsigned long)&link_info },
	{ }
};

static struct usb_driver link_driver = {
	.name = "link",
	.probe = usbnet_probe,
	.disconnect = usbnet_disconnect,
	.suspend = usbnet_suspend,
	.resume = usbnet_resume,
	.id_table = link_ids,
};
module_usb_driver(link_driver);
MODULE_LICENSE("GPL");
