// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Helpers that give back the pointer they were given, as it was or moved on:
 * packers, builders, "skip the header" functions.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static u8 *put_u16(u8 *p, u16 val)
{
	p[0] = val >> 8;
	p[1] = val;
	return p;
}

static u8 *skip_header(u8 *frame)
{
	return frame + 4;
}

static void *first_set(void *a, void *b)
{
	return a ? a : b;
}

static u8 *duplicate(const u8 *p, size_t len)
{
	return kmemdup(p, len, GFP_KERNEL);
}

static u8 *front(u8 *p)
{
	return skip_header(put_u16(p, 0x55aa));
}

int bad_same(struct usb_device *udev, int *actual)
{
	u8 raw[2];

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), put_u16(raw, 0x1234),	/* want(plugin): stack_buffer */
			    2, actual, 100);
}

int bad_moved_on(struct usb_device *udev, int *actual)
{
	u8 frame[12] = { 0 };
	u8 *body = skip_header(frame);

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), body, 8,	/* want(plugin): stack_buffer */
			    actual, 100);
}

int bad_nested(struct usb_device *udev, int *actual)
{
	u8 frame[12] = { 0 };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), front(frame), 8,	/* want(plugin): stack_buffer */
			    actual, 100);
}

int bad_one_of_two(struct usb_device *udev, u8 *heap, int *actual)
{
	u8 spare[8] = { 0 };

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),	/* want(plugin): stack_buffer */
			    first_set(heap, spare), 8, actual, 100);
}

int bad_library_returns(struct usb_device *udev, int *actual)
{
	u8 raw[8];

	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),	/* want(plugin): stack_buffer */
			    memset(raw, 0xff, sizeof(raw)), 8, actual, 100);
}

int good_duplicate(struct usb_device *udev, int *actual)
{
	u8 raw[8] = { 0 };
	u8 *buf = duplicate(raw, sizeof(raw));
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), buf, 8, actual, 100);
	kfree(buf);
	return ret;
}

int good_heap_returned(struct usb_device *udev, u8 *heap, int *actual)
{
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1),
			    skip_header(put_u16(heap, 1)), 8, actual, 100);
}

/* The same helper serves a stack frame elsewhere: call sites do not mix. */
int good_not_mixed(struct usb_device *udev, u8 *heap, int *actual)
{
	u8 frame[12] = { 0 };

	memcpy(skip_header(heap), skip_header(frame), 8);
	return usb_bulk_msg(udev, usb_sndbulkpipe(udev, 1), skip_header(heap),
			    8, actual, 100);
}
