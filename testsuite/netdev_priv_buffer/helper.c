// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An Ethernet adapter: the private area is passed on to functions that know
 * nothing of the net device, and its members to register wrappers.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct eth_adapter {
	struct usb_device *udev;
	struct net_device *net;
	u8 ctrl[2];
	u8 *heap;
};

static int get_registers(struct eth_adapter *a, u16 reg, u16 len, void *data)
{
	return usb_control_msg(a->udev, usb_rcvctrlpipe(a->udev, 0), 5, 0xc0,
			       0, reg, data, len, 500);
}

int bad_wrapper(struct net_device *net)
{
	struct eth_adapter *a = netdev_priv(net);

	return get_registers(a, 0x12e, 2, a->ctrl);	/* want: netdev_priv_buffer */
}

int good_wrapper(struct net_device *net)
{
	struct eth_adapter *a = netdev_priv(net);

	return get_registers(a, 0x12e, 2, a->heap);
}
