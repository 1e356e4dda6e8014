/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/etherdevice.h - Ethernet devices
 */
#ifndef RT_LINUX_ETHERDEVICE_H
#define RT_LINUX_ETHERDEVICE_H

#include <linux/netdevice.h>
#include <linux/if_ether.h>
#include <linux/random.h>

struct net_device *alloc_etherdev_mqs(int sizeof_priv, unsigned int txqs, unsigned int rxqs);
#define alloc_etherdev(size) alloc_etherdev_mq(size, 1)
#define alloc_etherdev_mq(size, count) alloc_etherdev_mqs(size, count, count)
struct net_device *devm_alloc_etherdev_mqs(struct device *dev, int sizeof_priv,
					   unsigned int txqs, unsigned int rxqs);
#define devm_alloc_etherdev(dev, size) devm_alloc_etherdev_mqs(dev, size, 1, 1)
__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev);
int eth_mac_addr(struct net_device *dev, void *p);
int eth_validate_addr(struct net_device *dev);
void eth_hw_addr_set(struct net_device *dev, const u8 *addr);
void eth_hw_addr_random(struct net_device *dev);
bool is_valid_ether_addr(const u8 *addr);
void eth_random_addr(u8 *addr);
void ether_setup(struct net_device *dev);
bool is_multicast_ether_addr(const u8 *addr);
bool is_zero_ether_addr(const u8 *addr);
void eth_zero_addr(u8 *addr);
void ether_addr_copy(u8 *dst, const u8 *src);
void eth_broadcast_addr(u8 *addr);

#endif
