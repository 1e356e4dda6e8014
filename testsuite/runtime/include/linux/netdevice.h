/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/netdevice.h - network devices
 */
#ifndef RT_LINUX_NETDEVICE_H
#define RT_LINUX_NETDEVICE_H

#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/if_ether.h>
#include <linux/netdev_features.h>
#include <linux/skbuff.h>
#include <linux/cache.h>
#include <linux/interrupt.h>

#define IFNAMSIZ 16
#define NETDEV_ALIGN 32
#define NET_IP_ALIGN 2
#define MAX_ADDR_LEN 32
#define IFF_PROMISC (1 << 8)
#define IFF_ALLMULTI (1 << 9)
#define IFF_UP 1
#define NETIF_MSG_DRV 1
#define NETIF_MSG_LINK 4

typedef enum netdev_tx {
	NETDEV_TX_OK = 0x00,
	NETDEV_TX_BUSY = 0x10,
} netdev_tx_t;

struct sockaddr {
	unsigned short sa_family;
	char sa_data[14];
};

struct net_device;
struct ethtool_ops;
struct ifreq;

struct net_device_stats {
	unsigned long rx_packets;
	unsigned long tx_packets;
	unsigned long rx_bytes;
	unsigned long tx_bytes;
	unsigned long rx_errors;
	unsigned long tx_errors;
	unsigned long rx_dropped;
	unsigned long tx_dropped;
	unsigned long multicast;
	unsigned long collisions;
	unsigned long rx_length_errors;
	unsigned long rx_over_errors;
	unsigned long rx_crc_errors;
	unsigned long rx_frame_errors;
	unsigned long rx_fifo_errors;
	unsigned long rx_missed_errors;
	unsigned long tx_aborted_errors;
	unsigned long tx_carrier_errors;
	unsigned long tx_fifo_errors;
	unsigned long tx_heartbeat_errors;
	unsigned long tx_window_errors;
};

struct rtnl_link_stats64 {
	__u64 rx_packets, tx_packets, rx_bytes, tx_bytes, rx_errors, tx_errors;
};

struct net_device_ops {
	int (*ndo_init)(struct net_device *dev);
	void (*ndo_uninit)(struct net_device *dev);
	int (*ndo_open)(struct net_device *dev);
	int (*ndo_stop)(struct net_device *dev);
	netdev_tx_t (*ndo_start_xmit)(struct sk_buff *skb, struct net_device *dev);
	void (*ndo_set_rx_mode)(struct net_device *dev);
	int (*ndo_set_mac_address)(struct net_device *dev, void *addr);
	int (*ndo_validate_addr)(struct net_device *dev);
	int (*ndo_eth_ioctl)(struct net_device *dev, struct ifreq *ifr, int cmd);
	void (*ndo_get_stats64)(struct net_device *dev, struct rtnl_link_stats64 *storage);
	int (*ndo_change_mtu)(struct net_device *dev, int mtu);
	void (*ndo_tx_timeout)(struct net_device *dev, unsigned int txqueue);
	int (*ndo_set_features)(struct net_device *dev, netdev_features_t features);
};

struct net_device {
	char name[IFNAMSIZ];
	unsigned long state;
	netdev_features_t features;
	netdev_features_t hw_features;
	netdev_features_t wanted_features;
	netdev_features_t vlan_features;
	netdev_features_t hw_enc_features;
	netdev_features_t mpls_features;
	unsigned int flags;
	unsigned int priv_flags;
	const struct net_device_ops *netdev_ops;
	const struct ethtool_ops *ethtool_ops;
	unsigned short hard_header_len;
	unsigned int mtu;
	unsigned int min_mtu;
	unsigned int max_mtu;
	unsigned short needed_headroom;
	unsigned short needed_tailroom;
	int watchdog_timeo;
	unsigned char addr_len;
	const unsigned char *dev_addr;
	unsigned char broadcast[MAX_ADDR_LEN];
	struct net_device_stats stats;
	struct device dev;
	unsigned char dev_addr_shadow[MAX_ADDR_LEN];
	int reg_state, sending;
	unsigned long reg_site;
	struct net_device *reg_next;
};

static inline void *netdev_priv(const struct net_device *dev)
{
	return (char *)dev + ALIGN(sizeof(struct net_device), NETDEV_ALIGN);
}

#define SET_NETDEV_DEV(net, pdev) ((net)->dev.parent = (pdev))
#define NET_NAME_UNKNOWN 0
#define to_net_dev(d) container_of(d, struct net_device, dev)

#define NETREG_UNINITIALIZED 0
#define NETREG_REGISTERED 1
#define NETREG_UNREGISTERED 3

struct napi_struct {
	struct net_device *dev;
	unsigned long state;
	int weight;
	int (*poll)(struct napi_struct *napi, int budget);
};

struct net_device *alloc_netdev_mqs(int sizeof_priv, const char *name, unsigned char name_type,
				    void (*setup)(struct net_device *dev), unsigned int txqs,
				    unsigned int rxqs);
#define alloc_netdev(size, name, type, setup) alloc_netdev_mqs(size, name, type, setup, 1, 1)
void free_netdev(struct net_device *dev);
int register_netdev(struct net_device *dev);
void unregister_netdev(struct net_device *dev);
int netif_rx(struct sk_buff *skb);
void netif_start_queue(struct net_device *dev);
void netif_stop_queue(struct net_device *dev);
void netif_wake_queue(struct net_device *dev);
bool netif_queue_stopped(const struct net_device *dev);
bool netif_running(const struct net_device *dev);
bool netif_device_present(const struct net_device *dev);
void netif_device_attach(struct net_device *dev);
void netif_device_detach(struct net_device *dev);
void netif_carrier_on(struct net_device *dev);
void netif_carrier_off(struct net_device *dev);
bool netif_carrier_ok(const struct net_device *dev);
void dev_get_tstats64(struct net_device *dev, struct rtnl_link_stats64 *s);
#define netdev_mc_count(dev) ((void)(dev), 0)
#define netdev_mc_empty(dev) (netdev_mc_count(dev) == 0)
void netif_trans_update(struct net_device *dev);
void netif_napi_add(struct net_device *dev, struct napi_struct *napi,
		    int (*poll)(struct napi_struct *napi, int budget));
void netif_napi_del(struct napi_struct *napi);
void napi_enable(struct napi_struct *napi);
void napi_disable(struct napi_struct *napi);
int napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb);
int netif_receive_skb(struct sk_buff *skb);
void netif_tx_stop_all_queues(struct net_device *dev);
void napi_schedule(struct napi_struct *napi);
bool napi_complete_done(struct napi_struct *napi, int work);
void netdev_err(const struct net_device *dev, const char *fmt, ...);
void netdev_warn(const struct net_device *dev, const char *fmt, ...);
void netdev_notice(const struct net_device *dev, const char *fmt, ...);
void netdev_info(const struct net_device *dev, const char *fmt, ...);
#define netdev_dbg(dev, fmt, ...) do { if (0) netdev_info(dev, fmt, ##__VA_ARGS__); } while (0)
#define netif_err(priv, type, dev, fmt, ...) netdev_err(dev, fmt, ##__VA_ARGS__)
#define netif_warn(priv, type, dev, fmt, ...) netdev_warn(dev, fmt, ##__VA_ARGS__)
#define netif_info(priv, type, dev, fmt, ...) netdev_info(dev, fmt, ##__VA_ARGS__)
#define netif_dbg(priv, type, dev, fmt, ...) netdev_dbg(dev, fmt, ##__VA_ARGS__)

#endif
