/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * net/mac80211.h - wireless LAN on the soft MAC
 */
#ifndef RT_NET_MAC80211_H
#define RT_NET_MAC80211_H

#include <linux/types.h>
#include <linux/device.h>
#include <linux/skbuff.h>
#include <linux/ieee80211.h>

struct wiphy;
struct ieee80211_hw;

struct ieee80211_tx_control {
	void *sta;
};

struct ieee80211_ops {
	void (*tx)(struct ieee80211_hw *hw, struct ieee80211_tx_control *control,
		   struct sk_buff *skb);
	int (*start)(struct ieee80211_hw *hw);
	void (*stop)(struct ieee80211_hw *hw);
	int (*config)(struct ieee80211_hw *hw, u32 changed);
};

struct ieee80211_hw {
	struct wiphy *wiphy;
	const char *rate_control_algorithm;
	void *priv;
	unsigned int extra_tx_headroom;
	u16 queues;
};

struct ieee80211_hw *ieee80211_alloc_hw_nm(size_t priv_data_len, const struct ieee80211_ops *ops,
					   const char *requested_name);

static inline struct ieee80211_hw *ieee80211_alloc_hw(size_t priv_data_len,
						      const struct ieee80211_ops *ops)
{
	return ieee80211_alloc_hw_nm(priv_data_len, ops, NULL);
}

int ieee80211_register_hw(struct ieee80211_hw *hw);
void ieee80211_unregister_hw(struct ieee80211_hw *hw);
void ieee80211_free_hw(struct ieee80211_hw *hw);
void SET_IEEE80211_DEV(struct ieee80211_hw *hw, struct device *dev);

#endif
