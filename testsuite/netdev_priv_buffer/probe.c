// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The private area is known by what probe allocates: alloc_etherdev() of the
 * record's size, then netdev_priv(), then intfdata.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct kl_priv {
	struct usb_device *udev;
	struct net_device *net;
	u8 mac[ETH_ALEN];
	u8 link;
	u8 *reply;
};

static int kl_read_mac(struct kl_priv *kl)
{
	int ret;

	ret = usb_control_msg(kl->udev, usb_rcvctrlpipe(kl->udev, 0), 1, 0xc0,
			      0, 0, kl->reply, ETH_ALEN, 500);
	if (ret == ETH_ALEN)
		memcpy(kl->mac, kl->reply, ETH_ALEN);
	return ret < 0 ? ret : 0;
}

static int kl_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct net_device *net = alloc_etherdev(sizeof(struct kl_priv));
	struct kl_priv *kl;
	int ret = -ENOMEM;

	if (!net)
		return -ENOMEM;
	kl = netdev_priv(net);
	kl->udev = interface_to_usbdev(intf);
	kl->net = net;
	kl->reply = kmalloc(ETH_ALEN, GFP_KERNEL);
	if (!kl->reply)
		goto free_net;
	ret = usb_control_msg(kl->udev, usb_rcvctrlpipe(kl->udev, 0), 2, 0xc0,	/* want: netdev_priv_buffer */
			      0, 0, &kl->link, 1, 500);
	if (ret >= 0)
		ret = kl_read_mac(kl);
	if (ret < 0)
		goto free_reply;
	usb_set_intfdata(intf, kl);
	return 0;

free_reply:
	kfree(kl->reply);
free_net:
	free_netdev(net);
	return ret;
}

static void kl_disconnect(struct usb_interface *intf)
{
	struct kl_priv *kl = usb_get_intfdata(intf);

	kfree(kl->reply);
	free_netdev(kl->net);
}

static const struct usb_device_id kl_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0501) },
	{ }
};
MODULE_DEVICE_TABLE(usb, kl_ids);

static struct usb_driver kl_driver = {
	.name = "kl",
	.probe = kl_probe,
	.disconnect = kl_disconnect,
	.id_table = kl_ids,
};
module_usb_driver(kl_driver);
MODULE_LICENSE("GPL");
