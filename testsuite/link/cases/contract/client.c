// SPDX-License-Identifier: GPL-2.0-or-later
/* The same module's own messages. */
#include <linux/i2c.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bridge_xfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num);

int bad_message(struct i2c_adapter *adap)
{
	u8 reg[2];
	struct i2c_msg msg = { .addr = 0x50, .len = 2 };

	msg.buf = reg;				/* link: stack_buffer */
	return bridge_xfer(adap, &msg, 1);
}

int good_message(struct i2c_adapter *adap, u8 *safe)
{
	struct i2c_msg msg = { .addr = 0x50, .flags = I2C_M_DMA_SAFE, .len = 2 };

	msg.buf = safe;
	return bridge_xfer(adap, &msg, 1);
}
