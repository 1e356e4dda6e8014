// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A right driver of an Ethernet adapter with URBs of its own: one IN URB that
 * resubmits itself, packets copied into a buffer of their own to be sent.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/usb.h>

#define NIC_SIZE 1536

struct nic {
	struct usb_device *udev;
	struct net_device *net;
	struct urb *in;
	u8 *rx;
	u8 inside[NIC_SIZE];
	struct usb_anchor sent;
	int received;
};

static void nic_rx(struct urb *urb)
{
	struct nic *nic = urb->context;
	struct sk_buff *skb;

	if (urb->status)
		return;
	skb = netdev_alloc_skb(nic->net, urb->actual_length);
	if (skb) {
		skb_put_data(skb, urb->transfer_buffer, urb->actual_length);
		skb->protocol = eth_type_trans(skb, nic->net);
		netif_rx(skb);
	}
	if (++nic->received < 20)
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int nic_open(struct net_device *net)
{
	struct nic *nic = netdev_priv(net);
	int ret;

	usb_fill_bulk_urb(nic->in, nic->udev, usb_rcvbulkpipe(nic->udev, 1), nic->rx, NIC_SIZE,
			  nic_rx, nic);
	ret = usb_submit_urb(nic->in, GFP_KERNEL);
	if (!ret)
		netif_start_queue(net);
	return ret;
}

static int nic_stop(struct net_device *net)
{
	struct nic *nic = netdev_priv(net);

	netif_stop_queue(net);
	usb_kill_urb(nic->in);
	usb_kill_anchored_urbs(&nic->sent);
	return 0;
}

static void nic_sent(struct urb *urb)
{
	struct nic *nic = urb->context;

	netif_wake_queue(nic->net);
}

static netdev_tx_t nic_xmit(struct sk_buff *skb, struct net_device *net)
{
	struct nic *nic = netdev_priv(net);
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);
	u8 *copy = kmalloc(skb->len, GFP_ATOMIC);
	int ret = -ENOMEM;

	if (!urb || !copy) {
		kfree(copy);
		goto out;
	}
	skb_copy_bits(skb, 0, copy, skb->len);
	usb_fill_bulk_urb(urb, nic->udev, usb_sndbulkpipe(nic->udev, 1), copy, skb->len, nic_sent,
			  nic);
	urb->transfer_flags |= URB_FREE_BUFFER;
	netif_stop_queue(net);
	usb_anchor_urb(urb, &nic->sent);
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret)
		usb_unanchor_urb(urb);
out:
	if (ret)
		netif_wake_queue(net);
	usb_free_urb(urb);
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops nic_ops = {
	.ndo_open = nic_open,
	.ndo_stop = nic_stop,
	.ndo_start_xmit = nic_xmit,
	.ndo_set_mac_address = eth_mac_addr,
	.ndo_validate_addr = eth_validate_addr,
};

static int nic_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct net_device *net = alloc_etherdev(sizeof(struct nic));
	struct nic *nic;
	int ret = -ENOMEM;

	if (!net)
		return -ENOMEM;
	nic = netdev_priv(net);
	nic->udev = interface_to_usbdev(intf);
	nic->net = net;
	init_usb_anchor(&nic->sent);
	nic->in = usb_alloc_urb(0, GFP_KERNEL);
	nic->rx = kmalloc(NIC_SIZE, GFP_KERNEL);
	if (!nic->in || !nic->rx)
		goto err;
	net->netdev_ops = &nic_ops;
	net->features |= 0;
	eth_hw_addr_random(net);
	SET_NETDEV_DEV(net, &intf->dev);
	usb_set_intfdata(intf, nic);
	ret = register_netdev(net);
	if (!ret)
		return 0;
err:
	kfree(nic->rx);
	usb_free_urb(nic->in);
	free_netdev(net);
	return ret;
}

static void nic_disconnect(struct usb_interface *intf)
{
	struct nic *nic = usb_get_intfdata(intf);

	unregister_netdev(nic->net);
	kfree(nic->rx);
	usb_free_urb(nic->in);
	free_netdev(nic->net);
}

static const struct usb_device_id nic_ids[] = {
	{ USB_DEVICE(0x1209, 1) },
	{ }
};

static struct usb_driver nic_driver = {
	.name = "nic",
	.probe = nic_probe,
	.disconnect = nic_disconnect,
	.id_table = nic_ids,
};
module_usb_driver(nic_driver);
MODULE_LICENSE("GPL");
