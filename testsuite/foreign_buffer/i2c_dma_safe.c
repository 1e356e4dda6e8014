// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The ways to deal with i2c_msg.buf that i2c/dma-considerations.rst names:
 * the flag, and the helper that bounces when the flag is missing.
 */
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct adapter {
	struct usb_device *udev;
	u8 *bounce;
};

int good_helper(struct adapter *a, struct i2c_msg *msg)
{
	u8 *buf = i2c_get_dma_safe_msg_buf(msg, 1);
	int actual;
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(a->udev, usb_sndbulkpipe(a->udev, 2), buf, msg->len,
			   &actual, 100);
	i2c_put_dma_safe_msg_buf(buf, msg, !ret);
	return ret;
}

int good_flag(struct adapter *a, struct i2c_msg *msg)
{
	int actual;

	if (!(msg->flags & I2C_M_DMA_SAFE))
		return -EOPNOTSUPP;
	return usb_bulk_msg(a->udev, usb_sndbulkpipe(a->udev, 2), msg->buf,
			    msg->len, &actual, 100);
}

int good_flag_chooses(struct adapter *a, struct i2c_msg *msg)
{
	int actual;
	u8 *buf;

	if (msg->flags & I2C_M_DMA_SAFE) {
		buf = msg->buf;
	} else {
		memcpy(a->bounce, msg->buf, msg->len);
		buf = a->bounce;
	}
	return usb_bulk_msg(a->udev, usb_sndbulkpipe(a->udev, 2), buf, msg->len,
			    &actual, 100);
}

/* Another flag is no answer. */
int bad_other_flag(struct adapter *a, struct i2c_msg *msg)
{
	int actual;

	if (msg->flags & I2C_M_TEN)
		return -EOPNOTSUPP;
	return usb_bulk_msg(a->udev, usb_sndbulkpipe(a->udev, 2), msg->buf,	/* want: foreign_buffer */
			    msg->len, &actual, 100);
}

int bad_wrong_edge(struct adapter *a, struct i2c_msg *msg)
{
	int actual;

	if (msg->flags & I2C_M_DMA_SAFE)
		return -EOPNOTSUPP;
	return usb_bulk_msg(a->udev, usb_sndbulkpipe(a->udev, 2), msg->buf,	/* want(plugin): foreign_buffer */
			    msg->len, &actual, 100);
}
