// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Network links on the common core, as drivers/net/usb/usbnet.c offers it: life
 * of a link, deferred events, power.  The data path is usbnetio.c, the commands
 * are usbnetcmd.c.
 */
#include <linux/etherdevice.h>
#include <linux/usb/usbnet.h>

#include "core.h"
#include "net.h"

static void interrupt_complete(struct urb *urb)
{
	struct usbnet *dev = urb->context;

	if (!urb->status && dev->driver_info->status)
		dev->driver_info->status(dev, urb);
	if ((!urb->status || urb->status == -EPROTO) && netif_running(dev->net))
		usb_submit_urb(urb, GFP_ATOMIC);
}

static int init_status(struct usbnet *dev)
{
	struct usb_endpoint_descriptor *d = dev->status ? &dev->status->desc : NULL;
	unsigned int size;
	u8 *buffer;

	if (!d || !dev->driver_info->status)
		return 0;
	size = usb_endpoint_maxp(d);
	buffer = kmalloc(size, GFP_KERNEL);
	dev->interrupt = buffer ? usb_alloc_urb(0, GFP_KERNEL) : NULL;
	if (!dev->interrupt) {
		kfree(buffer);
		return -ENOMEM;
	}
	usb_fill_int_urb(dev->interrupt, dev->udev,
			 usb_rcvintpipe(dev->udev, usb_endpoint_num(d)), buffer, size,
			 interrupt_complete, dev, d->bInterval);
	dev->interrupt->transfer_flags |= URB_FREE_BUFFER;
	return 0;
}

int usbnet_status_start(struct usbnet *dev, gfp_t mem_flags)
{
	RT_API;

	if (!dev->interrupt || dev->interrupt_count++)
		return 0;
	return usb_submit_urb(dev->interrupt, mem_flags);
}

void usbnet_status_stop(struct usbnet *dev)
{
	RT_API;

	if (dev->interrupt && dev->interrupt_count && !--dev->interrupt_count)
		usb_kill_urb(dev->interrupt);
}

/* ---- up and down ---- */

int usbnet_open(struct net_device *net)
{
	struct usbnet *dev = netdev_priv(net);
	const struct driver_info *info = dev->driver_info;
	int ret;
	RT_API;

	ret = info->reset ? info->reset(dev) : 0;
	if (ret >= 0 && info->check_connect)
		ret = info->check_connect(dev);
	if (ret < 0)
		return ret;
	ret = usbnet_status_start(dev, GFP_KERNEL);
	if (ret < 0)
		return ret;
	dev->flags = 1UL << EVENT_DEV_OPEN;
	netif_start_queue(net);
	if (info->manage_power)
		info->manage_power(dev, 1);
	tasklet_schedule(&dev->bh);
	return 0;
}

int usbnet_stop(struct net_device *net)
{
	struct usbnet *dev = netdev_priv(net);
	const struct driver_info *info = dev->driver_info;
	RT_API;

	dev->flags &= ~(1UL << EVENT_DEV_OPEN);
	netif_stop_queue(net);
	if (info->stop)
		info->stop(dev);
	rt_usbnet_terminate(dev);
	usbnet_status_stop(dev);
	dev->flags = 0;
	del_timer_sync(&dev->delay);
	tasklet_kill(&dev->bh);
	if (info->manage_power)
		info->manage_power(dev, 0);
	return 0;
}

int usbnet_change_mtu(struct net_device *net, int mtu)
{
	struct usbnet *dev = netdev_priv(net);

	if (!((mtu + net->hard_header_len) % dev->maxpacket))
		return -EDOM;
	net->mtu = mtu;
	dev->hard_mtu = mtu + net->hard_header_len;
	return 0;
}

void usbnet_tx_timeout(struct net_device *net, unsigned int txqueue)
{
	struct usbnet *dev = netdev_priv(net);

	tasklet_schedule(&dev->bh);
}

/* ---- what cannot be done in interrupt context ---- */

static void kevent(struct work_struct *work)
{
	struct usbnet *dev = container_of(work, struct usbnet, kevent);

	if (test_bit(EVENT_TX_HALT, &dev->flags)) {
		usb_clear_halt(dev->udev, dev->out);
		dev->flags &= ~(1UL << EVENT_TX_HALT);
	}
	if (test_bit(EVENT_RX_HALT, &dev->flags)) {
		usb_clear_halt(dev->udev, dev->in);
		dev->flags &= ~(1UL << EVENT_RX_HALT);
	}
	if (test_bit(EVENT_LINK_RESET, &dev->flags)) {
		dev->flags &= ~(1UL << EVENT_LINK_RESET);
		if (dev->driver_info->link_reset)
			dev->driver_info->link_reset(dev);
	}
	if (netif_running(dev->net))
		tasklet_schedule(&dev->bh);
}

void usbnet_defer_kevent(struct usbnet *dev, int work)
{
	dev->flags |= 1UL << work;
	schedule_work(&dev->kevent);
}

void usbnet_link_change(struct usbnet *dev, bool link, bool need_reset)
{
	if (link)
		netif_carrier_on(dev->net);
	else
		netif_carrier_off(dev->net);
	if (need_reset && link)
		usbnet_defer_kevent(dev, EVENT_LINK_RESET);
}

/* ---- life ---- */

static const struct net_device_ops usbnet_ops = {
	.ndo_open = usbnet_open,
	.ndo_stop = usbnet_stop,
	.ndo_start_xmit = usbnet_start_xmit,
	.ndo_change_mtu = usbnet_change_mtu,
	.ndo_tx_timeout = usbnet_tx_timeout,
	.ndo_set_mac_address = eth_mac_addr,
	.ndo_validate_addr = eth_validate_addr,
};

static void try_again(struct timer_list *t)
{
	struct usbnet *dev = from_timer(dev, t, delay);

	tasklet_schedule(&dev->bh);
}

static void init(struct usbnet *dev, struct net_device *net, struct usb_interface *intf,
		 const struct driver_info *info)
{
	dev->udev = interface_to_usbdev(intf);
	dev->intf = intf;
	dev->driver_info = info;
	dev->driver_name = "usbnet";
	dev->net = net;
	skb_queue_head_init(&dev->rxq);
	skb_queue_head_init(&dev->txq);
	skb_queue_head_init(&dev->done);
	skb_queue_head_init(&dev->rxq_pause);
	tasklet_setup(&dev->bh, rt_usbnet_bh);
	timer_setup(&dev->delay, try_again, 0);
	INIT_WORK(&dev->kevent, kevent);
	init_usb_anchor(&dev->deferred);
	mutex_init(&dev->phy_mutex);
	mutex_init(&dev->interrupt_mutex);
	eth_hw_addr_random(net);
	dev->hard_mtu = net->mtu + net->hard_header_len;
	net->netdev_ops = &usbnet_ops;
}

static int bind(struct usbnet *dev, struct usb_interface *intf)
{
	const struct driver_info *info = dev->driver_info;

	if (info->bind)
		return info->bind(dev, intf);
	if (!info->in || !info->out)
		return usbnet_get_endpoints(dev, intf);
	dev->in = usb_rcvbulkpipe(dev->udev, info->in);
	dev->out = usb_sndbulkpipe(dev->udev, info->out);
	return usb_set_interface(dev->udev, intf->cur_altsetting->desc.bInterfaceNumber, 0);
}

static int start(struct usbnet *dev, struct usb_interface *intf)
{
	int ret = init_status(dev);

	if (ret)
		return ret;
	if (!dev->rx_urb_size)
		dev->rx_urb_size = dev->hard_mtu;
	dev->maxpacket = usb_maxpacket(dev->udev, dev->out);
	if (!dev->maxpacket)
		return -ENODEV;
	if (dev->can_dma_sg)
		dev->net->features |= NETIF_F_SG | NETIF_F_TSO;
	ret = register_netdev(dev->net);
	if (ret)
		return ret;
	usb_set_intfdata(intf, dev);
	netif_device_attach(dev->net);
	if (dev->driver_info->flags & FLAG_LINK_INTR)
		usbnet_link_change(dev, 0, 0);
	return 0;
}

int usbnet_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct net_device *net;
	struct usbnet *dev;
	int ret;
	RT_API;

	if (!id->driver_info)
		return -ENODEV;
	net = alloc_etherdev(sizeof(*dev));
	if (!net)
		return -ENOMEM;
	dev = netdev_priv(net);
	SET_NETDEV_DEV(net, &intf->dev);
	init(dev, net, intf, (const struct driver_info *)id->driver_info);
	ret = bind(dev, intf);
	if (ret < 0)
		goto err_bind;
	ret = start(dev, intf);
	if (!ret)
		return 0;
	usb_free_urb(dev->interrupt);
	if (dev->driver_info->unbind)
		dev->driver_info->unbind(dev, intf);
err_bind:
	cancel_work_sync(&dev->kevent);
	free_netdev(net);
	return ret;
}

void usbnet_disconnect(struct usb_interface *intf)
{
	struct usbnet *dev = usb_get_intfdata(intf);
	struct net_device *net;
	RT_API;

	usb_set_intfdata(intf, NULL);
	if (!dev)
		return;
	net = dev->net;
	unregister_netdev(net);
	cancel_work_sync(&dev->kevent);
	usb_scuttle_anchored_urbs(&dev->deferred);
	if (dev->driver_info->unbind)
		dev->driver_info->unbind(dev, intf);
	usb_kill_urb(dev->interrupt);
	usb_free_urb(dev->interrupt);
	free_netdev(net);
}

/* ---- power ---- */

int usbnet_suspend(struct usb_interface *intf, pm_message_t message)
{
	struct usbnet *dev = usb_get_intfdata(intf);
	RT_API;

	if (dev->suspend_count++)
		return 0;
	if (dev->txq.qlen && PMSG_IS_AUTO(message)) {
		dev->suspend_count--;
		return -EBUSY;
	}
	dev->flags |= 1UL << EVENT_DEV_ASLEEP;
	netif_device_detach(dev->net);
	rt_usbnet_terminate(dev);
	if (dev->interrupt)
		usb_kill_urb(dev->interrupt);
	netif_device_attach(dev->net);
	return 0;
}

int usbnet_resume(struct usb_interface *intf)
{
	struct usbnet *dev = usb_get_intfdata(intf);
	RT_API;

	if (--dev->suspend_count)
		return 0;
	dev->flags &= ~(1UL << EVENT_DEV_ASLEEP);
	if (dev->interrupt_count)
		usb_submit_urb(dev->interrupt, GFP_NOIO);
	if (test_bit(EVENT_DEV_OPEN, &dev->flags))
		tasklet_schedule(&dev->bh);
	return 0;
}
