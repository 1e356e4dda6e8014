// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Options: enable=out_uninit
 * Bytes of the slab go to the device because nobody wrote them.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

struct order {
	u8 op;
	u8 pad[3];
	__le32 arg;
};

void fill_elsewhere(u8 *b);

int bad_array(struct usb_device *d)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	b[0] = 1;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);	/* want: out_uninit */
	kfree(b);
	return r;
}

int bad_padding(struct usb_device *d, u32 arg)
{
	struct order *o = kmalloc(sizeof(*o), GFP_KERNEL);
	int r;

	if (!o)
		return -ENOMEM;
	o->op = 2;
	o->arg = cpu_to_le32(arg);
	r = usb_control_msg(d, usb_sndctrlpipe(d, 0), 2, 0x40, 0, 0, o, sizeof(*o), 500);	/* want: out_uninit */
	kfree(o);
	return r;
}

int bad_urb(struct usb_device *d, struct urb *urb, const void *src, usb_complete_t done)
{
	u8 *b = kmalloc(32, GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	memcpy(b + 2, src, 30);
	usb_fill_bulk_urb(urb, d, usb_sndbulkpipe(d, 2), b, 32, done, d);	/* want: out_uninit */
	return usb_submit_urb(urb, GFP_KERNEL);
}

int good_kzalloc(struct usb_device *d)
{
	u8 *b = kzalloc(64, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	b[0] = 1;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}

int good_kmemdup(struct usb_device *d, const void *x)
{
	u8 *b = kmemdup(x, 64, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}

int good_all_members(struct usb_device *d, u32 arg)
{
	struct order *o = kmalloc(sizeof(*o), GFP_KERNEL);
	int r;

	if (!o)
		return -ENOMEM;
	o->op = 2;
	memset(o->pad, 0, sizeof(o->pad));
	o->arg = cpu_to_le32(arg);
	r = usb_control_msg(d, usb_sndctrlpipe(d, 0), 2, 0x40, 0, 0, o, sizeof(*o), 500);
	kfree(o);
	return r;
}

int good_part_sent(struct usb_device *d)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	b[0] = 1;
	b[1] = 2;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 2, NULL, 100);
	kfree(b);
	return r;
}

int good_loop(struct usb_device *d)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int r, i;

	if (!b)
		return -ENOMEM;
	for (i = 0; i < 64; i++)
		b[i] = (u8)i;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}

int good_filled_elsewhere(struct usb_device *d)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int r;

	if (!b)
		return -ENOMEM;
	fill_elsewhere(b);
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}

int good_running_pointer(struct usb_device *d, int n)
{
	u8 *b = kmalloc(64, GFP_KERNEL), *p;
	int r;

	if (!b)
		return -ENOMEM;
	for (p = b; n-- > 0; p++)
		*p = 0;
	r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}

int good_from_user(struct usb_device *d, const void __user *from)
{
	u8 *b = kmalloc(64, GFP_KERNEL);
	int r = -EFAULT;

	if (!b)
		return -ENOMEM;
	if (!copy_from_user(b, from, 64))
		r = usb_bulk_msg(d, usb_sndbulkpipe(d, 2), b, 64, NULL, 100);
	kfree(b);
	return r;
}
