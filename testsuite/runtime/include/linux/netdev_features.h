/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/netdev_features.h - what a network device can do, with the kernel's bit values
 */
#ifndef RT_LINUX_NETDEV_FEATURES_H
#define RT_LINUX_NETDEV_FEATURES_H

#include <linux/types.h>

#define __NETIF_F_BIT(bit) ((netdev_features_t)1 << (bit))
#define NETIF_F_SG __NETIF_F_BIT(0)
#define NETIF_F_IP_CSUM __NETIF_F_BIT(1)
#define NETIF_F_HW_CSUM __NETIF_F_BIT(3)
#define NETIF_F_IPV6_CSUM __NETIF_F_BIT(4)
#define NETIF_F_HIGHDMA __NETIF_F_BIT(5)
#define NETIF_F_FRAGLIST __NETIF_F_BIT(6)
#define NETIF_F_HW_VLAN_CTAG_TX __NETIF_F_BIT(7)
#define NETIF_F_HW_VLAN_CTAG_RX __NETIF_F_BIT(8)
#define NETIF_F_HW_VLAN_CTAG_FILTER __NETIF_F_BIT(9)
#define NETIF_F_GSO __NETIF_F_BIT(11)
#define NETIF_F_LLTX __NETIF_F_BIT(12)
#define NETIF_F_GRO __NETIF_F_BIT(14)
#define NETIF_F_LRO __NETIF_F_BIT(15)
#define NETIF_F_TSO __NETIF_F_BIT(16)
#define NETIF_F_TSO6 __NETIF_F_BIT(20)
#define NETIF_F_RXCSUM __NETIF_F_BIT(40)

#endif
