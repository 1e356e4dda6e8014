// SPDX-License-Identifier: GPL-2.0-or-later
/* A bridge that forwards messages as they are, and knows one chip by its header. */
#include <linux/i2c.h>
#include <linux/usb.h>
#include "../chips/known.h"

static int bridge_xfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num)
{
	struct usb_device *udev = i2c_get_adapdata(adap);
	int i, ret = 0;

	for (i = 0; i < num && ret >= 0; i++)
		ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 3, 0xc0, msgs[i].addr, 0,
				      msgs[i].buf, msgs[i].len, 100);
	return ret < 0 ? ret : num;
}

static const struct i2c_algorithm bridge_algo = { .master_xfer = bridge_xfer };

int bridge_attach(struct i2c_adapter *adap)
{
	adap->algo = &bridge_algo;
	return known_attach(adap);
}
