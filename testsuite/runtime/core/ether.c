// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Ethernet devices and their addresses, and the PHY calls that need no PHY.
 */
#include <linux/etherdevice.h>
#include <linux/crc32.h>
#include <linux/mii.h>

#include "core.h"

void ether_setup(struct net_device *dev)
{
	dev->hard_header_len = ETH_HLEN;
	dev->mtu = ETH_DATA_LEN;
	dev->min_mtu = 68;
	dev->max_mtu = ETH_DATA_LEN;
	dev->addr_len = ETH_ALEN;
	memset(dev->broadcast, 0xff, ETH_ALEN);
}

struct net_device *alloc_etherdev_mqs(int sizeof_priv, unsigned int txqs, unsigned int rxqs)
{
	RT_API;

	return alloc_netdev_mqs(sizeof_priv, "eth%d", NET_NAME_UNKNOWN, ether_setup, txqs, rxqs);
}

static void free_it(void *dev)
{
	free_netdev(dev);
}

struct net_device *devm_alloc_etherdev_mqs(struct device *parent, int sizeof_priv,
					   unsigned int txqs, unsigned int rxqs)
{
	struct net_device *dev;
	RT_API;

	dev = alloc_etherdev_mqs(sizeof_priv, txqs, rxqs);
	if (dev && devm_add_action(parent, free_it, dev)) {
		free_netdev(dev);
		return NULL;
	}
	return dev;
}

__be16 eth_type_trans(struct sk_buff *skb, struct net_device *dev)
{
	const struct ethhdr *head = (void *)skb->data;
	RT_API;

	skb->dev = dev;
	if (skb->len < ETH_HLEN)
		return 0;
	skb_pull(skb, ETH_HLEN);
	return head->h_proto;
}

void eth_hw_addr_set(struct net_device *dev, const u8 *addr)
{
	memcpy(dev->dev_addr_shadow, addr, ETH_ALEN);
}

/* The same one always: runs are repeatable. */
void eth_random_addr(u8 *addr)
{
	memcpy(addr, "\x02\x12\x34\x56\x78\x9a", ETH_ALEN);
}

void eth_hw_addr_random(struct net_device *dev)
{
	eth_random_addr(dev->dev_addr_shadow);
}

bool is_zero_ether_addr(const u8 *addr)
{
	return !memcmp(addr, "\0\0\0\0\0\0", ETH_ALEN);
}

bool is_valid_ether_addr(const u8 *addr)
{
	return !(addr[0] & 1) && !is_zero_ether_addr(addr);
}

bool is_multicast_ether_addr(const u8 *addr)
{
	return addr[0] & 1;
}

int eth_validate_addr(struct net_device *dev)
{
	return is_valid_ether_addr(dev->dev_addr) ? 0 : -EADDRNOTAVAIL;
}

int eth_mac_addr(struct net_device *dev, void *p)
{
	const struct sockaddr *addr = p;

	if (!is_valid_ether_addr((const u8 *)addr->sa_data))
		return -EADDRNOTAVAIL;
	eth_hw_addr_set(dev, (const u8 *)addr->sa_data);
	return 0;
}

void eth_zero_addr(u8 *addr)
{
	memset(addr, 0, ETH_ALEN);
}

void ether_addr_copy(u8 *dst, const u8 *src)
{
	memcpy(dst, src, ETH_ALEN);
}

void eth_broadcast_addr(u8 *addr)
{
	memset(addr, 0xff, ETH_ALEN);
}

u32 crc32_le(u32 crc, unsigned char const *p, size_t len)
{
	while (len--) {
		crc ^= *p++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return crc;
}

u32 ether_crc_le(int length, const unsigned char *data)
{
	return crc32_le(~0U, data, length);
}

u32 ether_crc(int length, const unsigned char *data)
{
	u32 le = ether_crc_le(length, data), be = 0;

	for (int bit = 0; bit < 32; bit++)
		be |= (le >> bit & 1) << (31 - bit);
	return be;
}

int mii_link_ok(struct mii_if_info *mii)
{
	if (!mii->mdio_read)
		return 1;
	/* the first answer is of the past */
	mii->mdio_read(mii->dev, mii->phy_id, MII_BMSR);
	return !!(mii->mdio_read(mii->dev, mii->phy_id, MII_BMSR) & 4);
}

int mii_nway_restart(struct mii_if_info *mii)
{
	int bmcr;

	if (!mii->mdio_read)
		return 0;
	bmcr = mii->mdio_read(mii->dev, mii->phy_id, MII_BMCR);
	if (!(bmcr & 0x1000))
		return -EINVAL;
	mii->mdio_write(mii->dev, mii->phy_id, MII_BMCR, bmcr | 0x200);
	return 0;
}
