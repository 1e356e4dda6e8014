/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/mii.h - the interface to a PHY
 */
#ifndef RT_LINUX_MII_H
#define RT_LINUX_MII_H

#include <linux/types.h>

struct net_device;

#define MII_BMCR 0x00
#define MII_BMSR 0x01
#define MII_ADVERTISE 0x04
#define BMCR_RESET 0x8000

struct mii_if_info {
	int phy_id;
	int advertising;
	int phy_id_mask;
	int reg_num_mask;
	unsigned int full_duplex:1;
	unsigned int force_media:1;
	unsigned int supports_gmii:1;
	struct net_device *dev;
	int (*mdio_read)(struct net_device *dev, int phy_id, int location);
	void (*mdio_write)(struct net_device *dev, int phy_id, int location, int val);
};

int mii_link_ok(struct mii_if_info *mii);
int mii_nway_restart(struct mii_if_info *mii);

#endif
