// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions that the API model knows to bounce, in the file that defines them:
 * to other files they are a promise, here the body says whether it is kept.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

/* takes the caller's buffer as it is */
int snd_usb_ctl_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size);
int snd_usb_ctl_msg(struct usb_device *dev, unsigned int pipe, __u8 request, __u8 requesttype,
		    __u16 value, __u16 index, void *data, __u16 size)
{
	return usb_control_msg(dev, pipe, request, requesttype, value, index, data, size, 1000);
}

int bad_gain(struct usb_device *dev)
{
	u8 gain = 0;
	int err;

	err = snd_usb_ctl_msg(dev, usb_rcvctrlpipe(dev, 0), 0x81, 0xa1, 0x100, 0, &gain, 1); /* want: stack_buffer */
	return err < 0 ? err : gain;
}

/* bounces */
int gud_usb_set(struct usb_device *dev, u8 request, u16 value, void *buf, size_t len);
int gud_usb_set(struct usb_device *dev, u8 request, u16 value, void *buf, size_t len)
{
	void *copy = kmemdup(buf, len, GFP_KERNEL);
	int err;

	if (!copy)
		return -ENOMEM;
	err = usb_control_msg(dev, usb_sndctrlpipe(dev, 0), request, 0x41, value, 0, copy, len,
			      1000);
	kfree(copy);
	return err;
}

int good_mode(struct usb_device *dev)
{
	u8 mode = 3;

	return gud_usb_set(dev, 7, 0, &mode, sizeof(mode));
}
