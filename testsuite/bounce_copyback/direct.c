// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole bounce buffer is copied back after a control transfer, whatever has arrived.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

#define READ(d, b, n) usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500)

struct reading { __le32 value[8]; };

void bad_result_ignored(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return;
	READ(d, b, n);
	memcpy(dst, b, n);	/* want(plugin): bounce_copyback */
	kfree(b);
}

int bad_only_failure_tested(struct usb_device *d, void *dst)
{
	u8 *b = kmalloc(32, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, 32);
	if (r < 0)
		goto out;
	memcpy(dst, b, 32);	/* want(plugin): bounce_copyback */
	r = 0;
out:
	kfree(b);
	return r < 0 ? -EIO : 0;
}

int bad_too_little_tested(struct usb_device *d, struct reading *dst)
{
	struct reading *b = kmalloc(sizeof(*b), GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, sizeof(*b));
	if (r > 4)
		*dst = *b;	/* want(plugin): bounce_copyback */
	kfree(b);
	return 0;
}

long bad_to_user(struct usb_device *d, void __user *arg)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	long ret = 0;

	if (!b)
		return -ENOMEM;
	READ(d, b, 64);
	if (copy_to_user(arg, b, 64))	/* want(plugin): bounce_copyback */
		ret = -EFAULT;
	kfree(b);
	return ret;
}

static int bad_fetch(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, n);
	memcpy(dst, b, n);	/* want(plugin): bounce_copyback */
	kfree(b);
	return r;
}

/* the copy is told above: of four bytes one may be there, and nobody asks */
int good_place_is_the_copy(struct usb_device *d)
{
	u32 version = 0;
	int r = bad_fetch(d, &version, sizeof(version));

	if (r < 0)
		return r;
	return (int)(version >> 8);
}

int good_all_or_nothing(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, n);
	if (r == n)
		memcpy(dst, b, n);
	kfree(b);
	return r == n ? 0 : -EIO;
}

int good_early_out(struct usb_device *d, void *dst)
{
	u8 *b = kmalloc(32, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, 32);
	if (r < 32) {
		kfree(b);
		return r < 0 ? r : -EIO;
	}
	memcpy(dst, b, 32);
	kfree(b);
	return 0;
}

int good_what_arrived(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, n);
	if (r > 0)
		memcpy(dst, b, r);
	kfree(b);
	return r;
}

int good_the_tested_part(struct usb_device *d, void *dst)
{
	u8 *b = kmalloc(32, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, 32);
	if (r >= 8)
		memcpy(dst, b, 8);
	kfree(b);
	return 0;
}

int good_retried(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r = -EIO, tries = 3;

	if (!b)
		return -ENOMEM;
	while (tries--) {
		r = READ(d, b, n);
		if (r == n)
			break;
	}
	if (r == n)
		memcpy(dst, b, n);
	kfree(b);
	return r;
}

int good_turned_into_a_code(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r, err = 0;

	if (!b)
		return -ENOMEM;
	r = READ(d, b, n);
	if (r != n)
		err = -EIO;
	if (!err)
		memcpy(dst, b, n);
	kfree(b);
	return err;
}

int good_sent(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	usb_control_msg(d, usb_sndctrlpipe(d, 0), 1, 0x40, 0, 0, b, n, 500);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}
