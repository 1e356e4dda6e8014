// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A helper chooses the direction by a constant that its callers pass (hid-elo): told is the
 * call that receives.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/usb.h>

#define CMD_SEND	1
#define CMD_GET		2

struct touch {
	struct usb_device *udev;
	struct mutex lock;
	u8 buffer[8];
	int users;
};

struct lamp {
	struct usb_device *udev;
	struct mutex lock;
	u8 buffer[8];
	int users;
};

static int touch_xfer(struct usb_device *udev, u8 command, void *data)
{
	unsigned int pipe;
	u8 dir;

	if (command == CMD_SEND) {
		pipe = usb_sndctrlpipe(udev, 0);
		dir = USB_DIR_OUT;
	} else if (command == CMD_GET) {
		pipe = usb_rcvctrlpipe(udev, 0);
		dir = USB_DIR_IN;
	} else {
		return -EINVAL;
	}
	return usb_control_msg(udev, pipe, command, dir | USB_TYPE_VENDOR | USB_RECIP_DEVICE, 0, 0,
			       data, 8, 500);
}

int bad_diag(struct touch *t)
{
	int ret;

	t->buffer[0] = 'D';
	ret = touch_xfer(t->udev, CMD_SEND, t->buffer);
	if (ret < 0)
		return ret;
	return touch_xfer(t->udev, CMD_GET, t->buffer);	/* want(plugin): embedded_in_buffer */
}

int good_switch(struct lamp *l)
{
	l->buffer[0] = 1;
	return touch_xfer(l->udev, CMD_SEND, l->buffer);
}

struct touch *good_touch(void)
{
	return kzalloc(sizeof(struct touch), GFP_KERNEL);
}

struct lamp *good_lamp(void)
{
	return kzalloc(sizeof(struct lamp), GFP_KERNEL);
}
