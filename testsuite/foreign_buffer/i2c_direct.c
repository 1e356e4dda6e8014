// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A USB to I2C bridge that forwards i2c_msg.buf: nothing says that a client's
 * buffer can be mapped.
 */
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct bridge {
	struct usb_device *udev;
	struct i2c_adapter adapter;
	u8 *buf;
};

static int bad_xfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num)
{
	struct bridge *b = i2c_get_adapdata(adap);
	int ret = 0;
	int i;

	for (i = 0; i < num && ret >= 0; i++) {
		struct i2c_msg *msg = &msgs[i];

		if (msg->flags & I2C_M_RD)
			ret = usb_control_msg(b->udev, usb_rcvctrlpipe(b->udev, 0),	/* want: foreign_buffer */
					      3, 0xc0, msg->addr, 0, msg->buf,
					      msg->len, 100);
		else
			ret = usb_control_msg(b->udev, usb_sndctrlpipe(b->udev, 0),	/* want: foreign_buffer */
					      2, 0x40, msg->addr, 0, msg->buf,
					      msg->len, 100);
	}
	return ret < 0 ? ret : i;
}

static u32 bridge_func(struct i2c_adapter *adap)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

const struct i2c_algorithm bridge_algorithm = {
	.master_xfer = bad_xfer,
	.functionality = bridge_func,
};

int bad_first_message(struct bridge *b, struct i2c_msg *msgs, int *actual)
{
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), msgs[0].buf,	/* want: foreign_buffer */
			    msgs[0].len, actual, 100);
}

int bad_offset(struct bridge *b, struct i2c_msg *msg, int at, int *actual)
{
	u8 *p = msg->buf;

	return usb_bulk_msg(b->udev, usb_rcvbulkpipe(b->udev, 1), p + at,	/* want: foreign_buffer */
			    msg->len - at, actual, 100);
}

int good_bounce(struct bridge *b, struct i2c_msg *msg, int *actual)
{
	memcpy(b->buf, msg->buf, msg->len);
	return usb_bulk_msg(b->udev, usb_sndbulkpipe(b->udev, 2), b->buf,
			    msg->len, actual, 100);
}

int good_bounce_read(struct bridge *b, struct i2c_msg *msg, int *actual)
{
	int ret;

	ret = usb_bulk_msg(b->udev, usb_rcvbulkpipe(b->udev, 1), b->buf,
			   msg->len, actual, 100);
	if (!ret)
		memcpy(msg->buf, b->buf, min_t(int, *actual, msg->len));
	return ret;
}

/* A message the driver itself sends to a client: no transfer here. */
int good_own_message(struct bridge *b)
{
	u8 reg = 0x10;
	struct i2c_msg msg = {
		.addr = 0x50,
		.len = 1,
		.buf = &reg,
	};

	return i2c_transfer(&b->adapter, &msg, 1);
}
