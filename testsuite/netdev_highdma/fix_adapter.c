// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A statement of its own, and the first of two bits.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/usb.h>

int bad_adapter(struct usb_device *udev, int n)
{
	struct net_device *net = alloc_etherdev(16);
	int ret;

	if (!net)
		return -ENOMEM;
	if (usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, n, 0, NULL, 0, 100) < 0) {
		free_netdev(net);
		return -EIO;
	}
	net->features |= NETIF_F_SG;
	net->features |= NETIF_F_HIGHDMA;	/* want: netdev_highdma */
	net->hw_features = NETIF_F_HIGHDMA | NETIF_F_TSO;	/* want: netdev_highdma */
	ret = !!(net->features & NETIF_F_SG) + 2 * !!(net->hw_features & NETIF_F_TSO);
	free_netdev(net);
	return ret;
}
