// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Buffers that hold something sensible before the transfer, and bulk transfers,
 * whose count stands elsewhere.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define READ(d, b, n) usb_control_msg(d, usb_rcvctrlpipe(d, 0), 1, 0xc0, 0, 0, b, n, 500)

struct probe {
	struct usb_device *udev;
	u8 *buf;
	bool quiet;
};

int read_by_wrapper(struct probe *p, void *data, u16 size);

int good_old_content(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmemdup(dst, n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	READ(d, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_cleared(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kzalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	READ(d, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_cleared_by_flag(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL | __GFP_ZERO);

	if (!b)
		return -ENOMEM;
	READ(d, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_preset(struct usb_device *d, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	memset(b, 0xff, n);
	READ(d, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_long_lived(struct probe *p, void *dst, u16 n)
{
	READ(p->udev, p->buf, n);
	memcpy(dst, p->buf, n);
	return 0;
}

int good_wrapper(struct probe *p, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	read_by_wrapper(p, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_read_again(struct probe *p, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = READ(p->udev, b, n);
	if (r != n)
		read_by_wrapper(p, b, n);
	memcpy(dst, b, n);
	kfree(b);
	return 0;
}

int good_bulk_count_looked_at(struct usb_device *d, void *dst)
{
	u8 *b = kmalloc(512, GFP_KERNEL);
	int r, got;

	if (!b)
		return -ENOMEM;
	r = usb_bulk_msg(d, usb_rcvbulkpipe(d, 1), b, 512, &got, 500);
	if (!r && got == 512)
		memcpy(dst, b, 512);
	kfree(b);
	return r;
}

int bad_bulk_count_ignored(struct usb_device *d, void *dst, int n)
{
	u8 *b = kmalloc(512, GFP_KERNEL);
	int r, got;

	if (!b)
		return -ENOMEM;
	r = usb_bulk_msg(d, usb_rcvbulkpipe(d, 1), b, 512, &got, 500);
	if (!r)
		memcpy(dst, b, 512);	/* want(plugin): bounce_copyback */
	kfree(b);
	return r;
}

int bad_if_wanted(struct probe *p, void *dst, u16 n)
{
	u8 *b = kmalloc(n, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	READ(p->udev, b, n);
	if (dst)
		memcpy(dst, b, n);	/* want(plugin): bounce_copyback */
	kfree(b);
	return 0;
}
