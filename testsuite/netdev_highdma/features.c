// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A USB Ethernet adapter that tells the stack it takes highmem fragments:
 * alone, with other bits, in each of the feature words.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/usb.h>
#include <linux/usb/usbnet.h>

int bad_alone(struct net_device *net)
{
	net->features |= NETIF_F_HIGHDMA;	/* want: netdev_highdma */
	return 0;
}

int bad_folded(struct net_device *net)
{
	net->features |= NETIF_F_SG | NETIF_F_HW_CSUM | NETIF_F_HIGHDMA;	/* want: netdev_highdma */
	return 0;
}

int bad_hw_features(struct usbnet *dev)
{
	dev->net->hw_features = NETIF_F_HIGHDMA;	/* want: netdev_highdma */
	return 0;
}

int bad_wanted_features(struct usbnet *dev)
{
	dev->net->wanted_features |= NETIF_F_HIGHDMA | NETIF_F_TSO;	/* want: netdev_highdma */
	return 0;
}

int bad_second_statement(struct usbnet *dev, bool csum)
{
	if (csum)
		dev->net->features |= NETIF_F_HW_CSUM;
	dev->net->features |= NETIF_F_SG;
	dev->net->features |= NETIF_F_HIGHDMA;	/* want: netdev_highdma */
	return 0;
}

int good_other_bits(struct net_device *net)
{
	net->features |= NETIF_F_SG | NETIF_F_HW_CSUM;
	net->hw_features |= NETIF_F_TSO | NETIF_F_RXCSUM;
	return 0;
}

/* Masked by the real device, and the core ORs it in for everybody. */
int good_vlan_features(struct net_device *net)
{
	net->vlan_features = NETIF_F_SG | NETIF_F_HW_CSUM | NETIF_F_HIGHDMA;
	return 0;
}

int good_cleared(struct net_device *net)
{
	net->features &= ~NETIF_F_HIGHDMA;
	net->hw_features &= ~(NETIF_F_SG | NETIF_F_HIGHDMA);
	return 0;
}

bool good_tested(struct net_device *net)
{
	return net->features & NETIF_F_HIGHDMA;
}

static int eth_bind(struct usbnet *dev, struct usb_interface *intf)
{
	int ret = usbnet_get_endpoints(dev, intf);

	return ret < 0 ? ret : good_other_bits(dev->net);
}

static const struct driver_info eth_info = {
	.description = "USB Ethernet",
	.bind = eth_bind,
};

static const struct usb_device_id eth_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0703), .driver_info = (unsigned long)&eth_info },
	{ }
};
MODULE_DEVICE_TABLE(usb, eth_ids);

static struct usb_driver eth_driver = {
	.name = "eth",
	.probe = usbnet_probe,
	.disconnect = usbnet_disconnect,
	.id_table = eth_ids,
};
module_usb_driver(eth_driver);
MODULE_LICENSE("GPL");
