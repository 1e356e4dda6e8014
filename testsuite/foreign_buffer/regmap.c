// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A register map over USB: regmap hands the bus its own buffers, which need
 * not be DMA-able.
 */
#include <linux/module.h>
#include <linux/regmap.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct regs {
	struct usb_device *udev;
	u8 *buf;
};

static int bad_write(void *context, const void *data, size_t count)
{
	struct regs *r = context;

	return usb_control_msg(r->udev, usb_sndctrlpipe(r->udev, 0), 1, 0x40,	/* want(plugin): foreign_buffer */
			       0, 0, (void *)data, count, 100);
}

static int bad_read(void *context, const void *reg, size_t reg_size, void *val,
		    size_t val_size)
{
	struct regs *r = context;

	return usb_control_msg(r->udev, usb_rcvctrlpipe(r->udev, 0), 2, 0xc0,	/* want(plugin): foreign_buffer */
			       *(u8 *)reg, 0, val, val_size, 100);
}

static int good_write(void *context, const void *data, size_t count)
{
	struct regs *r = context;

	memcpy(r->buf, data, count);
	return usb_control_msg(r->udev, usb_sndctrlpipe(r->udev, 0), 1, 0x40,
			       0, 0, r->buf, count, 100);
}

static int good_read(void *context, const void *reg, size_t reg_size, void *val,
		     size_t val_size)
{
	struct regs *r = context;

	return usb_control_msg_recv(r->udev, 0, 2, 0xc0, *(u8 *)reg, 0, val,
				    val_size, 100, GFP_KERNEL);
}

const struct regmap_bus careless_bus = {
	.write = bad_write,
	.read = bad_read,
};

const struct regmap_bus careful_bus = {
	.write = good_write,
	.read = good_read,
};
