/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * net.h - what the network files of core/ share
 */
#ifndef RT_NET_H
#define RT_NET_H

#include <linux/netdevice.h>

/* net_device.state */
enum { NET_START = 1, NET_PRESENT = 2, NET_NOCARRIER = 4, NET_STOPPED = 8 };

struct net_device *rt_netdevs(void);		/* registered ones, by reg_next */
int rt_net_open(struct net_device *dev);
void rt_net_stop(struct net_device *dev);
void rt_net_wait_idle(struct net_device *dev);	/* nobody is inside ndo_start_xmit() */
void rt_networks(void);				/* opens each and sends packets of all kinds */

/* ---- usbnet ---- */
struct usbnet;
struct tasklet_struct;
void rt_usbnet_fill(struct usbnet *dev, gfp_t gfp);	/* IN URBs up to the queue's length */
void rt_usbnet_bh(struct tasklet_struct *t);
void rt_usbnet_terminate(struct usbnet *dev);	/* takes all URBs back, waits */

#endif
