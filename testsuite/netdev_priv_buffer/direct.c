// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A CAN adapter whose private area, reached by netdev_priv(), holds buffers.
 * alloc_netdev() takes it from kvzalloc(): it may be vmalloc() memory.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct can_priv_data {
	struct usb_device *udev;
	struct urb *urb;
	u8 scratch[8];
	u8 status[16];
	u8 tx[16];
	__le32 version;
	u8 *heap;
	int errors;
};

static void can_status(struct urb *urb)
{
	struct net_device *net = urb->context;

	if (urb->status)
		netdev_dbg(net, "status %d\n", urb->status);
}

int bad_array(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 0,	/* want: netdev_priv_buffer */
			       0xc0, 0, 0, priv->scratch, 8, 100);
}

int bad_urb(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	usb_fill_int_urb(priv->urb, priv->udev, usb_rcvintpipe(priv->udev, 1),	/* want: netdev_priv_buffer */
			 &priv->status, sizeof(priv->status), can_status, net, 1);
	return usb_submit_urb(priv->urb, GFP_KERNEL);
}

/* vmalloc() memory is no better for sending. */
int bad_out(struct net_device *net, int *actual)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_bulk_msg(priv->udev, usb_sndbulkpipe(priv->udev, 2), priv->tx,	/* want: netdev_priv_buffer */
			    sizeof(priv->tx), actual, 100);
}

int bad_scalar(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 1,	/* want: netdev_priv_buffer */
			       0xc0, 0, 0, &priv->version, 4, 100);
}

int good_pointer_member(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 0,
			       0xc0, 0, 0, priv->heap, 8, 100);
}

int good_allocated(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);
	u8 *buf = kmalloc(8, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 0,
			      0xc0, 0, 0, buf, 8, 100);
	if (ret == 8)
		memcpy(priv->scratch, buf, 8);
	kfree(buf);
	return ret;
}

int good_copying_sink(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_control_msg_recv(priv->udev, 0, 0, 0xc0, 0, 0, priv->scratch,
				    8, 100, GFP_KERNEL);
}

int good_zero_length(struct net_device *net)
{
	struct can_priv_data *priv = netdev_priv(net);

	return usb_control_msg(priv->udev, usb_sndctrlpipe(priv->udev, 0), 2,
			       0x40, 0, 0, priv->scratch, 0, 100);
}
