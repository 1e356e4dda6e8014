// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The same without a macro around the call: the result is dropped, or only its sign
 * is looked at; near misses compare it with what was asked for.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

int bad_dropped(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500);
	memcpy(dst, b, n);	/* want: bounce_copyback */
	kfree(b);
	return 0;
}

int bad_only_the_sign(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_NOIO);
	int r;

	if (!b)
		return -ENOMEM;
	r = usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500);
	if (r >= 0)
		memcpy(dst, b, n);	/* want: bounce_copyback */
	kfree(b);
	return r;
}

int good_compared(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500);
	if (r != n) {
		kfree(b);
		return r < 0 ? r : -EREMOTEIO;
	}
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_as_much_as_came(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500);
	if (r > 0)
		memcpy(dst, b, r);
	kfree(b);
	return r;
}

int good_filled_before(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	memcpy(b, dst, n);
	usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}
