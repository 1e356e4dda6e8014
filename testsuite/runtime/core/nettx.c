// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The way of a packet to ndo_start_xmit(), after validate_xmit_skb(): a driver
 * without NETIF_F_SG gets linear packets; with it, fragments in highmem pages
 * only if it says NETIF_F_HIGHDMA.  No URB can take such a page by address, so
 * that is a report.
 */
#include <linux/etherdevice.h>
#include <linux/netdevice.h>

#include "core.h"
#include "net.h"

#define TRIES 50			/* milliseconds that a packet waits for the queue */

static bool has_highmem(const struct sk_buff *skb)
{
	const struct skb_shared_info *info = skb_shinfo(skb);

	for (int i = 0; i < info->nr_frags; i++)
		if (PageHighMem(info->frags[i].bv_page))
			return true;
	return false;
}

static bool takes_fragments(const struct sk_buff *skb, const struct net_device *dev)
{
	if (!(dev->features & NETIF_F_SG))
		return false;
	return (dev->features & NETIF_F_HIGHDMA) || !has_highmem(skb);
}

/* Packets that get lost from here on are the driver's: its function is their birth. */
static void hand_over(const struct sk_buff *skb, const struct net_device *dev)
{
	rt_addr born = (rt_addr)dev->netdev_ops->ndo_start_xmit + 1;

	rt_object_live((rt_addr)skb)->born = born;
	rt_object_live((rt_addr)skb->head)->born = born;
}

static netdev_tx_t pass_down(struct sk_buff *skb, struct net_device *dev)
{
	netdev_tx_t ret;

	hand_over(skb, dev);
	dev->sending++;
	rt_atomic++;		/* the queue's lock, bottom halves off */
	ret = dev->netdev_ops->ndo_start_xmit(skb, dev);
	rt_atomic--;
	dev->sending--;
	rt_progress();
	return ret;
}

void rt_net_wait_idle(struct net_device *dev)
{
	while (dev->sending)
		rt_wait_step(~0ULL);
}

/* dev_queue_xmit(): takes the packet in any case. */
int rt_net_send(struct net_device *dev, struct sk_buff *skb)
{
	skb->dev = dev;
	if (skb->data_len && !takes_fragments(skb, dev) && skb_linearize(skb)) {
		kfree_skb(skb);
		return -ENOMEM;
	}
	if (has_highmem(skb))
		rt_report_at(RT_X_HIGHDMA, NULL, (rt_addr)dev, skb->len, dev->reg_site);
	for (int i = 0; i < TRIES; i++) {
		if (!netif_running(dev) || !netif_device_present(dev))
			break;
		if (!netif_queue_stopped(dev) && pass_down(skb, dev) == NETDEV_TX_OK)
			return 0;
		msleep(1);
	}
	kfree_skb(skb);
	return -ENETDOWN;
}

/* ---- packets to send ---- */

static void fill(u8 *p, unsigned int len, unsigned int seed)
{
	for (unsigned int i = 0; i < len; i++)
		p[i] = seed + 7 * i;
}

/* Of `head` bytes in the head and `frag` in a page, which is highmem where there is any. */
struct sk_buff *rt_net_packet(unsigned int head, unsigned int frag, bool high)
{
	struct sk_buff *skb = alloc_skb(head + 64 + frag, GFP_KERNEL);
	struct page *page = NULL;
	u8 *p;

	if (!skb)
		return NULL;
	skb_reserve(skb, 64);
	fill(skb_put(skb, head), head, head);
	if (frag)
		page = alloc_page(high ? GFP_KERNEL | __GFP_HIGHMEM : GFP_KERNEL);
	if (frag && !page) {
		kfree_skb(skb);
		return NULL;
	}
	if (page) {
		p = kmap_local_page(page);
		fill(p, frag, frag);
		kunmap_local(p);
		skb_add_rx_frag(skb, 0, page, 0, frag, PAGE_SIZE);
	}
	return skb;
}

static void use(struct net_device *dev)
{
	static const struct {
		unsigned int head, frag;
		bool high;
	} kinds[] = { { 60, 0, false }, { 1000, 0, false }, { 40, 300, false }, { 42, 700, true } };

	if (!netif_running(dev) && rt_net_open(dev))
		return;
	msleep(5);
	for (unsigned int i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct sk_buff *skb = rt_net_packet(kinds[i].head, kinds[i].frag, kinds[i].high);

		if (skb)
			rt_trace("net send %u %d", i, rt_net_send(dev, skb));
		msleep(2);
	}
	msleep(5);
}

void rt_networks(void)
{
	rt_sysfs_enter();	/* an unbind waits until the packets are sent */
	for (struct net_device *dev = rt_netdevs(); dev; dev = dev->reg_next)
		use(dev);
	rt_sysfs_leave();
}
