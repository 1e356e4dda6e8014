// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Register access of a video grabber through wrappers, one and three deep.
 * The warning stands where the memory is owned, not inside the wrapper.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct grabber {
	struct usb_device *udev;
	u8 *scratch;
};

static int grab_out(struct grabber *g, u16 reg, void *data, u16 len)
{
	return usb_control_msg(g->udev, usb_sndctrlpipe(g->udev, 0), 0x0c,
			       USB_DIR_OUT | USB_TYPE_VENDOR | USB_RECIP_DEVICE,
			       0, reg, data, len, 1000);
}

static int grab_in(struct grabber *g, u16 reg, void *data, u16 len)
{
	int ret;

	ret = usb_control_msg(g->udev, usb_rcvctrlpipe(g->udev, 0), 0x0c,
			      USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_DEVICE,
			      0, reg, data, len, 1000);
	if (ret < 0)
		return ret;
	return ret == len ? 0 : -EIO;
}

static int grab_try(struct grabber *g, u16 reg, u8 *data, u16 len)
{
	int tries = 3;
	int ret;

	do {
		ret = grab_in(g, reg, data, len);
	} while (ret && --tries);
	return ret;
}

static int grab_block(struct grabber *g, u16 reg, u8 *data, u16 count)
{
	while (count) {
		u16 part = min_t(u16, count, 32);
		int ret = grab_try(g, reg, data, part);

		if (ret)
			return ret;
		data += part;
		reg += part;
		count -= part;
	}
	return 0;
}

int bad_one_level(struct grabber *g, u8 gain)
{
	u8 val = gain | 0x80;

	return grab_out(g, 0x200, &val, 1);	/* want: stack_buffer */
}

int bad_two_levels(struct grabber *g)
{
	u8 id[4];
	int ret = grab_try(g, 0, id, sizeof(id));	/* want: stack_buffer */

	return ret ? ret : id[0];
}

int bad_three_levels(struct grabber *g)
{
	u8 eeprom[128];
	int ret;

	ret = grab_block(g, 0x1000, eeprom, sizeof(eeprom));	/* want(plugin): stack_buffer */
	return ret ? ret : eeprom[127];
}

int bad_two_calls(struct grabber *g)
{
	u8 val;
	int ret;

	ret = grab_in(g, 0x10, &val, 1);	/* want: stack_buffer */
	if (ret)
		return ret;
	val |= 1;
	return grab_out(g, 0x10, &val, 1);	/* want: stack_buffer */
}

int good_heap(struct grabber *g)
{
	u8 *eeprom = kmalloc(128, GFP_KERNEL);
	int ret;

	if (!eeprom)
		return -ENOMEM;
	ret = grab_block(g, 0x1000, eeprom, 128);
	kfree(eeprom);
	return ret;
}

int good_scratch(struct grabber *g, u8 gain)
{
	g->scratch[0] = gain | 0x80;
	return grab_out(g, 0x200, g->scratch, 1);
}

/* A wrapper that bounces may be given anything. */
static int grab_out_copied(struct grabber *g, u16 reg, const void *data, u16 len)
{
	void *buf;
	int ret;

	buf = kmemdup(data, len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = grab_out(g, reg, buf, len);
	kfree(buf);
	return ret;
}

static int grab_in_copied(struct grabber *g, u16 reg, void *data, u16 len)
{
	int ret;

	ret = grab_in(g, reg, g->scratch, len);
	if (!ret)
		memcpy(data, g->scratch, len);
	return ret;
}

int good_bouncing_helpers(struct grabber *g)
{
	u8 val[2] = { 1, 2 };
	int ret;

	ret = grab_out_copied(g, 0x300, val, sizeof(val));
	if (ret)
		return ret;
	return grab_in_copied(g, 0x300, val, sizeof(val));
}

/* Only `result` comes from the stack, and it never gets to the bus. */
static int grab_read_word(struct grabber *g, u16 reg, u16 *result)
{
	int ret;

	ret = grab_in(g, reg, g->scratch, 2);
	if (!ret)
		*result = g->scratch[0] | g->scratch[1] << 8;
	return ret;
}

int good_result_pointer(struct grabber *g)
{
	u16 word;
	int ret;

	ret = grab_read_word(g, 0x20, &word);
	return ret ? ret : word;
}
