// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The easy case of the rewrite: one transfer a function, results that are tested
 * for errors only, and results that are handed on.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

int bad_send(struct usb_device *udev, u8 level)
{
	int ret;

	ret = usb_control_msg_send(udev, 0, 0x11, 0x40, 0, 0,
				   	/* want: stack_buffer */
				   &level, 1, 200, GFP_NOIO);
	if (ret < 0)
		return ret;
	return 0;
}

int bad_recv(struct usb_device *udev, u16 *value)
{
	u8 raw[2];
	int ret;

	ret = usb_control_msg_recv(udev, 0, 0x21, 0xc0, 0, 0,
				   	/* want: stack_buffer */
				   raw, sizeof(raw), 200, GFP_NOIO);
	if (ret)
		return ret < 0 ? ret : -EIO;
	*value = raw[0] << 8 | raw[1];
	return 0;
}

int bad_returned(struct usb_device *udev, u8 *out)
{
	void *key_buf __free(kfree) = NULL;
	int ret;
	u8 key[4] = { 1, 2, 3, 4 };

	out[0] = key[2];
	key_buf = kmemdup(key, sizeof(key), GFP_NOIO);
	if (!key_buf)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_sndctrlpipe(udev, 0), 0x12, 0x40, 0, 0,	/* want: stack_buffer */
			       key_buf, sizeof(key), 200);
	return ret;
}

int bad_bulk(struct usb_device *udev)
{
	void *word_buf __free(kfree) = NULL;
	__le32 word = cpu_to_le32(0x12345678);
	int actual, ret;

	word_buf = kmemdup(&word, sizeof(word), GFP_NOIO);
	if (!word_buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), word_buf,
			   sizeof(word),	/* want: stack_buffer */
			   &actual, 200);
	if (ret)
		return ret;
	return actual;
}
