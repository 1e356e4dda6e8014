// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A loader that sends the image where request_firmware() put it, in one piece,
 * in chunks, through a local, through a walking pointer.
 */
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define CHUNK	64

int bad_whole(struct usb_device *udev, const struct firmware *fw, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (void *)fw->data,	/* want: firmware_buffer */
			    fw->size, actual, 1000);
}

int bad_chunks(struct usb_device *udev, const struct firmware *fw)
{
	const u8 *p = fw->data;
	size_t left = fw->size;
	int ret;

	while (left >= CHUNK) {
		ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40,	/* want: firmware_buffer */
				      0, 0, (void *)p, CHUNK, 100);
		if (ret < 0)
			return ret;
		p += CHUNK;
		left -= CHUNK;
	}
	return 0;
}

int bad_requested_here(struct usb_device *udev, int *actual)
{
	const struct firmware *fw;
	int ret;

	ret = request_firmware(&fw, "lamp.bin", &udev->dev);
	if (ret)
		return ret;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), (u8 *)fw->data + 16,	/* want: firmware_buffer */
			   fw->size - 16, actual, 1000);
	release_firmware(fw);
	return ret;
}

int good_duplicated(struct usb_device *udev, const struct firmware *fw, size_t off)
{
	u8 *buf = kmemdup(fw->data + off, CHUNK, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40, 0, 0,
			      buf, CHUNK, 100);
	kfree(buf);
	return ret;
}

int good_bounced(struct usb_device *udev, const struct firmware *fw)
{
	u8 *buf = kmalloc(CHUNK, GFP_KERNEL);
	size_t at;
	int ret = 0;

	if (!buf)
		return -ENOMEM;
	for (at = 0; at + CHUNK <= fw->size && ret >= 0; at += CHUNK) {
		memcpy(buf, fw->data + at, CHUNK);
		ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40,
				      at, 0, buf, CHUNK, 100);
	}
	kfree(buf);
	return ret < 0 ? ret : 0;
}

int good_copying_sink(struct usb_device *udev, const struct firmware *fw)
{
	return usb_control_msg_send(udev, 0, 4, 0x40, 0, 0, fw->data, CHUNK,
				    100, GFP_KERNEL);
}

int good_values_only(struct usb_device *udev, const struct firmware *fw, u8 *heap)
{
	heap[0] = fw->data[0];
	heap[1] = fw->size;
	return usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 4, 0x40,
			       fw->data[2], fw->data[3], heap, 2, 100);
}
