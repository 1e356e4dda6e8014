// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Network devices: life, queue, carrier, NAPI.  Packets that a driver passes up
 * are traced and freed.  What the stack sends down is nettx.c.
 */
#include <linux/etherdevice.h>
#include <linux/netdevice.h>

#include "core.h"
#include "net.h"

static struct net_device *registered;

struct net_device *rt_netdevs(void)
{
	return registered;
}

struct net_device *alloc_netdev_mqs(int sizeof_priv, const char *name, unsigned char name_type,
				    void (*setup)(struct net_device *dev), unsigned int txqs,
				    unsigned int rxqs)
{
	struct net_device *dev;
	struct rt_object *object;
	RT_API;

	dev = kzalloc(ALIGN(sizeof(*dev), NETDEV_ALIGN) + sizeof_priv, GFP_KERNEL);
	if (!dev)
		return NULL;
	object = rt_object_live((rt_addr)dev);
	object->what = "net_device";
	object->slug = "netdev_priv_buffer";	/* kvzalloc() in the kernel */
	strscpy(dev->name, name, sizeof(dev->name));
	dev->dev_addr = dev->dev_addr_shadow;
	INIT_LIST_HEAD(&dev->dev.devres_head);
	dev->max_mtu = ETH_DATA_LEN;
	setup(dev);
	rt_watch_net(dev);
	return dev;
}

void free_netdev(struct net_device *dev)
{
	struct rt_object *object = rt_object_live((rt_addr)dev);
	RT_API;

	if (!dev)
		return;
	if (!object || object->at != (rt_addr)dev || dev->reg_state == NETREG_REGISTERED) {
		rt_report(object ? RT_X_BAD_FREE : RT_X_DOUBLE_FREE, (rt_addr)dev, sizeof(*dev));
		return;
	}
	object->slug = NULL;
	kfree(dev);
}

int register_netdev(struct net_device *dev)
{
	int ret;
	RT_API;

	ret = rt_fault("register") ? -ENOMEM : 0;
	if (!ret && dev->netdev_ops && dev->netdev_ops->ndo_init)
		ret = dev->netdev_ops->ndo_init(dev);
	if (ret)
		return ret;
	dev->hw_features |= NETIF_F_GSO | NETIF_F_GRO;
	dev->features |= NETIF_F_GSO | NETIF_F_GRO;
	dev->vlan_features |= NETIF_F_HIGHDMA;	/* as the kernel does, for every device */
	dev->wanted_features = dev->features & dev->hw_features;
	dev->reg_state = NETREG_REGISTERED;
	dev->state |= NET_PRESENT;
	dev->reg_site = rt_site();
	dev->reg_next = registered;
	registered = dev;
	rt_trace("net register mtu %u", dev->mtu);
	return 0;
}

int rt_net_open(struct net_device *dev)
{
	int ret = 0;

	if (!(dev->state & NET_PRESENT))
		return -ENODEV;
	dev->state |= NET_START;
	if (dev->netdev_ops->ndo_open)
		ret = dev->netdev_ops->ndo_open(dev);
	if (ret)
		dev->state &= ~NET_START;
	else
		dev->flags |= IFF_UP;
	rt_trace("net open %d", ret);
	if (!ret && dev->netdev_ops->ndo_set_rx_mode) {
		rt_atomic++;
		dev->netdev_ops->ndo_set_rx_mode(dev);
		rt_atomic--;
	}
	return ret;
}

void rt_net_stop(struct net_device *dev)
{
	if (!(dev->state & NET_START))
		return;
	dev->state &= ~NET_START;
	netif_stop_queue(dev);
	if (dev->netdev_ops->ndo_stop)
		dev->netdev_ops->ndo_stop(dev);
	dev->flags &= ~IFF_UP;
	rt_trace("net stop");
}

void unregister_netdev(struct net_device *dev)
{
	struct net_device **at = &registered;
	RT_API;

	while (*at && *at != dev)
		at = &(*at)->reg_next;
	if (!*at) {
		rt_report(RT_X_BAD_FREE, (rt_addr)dev, sizeof(*dev));
		return;
	}
	rt_net_wait_idle(dev);
	rt_net_stop(dev);
	*at = dev->reg_next;
	if (dev->netdev_ops->ndo_uninit)
		dev->netdev_ops->ndo_uninit(dev);
	dev->reg_state = NETREG_UNREGISTERED;
	rt_trace("net unregister");
}

/* ---- what a driver receives ---- */

int netif_rx(struct sk_buff *skb)
{
	u8 *copy;
	RT_API;

	copy = __builtin_malloc(skb->len + 1);
	if (copy && !skb_copy_bits(skb, 0, copy, skb->len))
		rt_trace("net rx %u %08x", skb->len, rt_crc(copy, skb->len));
	__builtin_free(copy);
	kfree_skb(skb);
	return 0;
}

int netif_receive_skb(struct sk_buff *skb)
{
	RT_API;

	return netif_rx(skb);
}

int napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb)
{
	RT_API;

	return netif_rx(skb);
}

/* ---- state ---- */

void netif_start_queue(struct net_device *dev)
{
	dev->state &= ~NET_STOPPED;
}

void netif_stop_queue(struct net_device *dev)
{
	dev->state |= NET_STOPPED;
}

void netif_tx_stop_all_queues(struct net_device *dev)
{
	netif_stop_queue(dev);
}

void netif_wake_queue(struct net_device *dev)
{
	dev->state &= ~NET_STOPPED;
	rt_progress();
}

bool netif_queue_stopped(const struct net_device *dev)
{
	return dev->state & NET_STOPPED;
}

bool netif_running(const struct net_device *dev)
{
	return dev->state & NET_START;
}

bool netif_device_present(const struct net_device *dev)
{
	return dev->state & NET_PRESENT;
}

void netif_device_attach(struct net_device *dev)
{
	dev->state |= NET_PRESENT;
	if (netif_running(dev))
		netif_wake_queue(dev);
}

void netif_device_detach(struct net_device *dev)
{
	dev->state &= ~NET_PRESENT;
	if (netif_running(dev))
		netif_stop_queue(dev);
}

void netif_carrier_on(struct net_device *dev)
{
	dev->state &= ~NET_NOCARRIER;
}

void netif_carrier_off(struct net_device *dev)
{
	dev->state |= NET_NOCARRIER;
}

bool netif_carrier_ok(const struct net_device *dev)
{
	return !(dev->state & NET_NOCARRIER);
}

void dev_get_tstats64(struct net_device *dev, struct rtnl_link_stats64 *s)
{
	memset(s, 0, sizeof(*s));
	s->rx_packets = dev->stats.rx_packets;
	s->tx_packets = dev->stats.tx_packets;
}

void netif_trans_update(struct net_device *dev)
{
}

/* ---- NAPI: polled like an interrupt, again while there is more than the budget ---- */

enum { NAPI_QUEUED = 1, NAPI_DISABLED = 2 };

static void poll(void *arg)
{
	struct napi_struct *napi = arg;
	bool old = rt_in_irq;
	int work;

	if (napi->state & NAPI_DISABLED) {
		napi->state &= ~NAPI_QUEUED;
		return;
	}
	rt_in_irq = true;
	work = napi->poll(napi, napi->weight);
	rt_in_irq = old;
	if (work >= napi->weight && (napi->state & NAPI_QUEUED))
		rt_event(10, poll, napi);
	rt_progress();
}

void netif_napi_add(struct net_device *dev, struct napi_struct *napi,
		    int (*fn)(struct napi_struct *napi, int budget))
{
	memset(napi, 0, sizeof(*napi));
	napi->dev = dev;
	napi->weight = 64;
	napi->poll = fn;
	napi->state = NAPI_DISABLED;
}

void netif_napi_del(struct napi_struct *napi)
{
	napi->state |= NAPI_DISABLED;
}

void napi_enable(struct napi_struct *napi)
{
	napi->state &= ~NAPI_DISABLED;
}

void napi_disable(struct napi_struct *napi)
{
	RT_API;

	napi->state |= NAPI_DISABLED;
	while (napi->state & NAPI_QUEUED)
		rt_wait_step(~0ULL);
	rt_progress();
}

void napi_schedule(struct napi_struct *napi)
{
	if (napi->state & (NAPI_QUEUED | NAPI_DISABLED))
		return;
	napi->state |= NAPI_QUEUED;
	rt_event(10, poll, napi);
}

bool napi_complete_done(struct napi_struct *napi, int work)
{
	napi->state &= ~NAPI_QUEUED;
	return true;
}

/* ---- messages ---- */

void netdev_err(const struct net_device *dev, const char *fmt, ...)
{
}

void netdev_warn(const struct net_device *dev, const char *fmt, ...)
{
}

void netdev_notice(const struct net_device *dev, const char *fmt, ...)
{
}

void netdev_info(const struct net_device *dev, const char *fmt, ...)
{
}
