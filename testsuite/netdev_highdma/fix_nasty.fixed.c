// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * By way of a variable, chosen by a condition, with comments inside.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/usb.h>

int bad_nasty(struct usb_device *udev, int n)
{
	struct net_device *net = alloc_etherdev(16);
	netdev_features_t wish = 0;
	int ret;

	if (!net)
		return -ENOMEM;
	if (usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 1, 0x40, n, 0, NULL, 0, 100) < 0) {
		free_netdev(net);
		return -EIO;
	}
	wish |= NETIF_F_SG;
	if (n > 1)
		wish |= NETIF_F_TSO;
	net->features |= wish;	/* want: netdev_highdma */
	net->hw_features |= n ? NETIF_F_TSO : NETIF_F_TSO;	/* want: netdev_highdma */
	ret = !!(net->features & NETIF_F_SG) + 2 * !!(net->hw_features & NETIF_F_TSO);
	free_netdev(net);
	return ret;
}
