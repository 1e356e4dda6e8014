// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The data path of network links on the common core: packets received into skbs
 * of rx_urb_size, packets sent from skb->data or as a scatterlist, both finished
 * in a tasklet.  What a driver sees of usbnet is the same, the code is not.
 */
#include <linux/etherdevice.h>
#include <linux/usb/usbnet.h>

#include "core.h"
#include "net.h"

#define RX_QUEUE 4
#define TX_QUEUE 8

enum state { RX, RX_DONE, TX, TX_DONE };

struct usbnet_cb {
	struct urb *urb;
	struct usbnet *dev;
	enum state state;
};

static struct usbnet_cb *cb_of(struct sk_buff *skb)
{
	return (struct usbnet_cb *)skb->cb;
}

static void finish(struct sk_buff *skb, struct sk_buff_head *from, enum state state)
{
	struct usbnet *dev = cb_of(skb)->dev;

	cb_of(skb)->state = state;
	__skb_unlink(skb, from);
	__skb_queue_tail(&dev->done, skb);
	tasklet_schedule(&dev->bh);
}

/* ---- received ---- */

static void rx_complete(struct urb *urb)
{
	struct sk_buff *skb = urb->context;
	struct usbnet *dev = cb_of(skb)->dev;

	skb_put(skb, urb->actual_length);
	if (urb->status == -EPIPE)
		usbnet_defer_kevent(dev, EVENT_RX_HALT);
	if (urb->status) {
		dev->net->stats.rx_errors++;
		skb_trim(skb, 0);
	}
	finish(skb, &dev->rxq, RX_DONE);
}

static bool may_receive(const struct usbnet *dev)
{
	return netif_running(dev->net) && netif_device_present(dev->net) &&
		!test_bit(EVENT_RX_HALT, &dev->flags) && !test_bit(EVENT_DEV_ASLEEP, &dev->flags);
}

static int rx_submit(struct usbnet *dev, gfp_t gfp)
{
	size_t size = dev->rx_urb_size ? dev->rx_urb_size : dev->hard_mtu;
	struct urb *urb = usb_alloc_urb(0, gfp);
	struct sk_buff *skb = urb ? __netdev_alloc_skb_ip_align(dev->net, size, gfp) : NULL;
	int ret = -ENOMEM;

	if (!skb)
		goto err;
	*cb_of(skb) = (struct usbnet_cb){ urb, dev, RX };
	usb_fill_bulk_urb(urb, dev->udev, dev->in, skb->data, size, rx_complete, skb);
	ret = usb_submit_urb(urb, gfp);
	if (ret)
		goto err;
	__skb_queue_tail(&dev->rxq, skb);
	return 0;
err:
	if (ret == -EPIPE)
		usbnet_defer_kevent(dev, EVENT_RX_HALT);
	else if (ret == -ENODEV)
		netif_device_detach(dev->net);
	else if (ret == -ENOMEM)
		mod_timer(&dev->delay, jiffies + 1);	/* perhaps there is more later */
	kfree_skb(skb);
	usb_free_urb(urb);
	return ret;
}

void rt_usbnet_fill(struct usbnet *dev, gfp_t gfp)
{
	while (may_receive(dev) && dev->rxq.qlen < RX_QUEUE)
		if (rx_submit(dev, gfp))
			return;
}

void usbnet_skb_return(struct usbnet *dev, struct sk_buff *skb)
{
	RT_API;

	skb->protocol = eth_type_trans(skb, dev->net);
	dev->net->stats.rx_packets++;
	dev->net->stats.rx_bytes += skb->len;
	memset(skb->cb, 0, sizeof(struct usbnet_cb));
	netif_rx(skb);
}

static void rx_process(struct usbnet *dev, struct sk_buff *skb)
{
	if (dev->driver_info->rx_fixup && !dev->driver_info->rx_fixup(dev, skb)) {
		dev->net->stats.rx_errors++;
		kfree_skb(skb);
		return;
	}
	/* a multi-packet driver has passed on clones */
	if ((dev->driver_info->flags & FLAG_MULTI_PACKET) || skb->len < ETH_HLEN) {
		kfree_skb(skb);
		return;
	}
	usbnet_skb_return(dev, skb);
}

/* ---- the tasklet ---- */

void rt_usbnet_bh(struct tasklet_struct *t)
{
	struct usbnet *dev = from_tasklet(dev, t, bh);
	struct sk_buff *skb;

	while ((skb = skb_dequeue(&dev->done))) {
		struct usbnet_cb *cb = cb_of(skb);
		struct urb *urb = cb->urb;

		if (cb->state == TX_DONE) {
			kfree(urb->sg);
			kfree_skb(skb);
		} else if (!skb->len) {
			kfree_skb(skb);
		} else {
			rx_process(dev, skb);
		}
		usb_free_urb(urb);
	}
	rt_progress();
	rt_usbnet_fill(dev, GFP_ATOMIC);
	if (netif_running(dev->net) && netif_device_present(dev->net) &&
	    dev->txq.qlen < TX_QUEUE && !test_bit(EVENT_TX_HALT, &dev->flags))
		netif_wake_queue(dev->net);
}

/* ---- sent ---- */

static void tx_complete(struct urb *urb)
{
	struct sk_buff *skb = urb->context;
	struct usbnet *dev = cb_of(skb)->dev;

	if (!urb->status)
		dev->net->stats.tx_packets++;
	else
		dev->net->stats.tx_errors++;
	if (urb->status == -EPIPE)
		usbnet_defer_kevent(dev, EVENT_TX_HALT);
	finish(skb, &dev->txq, TX_DONE);
}

static int build_sg(struct sk_buff *skb, struct urb *urb)
{
	int n = skb_shinfo(skb)->nr_frags + 1;

	if (n == 1)
		return 0;
	urb->sg = kmalloc_array(n, sizeof(*urb->sg), GFP_ATOMIC);
	if (!urb->sg)
		return -ENOMEM;
	sg_init_table(urb->sg, n);
	urb->num_sgs = skb_to_sgvec(skb, urb->sg, 0, skb->len);
	urb->transfer_buffer_length = skb->len;
	return 0;
}

/* A last packet of full size needs a short one behind it, or a byte more. */
static void end_packet(struct usbnet *dev, struct sk_buff *skb, struct urb *urb)
{
	if (urb->transfer_buffer_length % dev->maxpacket)
		return;
	if ((dev->driver_info->flags & FLAG_SEND_ZLP) || urb->num_sgs || !skb_tailroom(skb)) {
		urb->transfer_flags |= URB_ZERO_PACKET;
		return;
	}
	*(u8 *)skb_put(skb, 1) = 0;
	urb->transfer_buffer_length++;
}

static struct urb *tx_urb(struct usbnet *dev, struct sk_buff *skb)
{
	struct urb *urb = usb_alloc_urb(0, GFP_ATOMIC);

	if (!urb)
		return NULL;
	usb_fill_bulk_urb(urb, dev->udev, dev->out, skb->data, skb->len, tx_complete, skb);
	if (dev->can_dma_sg && build_sg(skb, urb)) {
		usb_free_urb(urb);
		return NULL;
	}
	return urb;
}

netdev_tx_t usbnet_start_xmit(struct sk_buff *skb, struct net_device *net)
{
	struct usbnet *dev = netdev_priv(net);
	struct urb *urb = NULL;
	RT_API;

	if (dev->driver_info->tx_fixup)
		skb = dev->driver_info->tx_fixup(dev, skb, GFP_ATOMIC);
	if (skb)
		urb = tx_urb(dev, skb);
	if (!urb)
		goto drop;
	*cb_of(skb) = (struct usbnet_cb){ urb, dev, TX };
	end_packet(dev, skb, urb);
	__skb_queue_tail(&dev->txq, skb);
	if (usb_submit_urb(urb, GFP_ATOMIC)) {
		__skb_unlink(skb, &dev->txq);
		goto drop;
	}
	if (dev->txq.qlen >= TX_QUEUE)
		netif_stop_queue(net);
	return NETDEV_TX_OK;
drop:
	net->stats.tx_dropped++;
	if (urb)
		kfree(urb->sg);
	usb_free_urb(urb);
	if (skb)
		kfree_skb(skb);
	return NETDEV_TX_OK;
}

/* ---- all back ---- */

static void unlink_all(struct sk_buff_head *queue)
{
	for (struct sk_buff *skb = queue->next; skb != (void *)queue; skb = skb->next)
		usb_unlink_urb(cb_of(skb)->urb);
}

void rt_usbnet_terminate(struct usbnet *dev)
{
	unlink_all(&dev->txq);
	unlink_all(&dev->rxq);
	while (dev->txq.qlen || dev->rxq.qlen || dev->done.qlen) {
		if (dev->done.qlen)
			tasklet_schedule(&dev->bh);
		rt_wait_step(~0ULL);
	}
	rt_progress();
}
