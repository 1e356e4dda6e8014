// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The bit gets to the feature word by way of a local: plain, collected in
 * steps, chosen, taken away before.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/usb.h>

struct adapter {
	struct usb_device *udev;
	struct net_device *net;
	netdev_features_t wish;
};

int bad_local(struct adapter *a)
{
	netdev_features_t feat = NETIF_F_HIGHDMA;

	a->net->features |= feat;	/* want: netdev_highdma */
	return 0;
}

int bad_collected(struct adapter *a, bool tso)
{
	netdev_features_t feat = NETIF_F_SG;

	feat |= NETIF_F_HIGHDMA;
	if (tso)
		feat |= NETIF_F_TSO;
	a->net->hw_features = feat;	/* want: netdev_highdma */
	return 0;
}

int bad_chosen(struct adapter *a, bool wide)
{
	a->net->features |= wide ? NETIF_F_SG | NETIF_F_HIGHDMA : NETIF_F_SG;	/* want: netdev_highdma */
	return 0;
}

int good_removed(struct adapter *a, netdev_features_t wish)
{
	wish &= ~NETIF_F_HIGHDMA;
	a->net->features |= wish;
	return 0;
}

int good_mask_variable(struct adapter *a)
{
	netdev_features_t never = NETIF_F_HIGHDMA | NETIF_F_LRO;

	a->net->features &= ~never;
	return 0;
}

/* Kept in the driver's own record, where nobody acts on it. */
int good_own_record(struct adapter *a)
{
	a->wish = NETIF_F_HIGHDMA;
	return 0;
}

static int adapter_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct net_device *net = alloc_etherdev(sizeof(struct adapter));
	struct adapter *a;

	if (!net)
		return -ENOMEM;
	a = netdev_priv(net);
	a->udev = interface_to_usbdev(intf);
	a->net = net;
	usb_set_intfdata(intf, a);
	return 0;
}

static void adapter_disconnect(struct usb_interface *intf)
{
	struct adapter *a = usb_get_intfdata(intf);

	free_netdev(a->net);
}

static const struct usb_device_id adapter_ids[] = {
	{ USB_DEVICE(0x2b5d, 0x0701) },
	{ }
};
MODULE_DEVICE_TABLE(usb, adapter_ids);

static struct usb_driver adapter_driver = {
	.name = "adapter",
	.probe = adapter_probe,
	.disconnect = adapter_disconnect,
	.id_table = adapter_ids,
};
module_usb_driver(adapter_driver);
MODULE_LICENSE("GPL");
