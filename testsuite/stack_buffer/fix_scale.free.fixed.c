// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kitchen scale whose helpers hand their parameter on: the copy belongs into the
 * helper, where every caller has it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define SCALE_TARE	0x31
#define SCALE_READ	0x32
#define scale_quick(udev, what) scale_put(udev, SCALE_TARE, what, 1)

static int scale_put(struct usb_device *udev, u8 request, void *data, int len)
{
	int ret;

	ret = usb_control_msg_send(udev, 0, request, 0x40, 0, 0, data, len,
				   100, GFP_NOIO);
	if (ret < 0)
		return ret;
	return 0;
}

static int scale_get(struct usb_device *udev, u8 *data, u16 len)
{
	void *data_buf __free(kfree) = NULL;
	int got;

	data_buf = kmalloc(len, GFP_NOIO);
	if (data_buf)
		got = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0),
				      SCALE_READ, 0xc0, 0, 0, data_buf, len,
				      100);
	else
		got = -ENOMEM;
	if (got > 0)
		memcpy(data, data_buf, got);
	return got < 0 ? got : got == len ? 0 : -EIO;
}

/* One more in between. */
static int scale_weigh(struct usb_device *udev, u8 *raw)
{
	int i, ret = -EIO;

	for (i = 0; i < 2 && ret; i++)
		ret = scale_get(udev, raw, 4);
	return ret;
}

int bad_tare(struct usb_device *udev, u8 how)
{
	u8 cmd[2] = { how, 1 };

	return scale_put(udev, SCALE_TARE, cmd, sizeof(cmd));	/* want: stack_buffer */
}

int bad_weight(struct usb_device *udev, u8 *out)
{
	u8 raw[4] = { 0 };
	int ret = scale_weigh(udev, raw);	/* want: stack_buffer */

	memcpy(out, raw, sizeof(raw));
	return ret;
}

/* Only the address is in the pointer. */
int bad_pointer(struct usb_device *udev, u8 unit)
{
	void *body_buf __free(kfree) = NULL;
	u8 frame[4] = { 7, unit };
	u8 *body = frame + 1;
	int actual, ret;

	body_buf = kmemdup(body, 3, GFP_NOIO);
	if (!body_buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), body_buf, 3,
			   &actual, 100);/* want: stack_buffer */
	if (ret)
		return ret;
	return actual;
}

int bad_quick(struct usb_device *udev, u8 how)
{
	return scale_quick(udev, &how);	/* want: stack_buffer */
}

/* Its helper has a copy afterwards, which it does not need. */
int good_heap(struct usb_device *udev)
{
	u8 *cmd = kzalloc(2, GFP_KERNEL);
	int ret;

	if (!cmd)
		return -ENOMEM;
	ret = scale_put(udev, SCALE_TARE, cmd, 2);
	kfree(cmd);
	return ret;
}

MODULE_LICENSE("GPL");
