/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/usb/usbnet.h - USB network links on the common core
 */
#ifndef RT_LINUX_USB_USBNET_H
#define RT_LINUX_USB_USBNET_H

#include <linux/mii.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/types.h>
#include <linux/usb.h>
#include <linux/timer.h>
#include <linux/interrupt.h>

struct usbnet {
	struct usb_device *udev;
	struct usb_interface *intf;
	const struct driver_info *driver_info;
	const char *driver_name;
	void *driver_priv;
	wait_queue_head_t wait;
	struct mutex phy_mutex;
	unsigned char suspend_count;
	unsigned char pkt_cnt, pkt_err;
	unsigned short rx_qlen, tx_qlen;
	unsigned can_dma_sg:1;
	unsigned in, out;
	struct usb_host_endpoint *status;
	unsigned maxpacket;
	struct timer_list delay;
	const char *padding_pkt;
	struct net_device *net;
	int msg_enable;
	unsigned long data[5];
	u32 xid;
	u32 hard_mtu;
	size_t rx_urb_size;
	struct mii_if_info mii;
	long rx_speed;
	long tx_speed;
	struct sk_buff_head rxq;
	struct sk_buff_head txq;
	struct sk_buff_head done;
	struct sk_buff_head rxq_pause;
	struct urb *interrupt;
	unsigned interrupt_count;
	struct mutex interrupt_mutex;
	struct usb_anchor deferred;
	struct tasklet_struct bh;
	struct work_struct kevent;
	unsigned long flags;
};

#define EVENT_TX_HALT 0
#define EVENT_RX_HALT 1
#define EVENT_RX_MEMORY 2
#define EVENT_STS_SPLIT 3
#define EVENT_LINK_RESET 4
#define EVENT_RX_PAUSED 5
#define EVENT_DEV_ASLEEP 6
#define EVENT_DEV_OPEN 7

#define FLAG_FRAMING_NC 0x0001
#define FLAG_FRAMING_GL 0x0002
#define FLAG_FRAMING_Z 0x0004
#define FLAG_FRAMING_RN 0x0008
#define FLAG_NO_SETINT 0x0010
#define FLAG_ETHER 0x0020
#define FLAG_FRAMING_AX 0x0040
#define FLAG_WLAN 0x0080
#define FLAG_AVOID_UNLINK_URBS 0x0100
#define FLAG_SEND_ZLP 0x0200
#define FLAG_WWAN 0x0400
#define FLAG_LINK_INTR 0x0800
#define FLAG_POINTTOPOINT 0x1000
#define FLAG_MULTI_PACKET 0x2000
#define FLAG_RX_ASSEMBLE 0x4000
#define FLAG_NOARP 0x8000

struct driver_info {
	char *description;
	int flags;
	int (*bind)(struct usbnet *dev, struct usb_interface *intf);
	void (*unbind)(struct usbnet *dev, struct usb_interface *intf);
	int (*reset)(struct usbnet *dev);
	int (*stop)(struct usbnet *dev);
	int (*check_connect)(struct usbnet *dev);
	int (*manage_power)(struct usbnet *dev, int on);
	void (*status)(struct usbnet *dev, struct urb *urb);
	int (*link_reset)(struct usbnet *dev);
	int (*rx_fixup)(struct usbnet *dev, struct sk_buff *skb);
	struct sk_buff *(*tx_fixup)(struct usbnet *dev, struct sk_buff *skb, gfp_t flags);
	void (*recover)(struct usbnet *dev);
	int (*early_init)(struct usbnet *dev);
	void (*indication)(struct usbnet *dev, void *ind, int indlen);
	void (*set_rx_mode)(struct usbnet *dev);
	int in;
	int out;
	unsigned long data;
};

int usbnet_probe(struct usb_interface *intf, const struct usb_device_id *id);
int usbnet_suspend(struct usb_interface *intf, pm_message_t message);
int usbnet_resume(struct usb_interface *intf);
void usbnet_disconnect(struct usb_interface *intf);
int usbnet_read_cmd(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index, void *data,
		    u16 size);
int usbnet_write_cmd(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
		     const void *data, u16 size);
int usbnet_read_cmd_nopm(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			 void *data, u16 size);
int usbnet_write_cmd_nopm(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			  const void *data, u16 size);
int usbnet_write_cmd_async(struct usbnet *dev, u8 cmd, u8 reqtype, u16 value, u16 index,
			   const void *data, u16 size);
int usbnet_get_endpoints(struct usbnet *dev, struct usb_interface *intf);
int usbnet_get_ethernet_addr(struct usbnet *dev, int string);
void usbnet_skb_return(struct usbnet *dev, struct sk_buff *skb);
void usbnet_defer_kevent(struct usbnet *dev, int work);
int usbnet_status_start(struct usbnet *dev, gfp_t mem_flags);
void usbnet_status_stop(struct usbnet *dev);
int usbnet_open(struct net_device *net);
int usbnet_stop(struct net_device *net);
netdev_tx_t usbnet_start_xmit(struct sk_buff *skb, struct net_device *net);
void usbnet_tx_timeout(struct net_device *net, unsigned int txqueue);
int usbnet_change_mtu(struct net_device *net, int mtu);
void usbnet_link_change(struct usbnet *dev, bool link, bool need_reset);

#endif
