// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Module data handed to wrappers: an init script sent line by line, a table
 * that a copying wrapper may have.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct script_line {
	u8 len;
	u8 bytes[7];
};

static struct script_line init_script[] = {
	{ 2, { 0x10, 0x01 } },
	{ 3, { 0x11, 0x02, 0x03 } },
	{ 7, { 0x12, 1, 2, 3, 4, 5, 6 } },
};

static u8 stop_cmd[2] = { 0x1f, 0x00 };

static int send_raw(struct usb_device *udev, u8 *data, int len)
{
	int actual;

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 2), data, len, &actual, 100);
}

static int send_checked(struct usb_device *udev, u8 *data, int len)
{
	int ret = send_raw(udev, data, len);

	if (ret)
		dev_err(&udev->dev, "command %02x failed: %d\n", data[0], ret);
	return ret;
}

static int send_copy(struct usb_device *udev, const u8 *data, int len)
{
	u8 *buf = kmemdup(data, len, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = send_raw(udev, buf, len);
	kfree(buf);
	return ret;
}

int bad_script(struct usb_device *udev)
{
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(init_script) && !ret; i++)
		ret = send_checked(udev, init_script[i].bytes,	/* want: static_buffer */
				   init_script[i].len);
	return ret;
}

int bad_script_by_pointer(struct usb_device *udev)
{
	struct script_line *line;
	int ret;

	for (line = init_script; line < init_script + 3; line++) {
		ret = send_raw(udev, line->bytes, line->len);	/* want(plugin): static_buffer */
		if (ret)
			return ret;
	}
	return 0;
}

int bad_command(struct usb_device *udev)
{
	return send_checked(udev, stop_cmd, sizeof(stop_cmd));	/* want: static_buffer */
}

int good_script(struct usb_device *udev)
{
	int ret = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(init_script) && !ret; i++)
		ret = send_copy(udev, init_script[i].bytes, init_script[i].len);
	return ret;
}

int good_scalar_from_table(struct usb_device *udev, u8 *heap)
{
	heap[0] = stop_cmd[0];
	heap[1] = init_script[1].bytes[2];
	return send_raw(udev, heap, 2);
}
