/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * linux/ieee80211.h - frames of wireless LAN
 */
#ifndef RT_LINUX_IEEE80211_H
#define RT_LINUX_IEEE80211_H

#include <linux/types.h>
#include <linux/if_ether.h>

struct ieee80211_hdr {
	__le16 frame_control;
	__le16 duration_id;
	u8 addr1[ETH_ALEN];
	u8 addr2[ETH_ALEN];
	u8 addr3[ETH_ALEN];
	__le16 seq_ctrl;
} __packed;

#endif
