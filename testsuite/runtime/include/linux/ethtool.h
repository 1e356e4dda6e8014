/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ethtool.h - settings of network devices
 */
#ifndef RT_LINUX_ETHTOOL_H
#define RT_LINUX_ETHTOOL_H

#include <linux/types.h>

struct net_device;

struct ethtool_drvinfo {
	__u32 cmd;
	char driver[32];
	char version[32];
	char fw_version[32];
	char bus_info[32];
};

struct ethtool_eeprom {
	__u32 cmd;
	__u32 magic;
	__u32 offset;
	__u32 len;
	__u8 data[];
};

struct ethtool_ops {
	void (*get_drvinfo)(struct net_device *dev, struct ethtool_drvinfo *info);
	u32 (*get_link)(struct net_device *dev);
	int (*get_eeprom_len)(struct net_device *dev);
	int (*get_eeprom)(struct net_device *dev, struct ethtool_eeprom *e, u8 *data);
	int (*set_eeprom)(struct net_device *dev, struct ethtool_eeprom *e, u8 *data);
	u32 (*get_msglevel)(struct net_device *dev);
	void (*set_msglevel)(struct net_device *dev, u32 level);
	int (*nway_reset)(struct net_device *dev);
};

u32 ethtool_op_get_link(struct net_device *dev);

#endif
