// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The image goes through wrappers: one that sends what it gets, one that
 * bounces, one that is given the firmware itself.
 */
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct flash_op {
	__le32 addr;
	u8 data[32];
};

static int flash_write(struct usb_device *udev, u32 addr, const u8 *data, int len)
{
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0xa0, 0x40,
			       addr & 0xffff, addr >> 16, (void *)data, len, 1000);
}

static int flash_write_copy(struct usb_device *udev, u32 addr, const u8 *data,
			    int len)
{
	u8 *buf = kmemdup(data, len, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = flash_write(udev, addr, buf, len);
	kfree(buf);
	return ret;
}

static int flash_image(struct usb_device *udev, const struct firmware *fw)
{
	u32 at;
	int ret = 0;

	for (at = 0; at < fw->size && ret >= 0; at += 32)
		ret = flash_write(udev, at, fw->data + at, 32);	/* want(plugin): firmware_buffer */
	return ret < 0 ? ret : 0;
}

int flash_load(struct usb_device *udev)
{
	const struct firmware *fw;
	int ret;

	ret = request_firmware(&fw, "flash.bin", &udev->dev);
	if (ret)
		return ret;
	ret = flash_image(udev, fw);
	release_firmware(fw);
	return ret;
}

int bad_one_block(struct usb_device *udev, const struct firmware *fw)
{
	return flash_write(udev, 0, fw->data, 16);	/* want(plugin): firmware_buffer */
}

int good_one_block(struct usb_device *udev, const struct firmware *fw)
{
	return flash_write_copy(udev, 0, fw->data, 16);
}

int good_record(struct usb_device *udev, const struct firmware *fw)
{
	struct flash_op *op = kzalloc(sizeof(*op), GFP_KERNEL);
	int ret;

	if (!op)
		return -ENOMEM;
	op->addr = cpu_to_le32(0x100);
	memcpy(op->data, fw->data, sizeof(op->data));
	ret = flash_write(udev, 0, op->data, sizeof(op->data));
	kfree(op);
	return ret;
}
