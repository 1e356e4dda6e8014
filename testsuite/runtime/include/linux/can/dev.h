/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/can/dev.h - devices of the CAN bus
 */
#ifndef RT_LINUX_CAN_DEV_H
#define RT_LINUX_CAN_DEV_H

#include <linux/netdevice.h>

struct can_priv {
	struct net_device *dev;
	int state;
	int restart_ms;
};

struct net_device *alloc_candev_mqs(int sizeof_priv, unsigned int echo_skb_max,
				    unsigned int txqs, unsigned int rxqs);
#define alloc_candev(size, echo) alloc_candev_mqs(size, echo, 1, 1)
void free_candev(struct net_device *dev);
int register_candev(struct net_device *dev);
void unregister_candev(struct net_device *dev);
int open_candev(struct net_device *dev);
void close_candev(struct net_device *dev);

#endif
