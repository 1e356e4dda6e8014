// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Private areas that come from kzalloc(): a wireless driver's state behind
 * hw->priv has shared lines, but it is not vmalloc() memory.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <net/mac80211.h>

struct wlan_priv {
	struct usb_device *udev;
	struct mutex io;
	u8 reg[4];
	u8 *heap;
};

int bad_register(struct ieee80211_hw *hw, u16 addr)
{
	struct wlan_priv *priv = hw->priv;
	int ret;

	ret = usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 5,	/* want: embedded_in_buffer */
			      0xc0, addr, 0, priv->reg, 4, 500);
	return ret < 0 ? ret : priv->reg[0];
}

int good_register(struct ieee80211_hw *hw, u16 addr)
{
	struct wlan_priv *priv = hw->priv;
	int ret;

	ret = usb_control_msg(priv->udev, usb_rcvctrlpipe(priv->udev, 0), 5,
			      0xc0, addr, 0, priv->heap, 4, 500);
	return ret < 0 ? ret : priv->heap[0];
}

int bad_device_data(struct usb_interface *intf)
{	/* runtime: its record is declared in the function, so that nobody can make one up */
	struct shared_state {
		struct usb_device *udev;
		int users;
		u8 answer[8];
	} *st = usb_get_intfdata(intf);

	return usb_control_msg(st->udev, usb_rcvctrlpipe(st->udev, 0), 6, 0xc0,	/* want: embedded_in_buffer */
			       0, 0, st->answer, 8, 500);
}
