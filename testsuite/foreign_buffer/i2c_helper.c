// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The message's buffer goes to wrappers, whole messages too.
 */
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct dongle {
	struct usb_device *udev;
	u8 *buf;
};

static int dongle_bulk(struct dongle *d, u8 *data, int len)
{
	int actual;

	return usb_bulk_msg(d->udev, usb_sndbulkpipe(d->udev, 2), data, len,
			    &actual, 100);
}

static int dongle_bulk_copy(struct dongle *d, const u8 *data, int len)
{
	if (len > 64)
		return -EOPNOTSUPP;
	memcpy(d->buf, data, len);
	return dongle_bulk(d, d->buf, len);
}

/* The message is the caller's; its buffer is nobody's promise. */
static int dongle_message(struct dongle *d, struct i2c_msg *msg)
{
	return dongle_bulk(d, msg->buf, msg->len);	/* want(plugin): foreign_buffer */
}

static int bad_xfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num)
{
	struct dongle *d = i2c_get_adapdata(adap);

	if (num == 1)
		return dongle_message(d, &msgs[0]) ? -EIO : 1;
	return dongle_bulk(d, msgs[1].buf, msgs[1].len) ? -EIO : num;	/* want(plugin): foreign_buffer */
}

static int good_xfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num)
{
	struct dongle *d = i2c_get_adapdata(adap);
	int i;

	for (i = 0; i < num; i++)
		if (dongle_bulk_copy(d, msgs[i].buf, msgs[i].len))
			return -EIO;
	return num;
}

static u32 dongle_func(struct i2c_adapter *adap)
{
	return I2C_FUNC_I2C;
}

const struct i2c_algorithm dongle_algorithms[] = {
	{ .master_xfer = bad_xfer, .functionality = dongle_func },
	{ .master_xfer = good_xfer, .functionality = dongle_func },
};
