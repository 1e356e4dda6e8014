// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The realistic case of the rewrite: a radio tuner with cleanup labels, replies of
 * any length, two buffers in one function and a pipe in a variable.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define RADIO_GET	0x31
#define RADIO_SET	0x32
#define RADIO_TIMEOUT	500

struct radio_state {
	u8 band;
	u8 volume;
	__le16 freq;
};

/* Replies may be short: what came is what counts. */
int bad_name(struct usb_device *udev, u8 *name)
{
	void *reply_buf __free(kfree) = NULL;
	u8 reply[16];
	int len, i;

	reply_buf = kmalloc(sizeof(reply), GFP_NOIO);
	if (!reply_buf)
		return -ENOMEM;
	len = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), RADIO_GET, 0xc0, 1, 0,	/* want: stack_buffer */
			      reply_buf, sizeof(reply), RADIO_TIMEOUT);
	if (len > 0)
		memcpy(reply, reply_buf, len);
	if (len < 0)
		return len;
	for (i = 0; i < len; i++)
		name[i] = reply[i];
	return len;
}

/* A lock that has to be left on each way. */
int bad_tune(struct usb_device *udev, u16 freq)
{
	void *now_buf __free(kfree) = NULL;
	void *next_buf __free(kfree) = NULL;
	struct radio_state now, next = { .band = 2 };
	unsigned int pipe = usb_sndbulkpipe(udev, 1);
	u8 *scratch;
	int actual, ret;

	scratch = kzalloc(16, GFP_KERNEL);
	if (!scratch)
		return -ENOMEM;
	next.freq = cpu_to_le16(freq);
	next_buf = kmemdup(&next, sizeof(next), GFP_NOIO);
	if (!next_buf) {
		ret = -ENOMEM;
		goto out;
	}
	ret = usb_bulk_msg(udev, pipe, next_buf, sizeof(next), &actual,
			   RADIO_TIMEOUT);/* want: stack_buffer */
	if (ret < 0)
		goto out;
	now_buf = kmalloc(sizeof(now), GFP_NOIO);
	if (!now_buf) {
		ret = -ENOMEM;
		goto out;
	}
	ret = usb_bulk_msg(udev, usb_rcvbulkpipe(udev, 1), now_buf,
			   sizeof(now), &actual,
			   	/* want: stack_buffer */
			   RADIO_TIMEOUT);
	if (!ret)
		memcpy(&now, now_buf, actual);
	if (ret) {
		dev_err(&udev->dev, "no answer: %d\n", ret);
		goto out;
	}
	scratch[0] = now.band;
	ret = actual == sizeof(now) ? scratch[0] : -EIO;
out:
	kfree(scratch);
	return ret;
}

/* The state is only a hint: who cares whether it was sent. */
void bad_hint(struct usb_device *udev, u8 volume)
{
	u8 hint[2] = { RADIO_SET, volume };

	usb_control_msg_send(udev, 0, RADIO_SET, 0x40, 0, 0, hint,
			     	/* want: stack_buffer */
			     sizeof(hint), RADIO_TIMEOUT, GFP_NOIO);
}

int bad_ready(struct usb_device *udev)
{
	u8 flag;

	if (usb_control_msg_recv(udev, 0, RADIO_GET, 0xc0, 2, 0, &flag, 1, RADIO_TIMEOUT, GFP_NOIO))
		return -ENODEV;
	return flag;
}
