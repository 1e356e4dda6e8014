// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Options: enable=in_data_unchecked
 * Values read from the buffer of a transfer that may have brought less.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define READ(d, b, n) usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500)

struct sensor {
	struct usb_device *udev;
	u8 *buf;
	int value;
};

struct reply {
	u8 status;
	u8 pad;
	__le16 value;
};

void bad_result_ignored(struct sensor *s)
{
	READ(s->udev, s->buf, 2);
	s->value = s->buf[0] << 8;	/* want: in_data_unchecked */
}

int bad_only_failure(struct sensor *s)
{
	int r = READ(s->udev, s->buf, 2);

	if (r < 0)
		return r;
	s->value = *(u16 *)s->buf;	/* want: in_data_unchecked */
	return 0;
}

int bad_first_byte_known(struct usb_device *udev)
{
	struct reply *reply = kmalloc(sizeof(*reply), GFP_KERNEL);
	int r;

	if (!reply)
		return -ENOMEM;
	r = READ(udev, reply, sizeof(*reply));
	if (r < 1 || reply->status) {
		kfree(reply);
		return -EIO;
	}
	r = le16_to_cpu(reply->value);	/* want: in_data_unchecked */
	kfree(reply);
	return r;
}

int good_all_of_it(struct sensor *s)
{
	int r = READ(s->udev, s->buf, 2);

	if (r != 2)
		return r < 0 ? r : -EIO;
	s->value = s->buf[0] << 8 | s->buf[1];
	return 0;
}

int good_enough(struct sensor *s)
{
	int r = READ(s->udev, s->buf, 64);

	if (r < 2)
		return -EIO;
	s->value = s->buf[0] << 8 | s->buf[1];
	return 0;
}

int good_recv(struct sensor *s)
{
	u8 b[2];

	if (usb_control_msg_recv(s->udev, 0, 1, 0xc0, 0, 0, b, 2, 500, GFP_KERNEL))
		return -EIO;
	s->value = b[0] << 8 | b[1];
	return 0;
}

int good_cleared(struct usb_device *udev)
{
	u8 *b = kzalloc(2, GFP_KERNEL);
	int v;

	if (!b)
		return -ENOMEM;
	READ(udev, b, 2);
	v = b[1];
	kfree(b);
	return v;
}

int good_told(struct sensor *s, u8 *value)
{
	int r = READ(s->udev, s->buf, 1);

	*value = s->buf[0];
	return r;
}

int good_preset(struct sensor *s)
{
	s->buf[0] = 0xff;
	READ(s->udev, s->buf, 1);
	return s->buf[0];
}

int good_before(struct sensor *s)
{
	int old = s->buf[0];

	return READ(s->udev, s->buf, 2) == 2 ? old : -EIO;
}
